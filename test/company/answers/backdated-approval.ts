import { carrying, orderOf } from '../mutators/expect.js';
import type { Answering } from './moment.js';
import { asked } from './whole-change.js';

/** "The source dates an approval before start, but a completed read after that date did not have it, and the first reading with it came after start". */
export const backdatedApproval: Answering = (unit) =>
  asked(unit).flatMap(({ change, ticket }) => {
    const [first] = carrying(unit, change);
    if (change.isIdle || change.byHand !== null || first === undefined) return [];
    const late = ticket.decisions.filter(({ isBackdated, said, dated }) => isBackdated && said === 'APPROVED' && dated);
    const isOne = late.some(({ at }) => orderOf(at, first) === 'before');
    return isOne ? [{ rule: 'backdated-approval', answer: 'GAP', with: change }] : [];
  });
