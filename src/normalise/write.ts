import type { Transaction } from '../db/pool.js';
import { ring, settle, type Runtime, type Settled } from '../inbox/index.js';
import { append } from '../ledger/index.js';
import type { End, Work } from './work.js';

/**
 * Writes what the deliveries came to: the ends of their records, the doorbells, and last, because it holds the one
 * lock that all writers share, the events.
 */
export async function write(tx: Transaction, works: readonly Work[], runtime: Runtime): Promise<void> {
  await settle(
    tx,
    works.map((work) => work.delivery.id),
    works.flatMap(settledOf),
  );
  for (const [source, rung] of doorbellsBySource(works)) await ring(tx, source, rung);
  const events = works.flatMap((work) => work.ends.flatMap((end) => end.events));
  if (events.length > 0) await append(tx, events, runtime.ledger);
}

function settledOf(work: Work): Settled[] {
  const { id, source } = work.delivery;
  return work.ends.map((end, position) => ({ ...end, delivery: id, position, source, events: idsOf(end) }));
}

function idsOf(end: End): string[] {
  return [...new Set(end.events.map((event) => event.eventId))];
}

/** In one order of sources, so that two transactions cannot wait for each other. */
function doorbellsBySource(works: readonly Work[]) {
  const sources = [...new Set(works.filter((work) => work.doorbells.length > 0).map((work) => work.delivery.source))].sort();
  return sources.map((source) => {
    const rung = works.filter((work) => work.delivery.source === source).flatMap((work) => work.doorbells);
    return [source, rung] as const;
  });
}
