import type { Expectation, Unit } from '../plan.js';

/** What the clock of the judge shows, and the last moment of which anything was read. */
export interface Moment {
  readonly now: number;
  readonly read: number;
}

/** What one rule must answer of a unit as it is planned, but PASS where PASS or nothing is right. */
export type Answering = (unit: Unit, moment: Moment) => readonly Expectation[];
