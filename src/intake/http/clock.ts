import { instantOf, type Instant } from '#contract';
import type { Exchanged } from './exchange.js';

/** What an answer's `Date` says about the source's clock. */
export interface SourceClock {
  /** The source's clock when it answered. */
  readonly at: Instant;
  /** How far it is ahead of the hub's, to half a second and half the time that the exchange took. */
  readonly offsetMs: number;
}

export function sourceClock(answer: Exchanged): SourceClock | null {
  const date = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(date)) return null;
  // `Date` is cut to whole seconds; on average half a second has gone since.
  const offsetMs = Math.round(date + 500 - (answer.sentMs + answer.gotMs) / 2);
  return { at: instantOf(date * 1000), offsetMs };
}
