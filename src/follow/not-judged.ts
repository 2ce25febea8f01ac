import { type BroughtIn, NO_TRACES } from '../correlate/index.js';
import type { RepositoryFacts } from './load/repositories.js';

const NO_PULLS: BroughtIn = { byCommit: new Map(), perhaps: new Map(), pulls: new Map() };

/** Of what is no subject of any rule. */
export const NOT_JUDGED = { broughtIn: NO_PULLS, tracing: NO_TRACES, verdicts: [], awaits: [], implementations: [], reviews: [] };

/** Of a repository that nobody has read. */
export const NOT_READ: RepositoryFacts = { info: { name: null, defaultBranch: null }, coverage: new Map() };
