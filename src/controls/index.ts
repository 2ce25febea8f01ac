// Comes in: a deployment with its neighbourhood, coverage and policy. Goes out: verdicts of every rule.
// Never: a clock, a database, a network; one file per rule.
export type { CoverageFact, DeploymentCase } from './case.js';
export { judge, RULES } from './judge.js';
