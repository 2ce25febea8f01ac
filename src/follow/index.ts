// Comes in: what the ledger recorded, transaction by transaction. Goes out: the read tables, and steps in the life of gaps.
// Never: a fact of its own; everything here can be dropped and built again.
export { dumpLines, readTables } from './dump.js';
export { loadDeploymentDecisions, loadTickets } from './load/tickets.js';
export { Follower, followToEnd } from './loop.js';
export { followOnce } from './once.js';
export { putInPlace, rebuild } from './rebuild.js';
export { type Backtested, backtest } from './supposed/backtest.js';
export type { Differing } from './supposed/differing.js';
export { type Readiness, readiness } from './supposed/readiness.js';
export type { Intended } from './supposed/where.js';
export { FollowState } from './state.js';
