import { carrying, orderOf } from '../mutators/expect.js';
import type { Answering } from './moment.js';
import { asked } from './whole-change.js';

/** "`T` was created after `I` started". Whose exemption is asked first, its mutator says. */
export const retrospectiveRequest: Answering = (unit) =>
  asked(unit).flatMap(({ change, ticket }) => {
    if (change.isIdle || change.byHand !== null) return [];
    return carrying(unit, change).flatMap((rollout) => {
      const order = orderOf(ticket.createdAt, rollout);
      if (order === 'before') return [];
      return [{ rule: 'retrospective-request', answer: order === 'after' ? 'GAP' : 'INDETERMINATE', rollout, with: change }];
    });
  });
