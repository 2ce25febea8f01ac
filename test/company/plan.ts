import type { Account } from '../../src/sample/index.js';
import type { Beside, Reported } from './beside.js';
import type { Cast } from './people.js';
import type { RuleName } from './rule-names.js';
import type { Change, Pull } from './things.js';

export type { Assignment, Change, Commit, Decision, Edit, Move, Pull, Push, Review, Ticket } from './things.js';

export interface Rollout {
  environment: string;
  mark: boolean;
  /** main as it then is, what stood there before the unit, a revision that nobody knows, what stands on a branch, or what another one deployed. */
  revision: 'main' | 'before' | 'unknown' | { branch: string } | { of: Rollout };
  requestedAt: number;
  startedAt: number;
  endedAt: number;
  outcome: 'success' | 'failure';
  creator: Account;
  description: string | null;
  /** Whether it is an implementation: in production, and carries something. */
  implements: boolean;
  /** What of its unit an implementation carries; left out: all of it. */
  carries?: readonly (Change | Pull)[];
  /** What the pipeline that makes it tells of it, too. */
  reports?: Reported;
  /** How its revision fares in staging, mostly well before it. */
  staging?: 'NEVER' | 'FAILED' | 'AT_ITS_START' | 'AFTERWARDS';
}

/** What is deployed together: mostly one change. */
export interface Unit extends Beside {
  repository: number;
  cast: Cast;
  startsAt: number;
  changes: Change[];
  rollouts: Rollout[];
  /** What was done to it, for people. */
  story: string[];
  expects: Expectation[];
  /** What the review of an emergency is still awaited of. */
  due: Pick<Expectation, 'rollout' | 'with'>[];
  /** What its policy switches off. */
  silent?: readonly RuleName[];
  /** What its policy looks at beside what others do. */
  extra?: 'MERGES' | 'REVIEWERS' | 'STARTERS';
}

/** What a rule must answer about the subjects of a unit; whatever else it is asked, it answers PASS. */
export interface Expectation {
  rule: RuleName;
  /** An exemption is no deviation; it is named where it must have been given. NONE: the rule does not apply; ANY: PASS or nothing. */
  answer: 'GAP' | 'INDETERMINATE' | 'EXEMPT' | 'PASS' | 'NONE' | 'ANY';
  /** A deployment by itself, or with what `with` names. */
  rollout?: Rollout;
  /** The ticket of this change, or this pull request; without a rollout it is the subject by itself. */
  with?: Change | Pull;
  /** The commit as which a pull request was merged, by itself. */
  commit?: Pull;
  /** A service by its name, by itself. */
  service?: string;
  /** Only before the deadline of the unit has run out, or only afterwards; left out: always. */
  when?: When;
}

export type When = 'BEFORE_DEADLINE' | 'AFTER_DEADLINE';
