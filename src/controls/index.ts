// Comes in: a deployment, or a change, with its neighbourhood, coverage and policy. Goes out: verdicts of every rule.
// Never: a clock, a database, a network; one file per rule.
export type { CoverageFact, DeploymentCase, ImplementationCase, ScopedCoverage, Writers } from './case.js';
export { allNotCovered, momentOf, notCoveredUpTo } from './case.js';
export { fieldOf } from './ticket-fields/content.js';
export { ENGINE, judge, judgeChange, RULES } from './judge.js';
export { reviewDeadline } from './emergency-without-review.js';
export { type Asked, type Silence, silencesOf } from './silence.js';
