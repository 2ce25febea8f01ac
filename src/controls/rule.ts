import type { Answer, Instant, Missing, RuleInfo } from '#contract';
import type { DeploymentCase, ImplementationCase } from './case.js';

/** What a rule found about one subject; `judge` makes a verdict of it. */
export interface Finding {
  readonly subject: string;
  readonly answer: Answer;
  readonly sentence: string;
  readonly events: readonly number[];
  readonly about?: readonly string[];
  readonly wouldPassIf?: string;
  readonly missing?: readonly Missing[];
  /** Time alone ends it then. */
  readonly changesAt?: Instant;
}

/** One control: a pure function with the public description of itself. It has one of the three judges. */
export interface Rule {
  readonly info: RuleInfo;
  /** Why it says nothing of a subject of which it is asked: a sentence. */
  readonly silence: string;
  /** Asked about production deployments that have started. */
  readonly judge?: (subject: DeploymentCase) => readonly Finding[];
  /** Asked about each implementation of a change, and each without one. */
  readonly judgeImplementation?: (subject: ImplementationCase) => readonly Finding[];
  /** Asked about a change alone, by its earliest implementation. */
  readonly judgeChange?: (earliest: ImplementationCase) => readonly Finding[];
}
