import type { AnyConnector } from '#contract';
import * as listed from '../../connectors/index.js';

export const connectors: readonly AnyConnector[] = Object.values(listed);
