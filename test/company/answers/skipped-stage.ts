import type { Expectation, Rollout, Ticket, Unit } from '../plan.js';
import { isProduction } from '../policy.js';
import type { Answering } from './moment.js';
import { asked } from './whole-change.js';

/**
 * "`T` reached `IMPLEMENTING` or later without ever being in a stage that policy requires, or `D` reached production without the
 * environments that policy puts before it": review, and staging.
 */
export const skippedStage: Answering = (unit) => [...ofDeployments(unit), ...ofTickets(unit)];

function ofDeployments({ rollouts }: Unit): readonly Expectation[] {
  return rollouts.filter(isProduction).flatMap((rollout: Rollout): Expectation[] => {
    if (rollout.staging === undefined) return [];
    return [{ rule: 'skipped-stage', answer: rollout.staging === 'AT_ITS_START' ? 'INDETERMINATE' : 'GAP', rollout }];
  });
}

function ofTickets(unit: Unit): readonly Expectation[] {
  return asked(unit).flatMap(({ change, ticket }): Expectation[] => {
    const reached = [ticket.closedAt, change.byHand?.at ?? null, ...movedOn(ticket)].filter((at) => at !== null);
    if (reached.length === 0 || wasInReview(ticket, Math.min(...reached))) return [];
    // Where its history has a hole it may have been there.
    return [{ rule: 'skipped-stage', answer: ticket.slipsAt === undefined ? 'GAP' : 'INDETERMINATE', with: change }];
  });
}

function movedOn({ moves = [] }: Ticket): readonly number[] {
  return moves.filter(({ to }) => to === 'In Progress' || to === 'Done').map(({ at }) => at);
}

function wasInReview({ createdAt, reviewAfter = 150, moves = [] }: Ticket, before: number): boolean {
  const again = moves.some(({ to, at }) => to === 'In Review' && at < before);
  return again || (reviewAfter !== null && createdAt + reviewAfter < before);
}
