import { STANDARD } from '../policy.js';
import type { Answering } from './moment.js';
import { asked, DAY, onceDue } from './whole-change.js';

/** So long after the creation of a ticket those who are asked are asked. */
const ASKED_AFTER = 90;

/** "`T` has waited for a decision longer than [14 days]": one that nobody closed, and that somebody was asked about who never answered. */
export const overdueDecision: Answering = (unit, moment) =>
  asked(unit).flatMap(({ change, ticket }) => {
    if (ticket.asked.length === 0 || ticket.project !== 'OPS' || ticket.closedAt !== null) return [];
    const found = onceDue('overdue-decision', change, ticket.createdAt + ASKED_AFTER + 14 * DAY, moment);
    const isStandard = (ticket.fields['labels'] as readonly string[]).includes(STANDARD);
    return isStandard ? found.map((one) => (one.answer === 'NONE' ? one : { ...one, answer: 'EXEMPT' as const })) : found;
  });
