import { dayOf } from '../times.js';
import { PLANNED_END } from '../site.js';
import type { Ticket } from '../plan.js';
import type { Answering } from './moment.js';
import { asked, DAY, onceDue } from './whole-change.js';

/** "`T` is approved, its window ended more than [7 days] ago (without one: approved more than [30 days] ago), and it is neither implemented nor closed". */
export const approvedNotImplemented: Answering = (unit, moment) =>
  asked(unit).flatMap(({ change, ticket }) => {
    const [decision, more] = ticket.decisions;
    if (!change.isIdle || ticket.closedAt !== null || decision === undefined || decision.said !== 'APPROVED') return [];
    if (more !== undefined) throw new Error('Of a change that nobody makes one decision says enough.');
    const end = windowEnd(ticket);
    const due = end === null ? decision.at + 30 * DAY : end + 7 * DAY;
    return onceDue('approved-not-implemented', change, due, moment);
  });

/** "A window given in dates covers whole days in the source's zone". */
function windowEnd({ fields }: Ticket): number | null {
  const end = fields[PLANNED_END] as { readonly at?: number; readonly day?: number } | null | undefined;
  if (!end) return null;
  if (end.at !== undefined) return end.at;
  const day = end.day ?? 0;
  let hour = Math.floor(day / 3600) * 3600;
  while (dayOf(hour) === dayOf(day)) hour += 3600;
  return hour;
}
