import { COMPLETED } from '../policy.js';
import type { Change, Unit } from '../plan.js';
import type { Answering } from './moment.js';
import { asked } from './whole-change.js';

const SUCCESSFUL: readonly unknown[] = [COMPLETED, 'Done with issues'];

/** "`T` was closed as successful and nothing shows that it was implemented". */
export const closedWithoutImplementation: Answering = (unit) =>
  asked(unit).flatMap(({ change, ticket }) => {
    const isClosed = ticket.closedAt !== null && SUCCESSFUL.includes(ticket.outcome);
    return isClosed && !isImplemented(unit, change) ? [{ rule: 'closed-without-implementation', answer: 'GAP', with: change }] : [];
  });

/** By hand or by a deployment; of a ticket that nothing carries its mutator says that it was never requested. */
function isImplemented({ expects }: Unit, change: Change): boolean {
  const isUncarried = expects.some((one) => one.rule === 'incomplete-request' && one.answer === 'NONE' && one.with === change);
  return !change.isIdle && !isUncarried;
}
