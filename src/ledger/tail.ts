import type { LedgerEvent } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { eventIn, type StoredEvent } from './envelope.js';

/** Up to `limit` events after the one numbered `seq`, in order; from the beginning with −1, since the first is number 0. */
export async function readAfter(sql: Sql | Transaction, seq: number, limit: number): Promise<LedgerEvent[]> {
  const rows = await (sql as Sql)<StoredEvent[]>`
    select seq, leaf, body
    from ledger_event
    where seq > ${seq}
    order by seq
    limit ${limit}`;
  return rows.map(eventIn);
}

/** The events with these numbers, in order; numbers that the ledger does not have are passed over. */
export async function readEvents(sql: Sql | Transaction, seqs: readonly number[]): Promise<LedgerEvent[]> {
  const rows = await (sql as Sql)<StoredEvent[]>`
    select seq, leaf, body
    from ledger_event
    where seq = any(${seqs as number[]}::bigint[])
    order by seq`;
  return rows.map(eventIn);
}

/**
 * Whole append transactions after `afterSeq`, in order, together at most `maxEvents` events; a larger one comes alone
 * and whole. Empty when nothing was recorded since.
 */
export async function nextTransactions(sql: Sql | Transaction, afterSeq: number, maxEvents: number): Promise<LedgerEvent[][]> {
  // One event more tells whether the last transaction goes on.
  let events = await readAfter(sql, afterSeq, maxEvents + 1);
  if (events.length <= maxEvents) return transactionsIn(events);
  const whole = transactionsIn(events).slice(0, -1);
  if (whole.length > 0) return whole;
  for (let step = maxEvents + 1; !endsWithin(events);) {
    const more = await readAfter(sql, events.at(-1)?.seq ?? afterSeq, step);
    if (more.length === 0) break;
    events = [...events, ...more];
  }
  return transactionsIn(events).slice(0, 1);
}

/** Each append transaction has a moment of its own, and all its events have that moment. */
function transactionsIn(events: readonly LedgerEvent[]): LedgerEvent[][] {
  const transactions: LedgerEvent[][] = [];
  for (const event of events) {
    const last = transactions.at(-1);
    if (last?.[0]?.envelope.recordedAt === event.envelope.recordedAt) last.push(event);
    else transactions.push([event]);
  }
  return transactions;
}

function endsWithin(events: readonly LedgerEvent[]): boolean {
  return events[0]?.envelope.recordedAt !== events.at(-1)?.envelope.recordedAt;
}
