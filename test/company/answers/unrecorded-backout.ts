import type { Change, Expectation } from '../plan.js';
import type { Answering } from './moment.js';
import { takenOut } from './taken-out.js';
import { asked } from './whole-change.js';

/** What a resolution says of a change that was taken back. */
export const TAKEN_BACK = 'Rolled back';

/** "A deployment took `T`'s commits out, and `T` does not say backed out": then or later, whatever it says in the end. */
export const unrecordedBackout: Answering = (unit) =>
  asked(unit).flatMap(({ change }): Expectation[] => {
    const unsaid = takenOut(unit, change).filter(({ by }) => !saysSo(change, by.startedAt));
    return unsaid.length === 0 ? [] : [{ rule: 'unrecorded-backout', answer: 'GAP', with: change }];
  });

/** The plans say it minutes after the deployment, or at the end. */
function saysSo({ ticket }: Change, after: number): boolean {
  if (ticket === null) return false;
  const words = [...(ticket.closedAt === null ? [] : [{ at: ticket.closedAt, resolution: ticket.outcome }]), ...(ticket.moves ?? [])];
  return words.some(({ at, resolution }) => resolution === TAKEN_BACK && at > after + 62);
}
