// Comes in: units with what was said of them, and a seed. Goes out: what each of eight steps says of each, the sample, a conclusion.
// Never: a clock or a database, or the word "compliant": that is the auditor's.
export { complexityOf } from './complexity.js';
export { type Concluded, conclude, type Conclusion, type StepCount } from './conclusion.js';
export { type Finding, type Late, type PopulationRow, type Seed, type ShownUnit, test, type Tested } from './content.js';
export { auditRows } from './csv.js';
export type { AuditFile } from './file.js';
export { PAST_DEPLOYMENTS, type PastDeployments } from './past-deployments.js';
export { type DrawnHow, judgeStep, type StepAnswer, type StepVerdict } from './judge-step.js';
export { originOf, toldFrom } from './origin.js';
export { isInScope, sourcesFor } from './scope.js';
export { type Step, STEPS } from './steps.js';
export type { AuditUnit, Hole, RuleSaid, UnitGround, UnitKind } from './unit.js';
export { leftOutOf, type ReadRepository } from './left-out.js';
