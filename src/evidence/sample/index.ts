// Comes in: a population, a secret and the root of its checkpoint. Goes out: the drawn units, by stratum.
// Never: a clock, a database, a random number; a stranger draws the same.
export type { Allocated } from './allocation.js';
export { COMPLEXITIES, type Draw, draw, type DrawnUnit, type PopulationUnit, SAMPLE_SIZE, stratumOf } from './draw.js';
export { commitmentOf, seedOf } from './seed.js';
