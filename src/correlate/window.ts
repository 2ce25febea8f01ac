import { type Instant, type Json, parseInstant } from '#contract';
import { dayAfter, startOfDay } from './zone.js';

/** Half-open [from, to); null where the ticket names no such end. */
export interface Window {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** The instant that a field's value stands for, null for an empty field, UNREADABLE for what is no time. */
export type Edge = Instant | null | 'UNREADABLE';

/** A date given as start stands for the beginning of the day, as end for the end of it, in the source's zone. */
export function edgeOf(value: Json, which: 'start' | 'end', zone: string): Edge {
  if (value === null || value === '' || isEmptyText(value)) return null;
  if (typeof value !== 'string') return 'UNREADABLE';
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return parseInstant(value) ?? 'UNREADABLE';
  if (Number.isNaN(Date.parse(value))) return 'UNREADABLE';
  return startOfDay(which === 'start' ? value : dayAfter(value), zone);
}

function isEmptyText(value: Json): boolean {
  return typeof value === 'object' && value !== null && 'text' in value && value.text !== 'FILLED';
}
