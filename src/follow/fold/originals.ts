import type { LedgerEvent } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { readEvents } from '../../ledger/index.js';

/** The events that enrichments and rewritings are about, by event id. */
export async function originalsOf(tx: Transaction, events: readonly LedgerEvent[]): Promise<ReadonlyMap<string, LedgerEvent>> {
  const seqs = events
    .filter(({ envelope }) => envelope.type === 'event.enriched' || envelope.type === 'event.rewritten')
    .map((event) => Number(event.body.core['seq']));
  if (seqs.length === 0) return new Map();
  const originals = await readEvents(tx, [...new Set(seqs)]);
  return new Map(originals.map((event) => [event.envelope.eventId, event]));
}
