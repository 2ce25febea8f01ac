import { expect } from 'vitest';
import type { Interval, Verdict } from '#contract';
import type { PullRequestFacts, ReviewFacts } from '../../src/correlate/index.js';
import { postMergeReview } from '../../src/controls/post-merge-review.js';
import type { Finding, Rule } from '../../src/controls/rule.js';
import { staleReview } from '../../src/controls/stale-review.js';
import { unreviewedCode } from '../../src/controls/unreviewed-code.js';
import { commit, head, pull, review } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { span } from '../correlate/runs.js';
import { caseOf, DEPLOYMENT, type Plan } from './case.js';

// #1: branch 3 ─ 4 ─ U(5: 4 + 2), squashed as 1 at second 50.
export const EDGES = [edges(0), edges(2, 0), edges(1, 2), edges(3, 0), edges(4, 3), edges(5, 4, 2)];
export const COMMITS = [commit(1), commit(3, { authors: ['person:author'] }), commit(4, { authors: ['person:author'] }), commit(5)];
export const UNRESOLVED = [
  commit(1),
  commit(3, { authors: [], unresolvedAuthor: true }),
  commit(4, { authors: ['person:author'] }),
  commit(5),
];
const MERGED = { mergeHead: sha(5), heads: [head(5, [3, 4, 5])], merged: span(50), opener: 'person:opener' };
export const TWO = { policy: { rules: { 'unreviewed-code': { reviews: 2 } } } };

export function plan(reviews: readonly ReviewFacts[], rest: Partial<Plan> = {}, part: Partial<PullRequestFacts> = {}): Plan {
  return { edges: EDGES, carries: [1], commits: COMMITS, pulls: [pull(1, 1, { ...MERGED, reviews, ...part })], ...rest };
}

/** What the reviewer of this number approved and when. */
export function r(n: number, saw: number | null, submitted: Interval | null, part: Partial<ReviewFacts> = {}): ReviewFacts {
  return review(n, `person:r${n}`, { commit: saw === null ? null : sha(saw), submitted, ...part });
}

export const TIMELY = r(1, 5, span(10));
export const UPDATED = r(1, 4, span(10));
export const STALE = r(1, 3, span(10));
export const LATE = r(1, 5, span(60));

export function findings(rule: Rule, of: Plan): readonly Finding[] {
  return rule.judge!(caseOf(of));
}

export const RULES = [unreviewedCode, postMergeReview, staleReview] as const;
export type Answers = readonly [Verdict['answer'], Verdict['answer'], Verdict['answer']];

/** What the three rules answer about the pull request: unreviewed, after the merge, stale. */
export function answers(of: Plan): Answers {
  const all = RULES.map((rule) => findings(rule, of).filter(({ subject }) => subject === `${DEPLOYMENT} pull_request:a:1`));
  expect(all.map(({ length }) => length)).toEqual([1, 1, 1]);
  return all.map(([one]) => one!.answer) as unknown as Answers;
}
