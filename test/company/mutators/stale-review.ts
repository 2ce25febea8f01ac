import type { Mutator } from '../mutator.js';
import type { Pull, Review } from '../plan.js';
import { chosen } from './choose.js';
import { ofPairs } from './expect.js';

/** Reviewed at once; then another commit comes. Gives the review and the head that it saw. */
function committedAfterReview(pull: Pull, who: Pull['commits'][number]['pusher']): Review {
  const [review] = pull.reviews;
  const last = pull.commits.at(-1);
  if (review === undefined || last === undefined) throw new Error('A clean pull request has a review and commits.');
  review.at = pull.openedAt + 60;
  review.saw = pull.commits.length - 1;
  pull.commits.push({ ...last, author: who, pusher: who, message: `${last.message}, again`, pushedAt: pull.openedAt + 120 });
  return review;
}

const changedAfterReview: Mutator = {
  name: 'a commit came after the review',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    committedAfterReview(pull, unit.cast.author.github);
    ofPairs(unit, 'stale-review', 'GAP', pull);
    return true;
  },
};

const twoStale: Mutator = {
  name: 'a commit came after both reviews',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    const review = committedAfterReview(pull, unit.cast.author.github);
    pull.reviews.push({ ...review, by: unit.cast.otherReviewer.github, at: review.at + 10 });
    ofPairs(unit, 'stale-review', 'GAP', pull);
    return true;
  },
};

const onlyCommented: Mutator = {
  name: 'a commit came after the review, and the reviewer only commented on it',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    const review = committedAfterReview(pull, unit.cast.author.github);
    pull.reviews.push({ ...review, at: pull.openedAt + 180, state: 'COMMENTED', saw: -1 });
    ofPairs(unit, 'stale-review', 'GAP', pull);
    return true;
  },
};

const earlierOfTwo: Mutator = {
  name: 'it was reviewed too late to see an earlier head, but never the last one',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    const [review] = pull.reviews;
    if (pull.commits.length < 2 || review === undefined) return false;
    review.saw = 0;
    ofPairs(unit, 'stale-review', 'GAP', pull);
    return true;
  },
};

const reviewedAgain: Mutator = {
  name: 'a commit came after the review, and somebody else reviewed it again',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    const review = committedAfterReview(pull, unit.cast.author.github);
    pull.reviews.push({ ...review, by: unit.cast.otherReviewer.github, at: pull.openedAt + 180, saw: -1 });
    return true;
  },
};

const withBothAccounts: Mutator = {
  name: 'a commit came after the review, and its reviewer reviewed it again with his other account',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    const review = committedAfterReview(pull, unit.cast.author.github);
    pull.reviews.push({ ...review, by: unit.cast.reviewer.second, at: pull.openedAt + 180, saw: -1 });
    return true;
  },
};

/** "A merge of the target branch into the reviewed head is not new code", and makes nobody an author. */
const branchUpdated: Mutator = {
  name: 'the reviewer merged main into the reviewed branch with the button',
  apply(unit, random) {
    const pull = unit.changes[1]?.pulls[0];
    const earlier = unit.changes[0]?.pulls[0];
    const [review] = pull?.reviews ?? [];
    if (pull === undefined || earlier === undefined || !review?.by) return false;
    // Begun before main moved on.
    const [first] = pull.commits;
    if (first) first.pushedAt = earlier.mergedAt - random.int(1, 60);
    review.at = pull.openedAt + 60;
    pull.updatedBy = { by: review.by, at: pull.openedAt + 120 };
    return true;
  },
};

const againTooLate: Mutator = {
  name: 'a commit came after the review, and the same person reviewed it again after the merge',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    const review = committedAfterReview(pull, unit.cast.author.github);
    pull.reviews.push({ ...review, at: pull.mergedAt + 30, saw: -1 });
    ofPairs(unit, 'stale-review', 'GAP', pull);
    return true;
  },
};

/** Before the merge it would be stale, after it late. */
const atOnceOfEarlier: Mutator = {
  name: 'an earlier head was reviewed in the second of the merge',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    const review = committedAfterReview(pull, unit.cast.author.github);
    review.at = pull.mergedAt;
    ofPairs(unit, 'stale-review', 'INDETERMINATE', pull);
    ofPairs(unit, 'post-merge-review', 'INDETERMINATE', pull);
    return true;
  },
};

export const staleReview = [
  changedAfterReview,
  twoStale,
  onlyCommented,
  earlierOfTwo,
  reviewedAgain,
  withBothAccounts,
  branchUpdated,
  againTooLate,
  atOnceOfEarlier,
];
