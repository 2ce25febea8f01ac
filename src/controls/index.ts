// Comes in: a deployment, or a change, with its neighbourhood, coverage and policy. Goes out: verdicts of every rule.
// Never: a clock, a database, a network; one file per rule.
export type { CoverageFact, DeploymentCase, ImplementationCase, OtherRun, ScopedCoverage, Writers } from './case.js';
export { allNotCovered, momentOf, notCoveredUpTo } from './case.js';
export { type MergeFact, NO_REUSE, type Reuse } from './implemented-before.js';
export type { ChangeCase, DeploymentOfChange } from './change-case.js';
export { askedBy } from './asked.js';
export { pushesToRead } from './exempt-push.js';
export { reviewedToRead } from './unqualified-reviewer.js';
export { fieldOf } from './ticket-fields/content.js';
export type { ForcedAway, HistoryCase } from './forced-away.js';
export { judgeHistory } from './judge-history.js';
export { ENGINE, judge, judgeChange, judgeTicket, ticketDeadlines } from './judge.js';
export { isSwitchedOn, mustBeSwitchedOn, RULES } from './rules.js';
export { type RemovalFact, type Removals, type Resting, type Support, supportsOf } from './integrity/rests-on.js';
export type { AccessFact, DriftFact, IncidentFact, ServiceCase, ServiceDeployment } from './service-case.js';
export { judgeService } from './judge-service.js';
export type { BranchPush, BypassFact, ProtectionAround, ProtectionFact } from './protection/facts.js';
export { reviewDeadline } from './emergency-without-review.js';
export { type Asked, type Silence, silencesOf } from './silence.js';
