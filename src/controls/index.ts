// Comes in: a deployment, or a change, with its neighbourhood, coverage and policy. Goes out: verdicts of every rule.
// Never: a clock, a database, a network; one file per rule.
export type { CoverageFact, DeploymentCase, ImplementationCase, OtherRun, ScopedCoverage, Writers } from './case.js';
export { allNotCovered, momentOf, notCoveredUpTo } from './case.js';
export { type MergeFact, NO_REUSE, type Reuse } from './implemented-before.js';
export type { ChangeCase, DeploymentOfChange } from './change-case.js';
export { pushesToRead } from './exempt-push.js';
export { fieldOf } from './ticket-fields/content.js';
export { ENGINE, judge, judgeChange, judgeTicket, RULES, ticketDeadlines } from './judge.js';
export { reviewDeadline } from './emergency-without-review.js';
export { type Asked, type Silence, silencesOf } from './silence.js';
