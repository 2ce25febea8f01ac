import type { Mutator } from '../mutator.js';
import { chosen } from './choose.js';
import { ofTicket } from './expect.js';

/**
 * "The source's history does not lead to the status that it shows": that a step is absent is a fact once the ticket was read again,
 * by more than the skew after the reading that showed the status. These companies are read twice, seconds apart, so that only a
 * policy without a skew makes it one.
 */
function slipped(name: string, reviewAfter: number | null): Mutator {
  return {
    name: `its status became another one, of which its history does not tell, ${name}`,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      if (ticket.closedAt === null) return false;
      Object.assign(ticket, { slipsAt: ticket.closedAt + 600, ...(reviewAfter === null ? { reviewAfter } : {}) });
      ofTicket(unit, 'status-history-broken', 'GAP', change);
      return true;
    },
  };
}

/** What is skipped in a history with a hole may have been in it: `answers/skipped-stage.ts`. */
export const brokenHistories: readonly Mutator[] = [slipped('nor of a review', null), slipped('but of a review', 150)];
