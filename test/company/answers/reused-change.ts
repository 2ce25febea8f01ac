import { carrying, orderOf } from '../mutators/expect.js';
import type { Expectation, Rollout, Unit, Change } from '../plan.js';
import type { Answering } from './moment.js';
import { asked } from './whole-change.js';

/** "`T` was closed or cancelled before `I` started, or an earlier implementation of it was complete and this one carries further commits that refer to it". */
export const reusedChange: Answering = (unit) =>
  asked(unit).flatMap(({ change, ticket }) => {
    if (change.isIdle || change.byHand !== null) return [];
    return carrying(unit, change).flatMap((rollout): Expectation[] => {
      const closed = ticket.closedAt === null ? 'after' : orderOf(ticket.closedAt, rollout);
      const isReused = closed === 'before' || carriesMore(unit, change, rollout);
      const answer = isReused ? 'GAP' : closed === 'unordered' ? 'INDETERMINATE' : null;
      return answer === null ? [] : [{ rule: 'reused-change', answer, rollout, with: change }];
    });
  });

/** A pull request of it that no earlier one, which succeeded and was over, had carried. */
function carriesMore(unit: Unit, change: Change, rollout: Rollout): boolean {
  const earlier = carrying(unit, change).filter(({ endedAt, outcome }) => outcome === 'success' && endedAt < rollout.startedAt);
  const isHere = (pull: Change['pulls'][number]) => carrying(unit, pull).includes(rollout);
  const wasThere = (pull: Change['pulls'][number]) => earlier.some((one) => carrying(unit, pull).includes(one));
  return earlier.length > 0 && change.pulls.some((pull) => isHere(pull) && !wasThere(pull));
}
