import { isBefore, microsOf } from '#contract';
import {
  authorsOf,
  type Authorship,
  type PullRequestFacts,
  type ReviewFacts,
  sawMergedHead,
  some,
  type Truth,
} from '../../correlate/index.js';
import type { DeploymentCase } from '../case.js';

/** How much an approving review is worth: nothing, given after the merge, of another head before it, of the merged head. */
export const NONE = 0;
export const LATE = 1;
export const STALE = 2;
export const TIMELY = 3;
export type Level = typeof NONE | typeof LATE | typeof STALE | typeof TIMELY;

/** Somebody who may have approved a pull request without having written it. */
export interface Reviewer {
  /** The person, or the review where nobody knows whose it is. */
  readonly name: string;
  /** What his reviews may be worth: one of these. */
  readonly levels: readonly Level[];
  /** So many milliseconds after the merge came the earliest of his reviews; 0 of one before, Infinity where that is not known. */
  readonly lateMs: number;
  /** He may be one of the authors that are not known. */
  readonly perhapsAuthor: boolean;
}

/** Why something is not known, and from which level on it matters. */
export interface Doubt {
  readonly level: Level;
  readonly why: string;
}

export interface Reviewers {
  readonly all: readonly Reviewer[];
  /** How many of them may be authors, at most. */
  readonly authorsAtMost: number;
  readonly doubts: readonly Doubt[];
}

/** Who may have reviewed it independently. A service account is never a reviewer (`controls.md`, Terms: Same person). */
export function reviewersOf(subject: DeploymentCase, pull: PullRequestFacts): Reviewers {
  const authorship = authorsOf(pull, subject.commits, subject.history);
  const worth = pull.reviews
    .filter(({ reviewer, service }) => !service && (reviewer === null || !subject.persons.isService(reviewer)))
    .map((review) => ({ review, isAuthor: isAuthor(review.reviewer, authorship, subject), levels: levelsOf(review, pull, subject) }))
    .filter(({ isAuthor, levels }) => isAuthor !== 'YES' && levels.some((level) => level !== NONE));
  const all = new Map<string, Reviewer>();
  for (const { review, isAuthor, levels } of worth) {
    const name = nameOf(review, subject);
    const before = all.get(name);
    const perhapsAuthor = isAuthor === 'UNKNOWN' || authorship.atMost > 0 || before?.perhapsAuthor === true;
    const lateMs = Math.min(lateByOf(review, pull), before?.lateMs ?? Number.POSITIVE_INFINITY);
    all.set(name, { name, perhapsAuthor, lateMs, levels: before ? highest(before.levels, levels) : levels });
  }
  const unclear = worth.filter(({ isAuthor }) => isAuthor === 'UNKNOWN').map(({ review }) => review.reviewer);
  return {
    all: [...all.values()],
    authorsAtMost: authorship.atMost + confusable(unclear, authorship, subject),
    doubts: [
      ...authorDoubts(authorship, worth.length > 0, unclear.length > 0),
      ...worth.flatMap(({ review, levels }) => doubtsOf(review, levels)),
    ],
  };
}

function isAuthor(reviewer: string | null, { persons }: Authorship, subject: DeploymentCase): Truth {
  if (reviewer === null) return 'NO';
  return some([...persons].map((author) => subject.persons.same(reviewer, author)));
}

/** How many of the authors may be one of these reviewers under another account. */
function confusable(reviewers: readonly (string | null)[], { persons }: Authorship, subject: DeploymentCase): number {
  const may = (author: string) => reviewers.some((one) => one !== null && subject.persons.same(one, author) === 'UNKNOWN');
  return [...persons].filter(may).length;
}

/** Accounts of one person are one reviewer. */
function nameOf({ reviewer, review }: ReviewFacts, { persons }: DeploymentCase): string {
  return reviewer === null ? review : ([...persons.accountsOf(reviewer)].sort()[0] ?? reviewer);
}

function levelsOf(review: ReviewFacts, pull: PullRequestFacts, { history }: DeploymentCase): readonly Level[] {
  const { state, commit, reviewer } = review;
  if (state !== null && state !== 'APPROVED') return [NONE];
  const inTime = isInTime(review, pull);
  const saw = sawMergedHead(commit, pull, history);
  const levels: Level[] = state === null || reviewer === null ? [NONE] : [];
  if (inTime !== 'YES') levels.push(LATE);
  if (inTime !== 'NO' && saw !== 'YES') levels.push(STALE);
  if (inTime !== 'NO' && saw !== 'NO') levels.push(TIMELY);
  return levels;
}

/** Both times are the platform's; of one and the same second nobody knows what came first. */
function isInTime({ submitted }: ReviewFacts, { merged }: PullRequestFacts): Truth {
  if (submitted === null || merged === null) return 'UNKNOWN';
  if (isBefore(submitted, merged)) return 'YES';
  return isBefore(merged, submitted) ? 'NO' : 'UNKNOWN';
}

function lateByOf({ submitted, state }: ReviewFacts, { merged }: PullRequestFacts): number {
  if (submitted === null || merged === null || state !== 'APPROVED') return Number.POSITIVE_INFINITY;
  return Math.max(0, (microsOf(submitted.to) - microsOf(merged.from)) / 1000);
}

/** What the best of two reviews may be worth. */
function highest(a: readonly Level[], b: readonly Level[]): readonly Level[] {
  return [...new Set(a.flatMap((one) => b.map((other) => (one > other ? one : other))))];
}

function authorDoubts({ unknown }: Authorship, areThereReviewers: boolean, isUnclear: boolean): readonly Doubt[] {
  if (!areThereReviewers) return [];
  const doubts: Doubt[] = unknown.map((one) => ({ level: LATE, why: `An approving reviewer may be an author, since ${one}.` }));
  const why =
    'Whether an approving reviewer is one of its authors under another account is not known: list them under people in policy.yaml.';
  return isUnclear ? [...doubts, { level: LATE, why }] : doubts;
}

function doubtsOf({ state, reviewer }: ReviewFacts, levels: readonly Level[]): readonly Doubt[] {
  const doubts: Doubt[] = [];
  if (state === null) doubts.push({ level: LATE, why: 'What a review of it said is not known.' });
  else if (reviewer === null) doubts.push({ level: LATE, why: 'The identity of an approving reviewer is not known.' });
  const isLatePerhaps = levels.includes(LATE) && (levels.includes(STALE) || levels.includes(TIMELY));
  if (isLatePerhaps) doubts.push({ level: STALE, why: 'Whether a review came before the merge cannot be told.' });
  if (levels.includes(STALE) && levels.includes(TIMELY)) {
    doubts.push({ level: TIMELY, why: 'Whether a review saw the merged head is not known.' });
  }
  return doubts;
}
