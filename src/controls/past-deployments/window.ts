import { type Instant, type Interval, isBefore, type Json } from '#contract';
import { agreed, every, edgeOf, fieldAt, fieldOf, type PolicyInForce, type TicketFacts, type Truth } from '../../correlate/index.js';

/** A time by the clock of a source, from the beginning of one interval to the end of another. */
export interface Stay {
  readonly source: string;
  readonly begin: Interval;
  readonly end: Interval;
}

/** Whether the window that the change had planned by then holds all of it; without a window NO. */
export function isInWindow(ticket: TicketFacts, stay: Stay, { policy }: PolicyInForce): Truth {
  const skewMs = ticket.source === stay.source ? 0 : policy.clockSkewMs;
  const zone = policy.zones[ticket.source] ?? policy.zones['*'] ?? 'UTC';
  const edges = (content: 'plannedStart' | 'plannedEnd') => {
    const field = fieldOf(content, ticket.source, policy);
    if (field === null || !ticket.fields.get(field)?.length) return [null];
    const { possible } = fieldAt(ticket, field, { at: stay.begin, source: stay.source }, policy.clockSkewMs);
    return possible.map((value: Json) => edgeOf(value, content === 'plannedStart' ? 'start' : 'end', zone));
  };
  const [starts, ends] = [edges('plannedStart'), edges('plannedEnd')];
  return agreed(starts.flatMap((from) => ends.map((to) => holds({ from, to }, stay, skewMs))));
}

function holds(
  { from, to }: { readonly from: Instant | null | 'UNREADABLE'; readonly to: Instant | null | 'UNREADABLE' },
  { begin, end }: Stay,
  skewMs: number,
): Truth {
  if (from === null && to === null) return 'NO';
  if (from === 'UNREADABLE' || to === 'UNREADABLE') return 'UNKNOWN';
  return every([from === null ? 'YES' : order(pointAt(from), begin, skewMs), to === null ? 'YES' : order(end, pointAt(to), skewMs)]);
}

function pointAt(instant: Instant): Interval {
  return { from: instant, to: instant };
}

/** YES: before; NO: after. */
export function order(a: Interval, b: Interval, skewMs: number): Truth {
  return isBefore(a, b, skewMs) ? 'YES' : isBefore(b, a, skewMs) ? 'NO' : 'UNKNOWN';
}
