import { type CommitFacts, type PullRequestFacts, type PullRequestHead, type ReviewFacts } from '../../src/correlate/index.js';
import { sha } from './commits.js';

export const REPOSITORY = 'repository:a:1';

export function commit(n: number, part: Partial<CommitFacts> = {}): CommitFacts {
  return {
    sha: sha(n),
    seq: 1000 + n,
    authors: [`person:${n}`],
    unresolvedAuthor: false,
    associated: [],
    reverts: null,
    pickedFrom: [],
    ...part,
  };
}

export function commitsOf(...all: readonly CommitFacts[]): ReadonlyMap<string, CommitFacts> {
  return new Map(all.map((one) => [one.sha, one]));
}

/** A head with the platform's list of commits. */
export function head(n: number, commits: readonly number[] | null, cut = false): PullRequestHead {
  return { head: sha(n), commits: commits && commits.map(sha), cut };
}

export function pull(number: number, mergeCommit: number | null, part: Partial<PullRequestFacts> = {}): PullRequestFacts {
  return {
    pullRequest: `pull_request:a:${number}`,
    repository: REPOSITORY,
    number,
    opener: 'person:opener',
    openedSeq: 100 + number,
    mergeCommit: mergeCommit === null ? null : sha(mergeCommit),
    mergeBase: 'main',
    mergeHead: null,
    merged: null,
    mergedSeq: 200 + number,
    heads: [],
    reviews: [],
    pushes: [],
    ...part,
  };
}

export function review(id: number, reviewer: string | null, part: Partial<ReviewFacts> = {}): ReviewFacts {
  return {
    review: `review:a:${id}`,
    reviewer,
    service: false,
    state: 'APPROVED',
    commit: null,
    submitted: null,
    submittedSeq: 300 + id,
    ...part,
  };
}
