import type { RawRecord } from '#contract';
import { pageDedupe, uuid7, type NewDelivery } from '../../src/inbox/index.js';

/** A page of the poll door, before it is kept. */
export interface Page {
  readonly stream: string;
  readonly records: readonly RawRecord[];
}

export function pageOf(stream: string, records: readonly RawRecord[]): Page {
  return { stream, records };
}

/** The page as the poll door keeps it. */
export function deliveryOf(source: string, { stream, records }: Page): NewDelivery {
  const body = Buffer.from(JSON.stringify({ records }));
  return { id: uuid7(), source, door: 'POLL', stream, headers: {}, body, dedupe: pageDedupe(source, stream, body) };
}
