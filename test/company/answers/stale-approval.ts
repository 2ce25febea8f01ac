import { carrying, orderOf } from '../mutators/expect.js';
import type { Change, Decision, Rollout, Ticket, Unit } from '../plan.js';
import { PLAN, PLANNED_END, PLANNED_START } from '../site.js';
import type { Answering } from './moment.js';
import { asked } from './whole-change.js';

/** The fields that hold what is approved: plan, risk and window. */
const PARTS: readonly string[] = [PLAN, 'priority', PLANNED_START, PLANNED_END];

/** "Plan, risk, window or affected systems of `T` were changed after the last approval before start". */
export const staleApproval: Answering = (unit) =>
  asked(unit).flatMap(({ change, ticket }) => {
    const edits = ticket.edits.filter(({ field }) => PARTS.includes(field));
    const [first] = carrying(unit, change);
    if (change.isIdle || change.byHand !== null || first === undefined) return [];
    const merged = unit.extra === 'MERGES' ? change.pulls.filter((pull) => carrying(unit, pull).includes(first)) : [];
    if (edits.length + merged.length === 0) return [];
    const last = lastApproval(ticket, first);
    // A merge of what is carried is before its start, and by another clock than the approval.
    const sinceLast = merged.map(({ mergedAt }) => orderOf(last, { ...first, startedAt: mergedAt }));
    const orders = [...edits.filter(({ at }) => at > last).map(({ at }) => orderOf(at, first)), ...sinceLast];
    const answer = orders.includes('before') ? 'GAP' : orders.includes('unordered') ? 'INDETERMINATE' : null;
    return answer === null ? [] : [{ rule: 'stale-approval', answer, with: change }];
  });

function lastApproval(ticket: Ticket, first: Rollout): number {
  const all = ticket.decisions.filter((one) => orderOf(one.at, first) !== 'after');
  if (all.length === 0 || !all.every((one) => isSure(one, first)))
    throw new Error('What is altered was approved for certain before its start.');
  return Math.max(...all.map(({ at }) => at));
}

function isSure({ said, dated, at }: Decision, first: Rollout): boolean {
  return said === 'APPROVED' && dated && orderOf(at, first) === 'before';
}

/** Whether each decision about it is an approval for certain before its first deployment; of what is made by hand nobody asks here. */
export function isApproved(unit: Unit, change: Change): boolean {
  const [first] = carrying(unit, change);
  const { decisions = [] } = change.ticket ?? {};
  return change.byHand === null && first !== undefined && decisions.length > 0 && decisions.every((one) => isSure(one, first));
}
