import type { Mutator } from '../mutator.js';
import { chosen } from './choose.js';
import { ofTicket } from './expect.js';

/**
 * "The source's history does not lead to the status that it shows": that a step is absent is a fact once the ticket was read again,
 * by more than the skew of 60 s after the reading that showed the status. These companies are read within seconds.
 */
const slipped: Mutator = {
  name: 'its status became another one, of which its history does not tell',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    if (ticket.closedAt === null) return false;
    ticket.slipsAt = ticket.closedAt + 600;
    ofTicket(unit, 'status-history-broken', 'INDETERMINATE', change);
    return true;
  },
};

export const statusHistoryBroken: readonly Mutator[] = [slipped];
