// The list of connectors; the only file that names them all. One line each.
// Comes in: nothing. Goes out: every connector that an operator can name in changeline.yaml.
// Never: runs one, or knows what it does.
import type { AnyConnector } from '#contract';
import github from './github/index.js';
import jira from './jira/index.js';

export const connectors: readonly AnyConnector[] = [github, jira];
