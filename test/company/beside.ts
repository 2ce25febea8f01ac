import type { CheckRun } from '../../src/sample/index.js';
import type { Change, Decision, Pull, Review } from './things.js';

/** A check that ended. */
export interface Run {
  readonly name: string;
  /** main as it stands when it ends, or the head of a pull request. */
  readonly of: 'main' | Pull;
  readonly at: number;
  readonly conclusion: Exclude<CheckRun['conclusion'], null>;
}

/** The rule for main asks for so many reviews from then on. */
export interface Guard {
  readonly at: number;
  readonly approvals: number;
}

/** What somebody pushes who is no tool of these; `{key}` in its data stands for the key of the ticket of a change. */
export interface Saying {
  readonly type: string;
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly of?: Change;
  /** What it is about: a pull request, a review, an approval. */
  readonly about?: Pull | Review | Decision;
  /** By whom, if not by the builder, whose word counts. */
  readonly by?: string;
  /** When it was over. */
  readonly untilAt?: number;
  /** The same by another name is said of the same thing. */
  readonly id?: string;
}

/** What a pipeline says that a deployment applied. */
export interface Reported {
  /** Whether it gives the digest of an image, or a tag alone; left out: neither. */
  readonly image?: 'DIGEST' | 'TAG';
  /** Which version of its configuration. */
  readonly configuration?: string;
  /** What started it, where it says so. */
  readonly trigger?: 'HAND' | 'MERGE' | 'SCHEDULE';
  /** Who says what the image was built from: a builder whose word counts, or somebody whose word does not; left out: nobody. */
  readonly builtBy?: 'BUILDER' | 'ANYBODY';
}

/** What happens to a unit beside its tickets, code and deployments. */
export interface Beside {
  /** How many reviews the rule for main asks for from then on. */
  guards?: readonly Guard[];
  /** Those of all units of its repository. */
  allGuards?: readonly Guard[];
  /** So many seconds before a deployment nothing may become looser; left out: a day. */
  shortly?: number;
  /** All of it happens after the first reading, and before another one. */
  isLate?: true;
  /** What else is told of it. */
  sayings?: readonly Saying[];
  /** All checks of what it brings; left out: each of its revisions passes all of them soon. */
  checks?: readonly Run[];
}
