import type { Answer, Deadline, Instant, Missing, Policy, RuleInfo } from '#contract';
import type { DeploymentCase, ImplementationCase } from './case.js';
import type { ChangeCase } from './change-case.js';
import type { HistoryCase } from './forced-away.js';
import type { ServiceCase } from './service-case.js';

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

/** One control: a pure function with the public description of itself. It has one of the six judges, rarely two. */
export interface Rule {
  readonly info: RuleInfo;
  /** Why it says nothing of a subject of which it is asked: a sentence. */
  readonly silence: string;
  /** The base policy does not ask it: only where policy says `enabled: true` is it asked. */
  readonly offInBase?: true;
  /** Whether policy gives what `judge` needs; where it does not, the rule does not apply to deployments. Left out: it needs nothing. */
  readonly needs?: (policy: Policy) => boolean;
  /** Asked about production deployments that have started. */
  readonly judge?: (subject: DeploymentCase) => readonly Finding[];
  /** Asked about each implementation of a change, and each without one. */
  readonly judgeImplementation?: (subject: ImplementationCase) => readonly Finding[];
  /** Asked about a change alone, by its earliest implementation. */
  readonly judgeChange?: (earliest: ImplementationCase) => readonly Finding[];
  /** Asked about every change as a whole, also about one without an implementation. */
  readonly judgeTicket?: (subject: ChangeCase) => readonly Finding[];
  /** Asked about a service, by what reached its production past the deployments. */
  readonly judgeService?: (subject: ServiceCase) => readonly Finding[];
  /** Asked about what was forced away from the release branches of a repository; a finding for each of its commits, in their order. */
  readonly judgeHistory?: (subject: HistoryCase) => readonly Finding[];
  /** The moment at which time alone changes the answer of `judgeTicket`, whether or not it is over; null: none. */
  readonly deadline?: (subject: ChangeCase) => Deadline | null;
}
