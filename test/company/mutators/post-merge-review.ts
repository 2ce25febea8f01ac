import type { Mutator } from '../mutator.js';
import type { Pull, Review, Unit } from '../plan.js';
import type { RuleName } from '../rule-names.js';
import { chosen, endOf } from './choose.js';
import { ofPairs } from './expect.js';

type When = (pull: Pull, unit: Unit) => number;

function reviewedAt(name: string, when: When, expected: { rule: RuleName; answer: 'GAP' | 'INDETERMINATE' } | null): Mutator {
  return {
    name,
    apply(unit, random) {
      const { pull } = chosen(unit, random);
      for (const review of pull.reviews) review.at = when(pull, unit);
      if (expected) ofPairs(unit, expected.rule, expected.answer, pull);
      return true;
    },
  };
}

/** Reviews of the opener are none that count. */
const openerFirst: Mutator = {
  name: 'who opened it reviewed it before the merge, somebody else after it',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    const [review] = pull.reviews as [Review];
    pull.reviews = [
      { ...review, by: pull.opener },
      { ...review, at: pull.mergedAt + 30 },
    ];
    ofPairs(unit, 'post-merge-review', 'GAP', pull);
    return true;
  },
};

const twice: Mutator = {
  name: 'reviewed before the merge, and again after it',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    const [review] = pull.reviews as [Review];
    pull.reviews.push({ ...review, at: pull.mergedAt + 30 });
    return true;
  },
};

const GAP = { rule: 'post-merge-review', answer: 'GAP' } as const;

export const postMergeReview = [
  reviewedAt('reviewed a second after the merge', ({ mergedAt }) => mergedAt + 1, GAP),
  reviewedAt('reviewed two minutes after the merge', ({ mergedAt }) => mergedAt + 120, GAP),
  reviewedAt('reviewed when it was long deployed', (_, unit) => endOf(unit) + 600, GAP),
  // GitHub numbers neither merges among reviews nor reviews among merges.
  reviewedAt('reviewed in the second of the merge', ({ mergedAt }) => mergedAt, { ...GAP, answer: 'INDETERMINATE' }),
  openerFirst,
  twice,
];
