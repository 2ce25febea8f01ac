import type { Mutator } from '../mutator.js';
import type { Rollout } from '../plan.js';
import { chosen } from './choose.js';
import { implementing } from './expect.js';

/** Its revision was elsewhere first, or was not; what follows from that the plan itself says. */
function inStaging(name: string, staging: NonNullable<Rollout['staging']>): Mutator {
  return {
    name: `its revision ${name}`,
    apply(unit) {
      const rollouts = implementing(unit);
      // Of two targets the second may come after what came after the first.
      if (rollouts.length !== 1) return false;
      for (const rollout of rollouts) rollout.staging = staging;
      unit.rollouts = unit.rollouts.filter(({ environment }) => environment !== 'staging');
      return true;
    },
  };
}

const neverInReview: Mutator = {
  name: 'its ticket was never in review',
  apply(unit, random) {
    chosen(unit, random).ticket.reviewAfter = null;
    return true;
  },
};

const inReviewTooLate: Mutator = {
  name: 'its ticket was in review only when it had been closed',
  apply(unit, random) {
    const { ticket } = chosen(unit, random);
    if (ticket.closedAt === null) return false;
    ticket.reviewAfter = ticket.closedAt + 600 - ticket.createdAt;
    return true;
  },
};

export const skippedStage: readonly Mutator[] = [
  inStaging('was never in staging', 'NEVER'),
  inStaging('failed in staging', 'FAILED'),
  inStaging('came to staging afterwards', 'AFTERWARDS'),
  inStaging('was there in staging in the second of its start', 'AT_ITS_START'),
  neverInReview,
  inReviewTooLate,
];
