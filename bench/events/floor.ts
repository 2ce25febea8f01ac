import { randomBytes } from 'node:crypto';
import type { Runtime } from '../../src/inbox/index.js';
import { append, seal, type SealedEvent } from '../../src/ledger/index.js';
import type { Page } from './page.js';

const BATCH = 500;

/** Milliseconds for appending `count` of the events that the pages say, sealed beforehand, 500 a transaction, one after the other. */
export async function appendAlone({ sql, ledger, sources }: Runtime, pages: Iterable<Page>, count: number): Promise<number> {
  const [source] = [...sources.values()];
  if (!source) throw new TypeError('A source is needed to seal events of it.');
  let ms = 0;
  for (const batch of sealed(
    pages,
    { source: source.name, count },
    (record) => source.connector.normaliser.normalise(record),
    ledger.key,
  )) {
    const start = performance.now();
    await sql.begin((tx) => append(tx, batch, ledger));
    ms += performance.now() - start;
  }
  return ms;
}

type Normalise =
  Runtime['sources'] extends ReadonlyMap<string, infer S>
    ? S extends { connector: { normaliser: { normalise: infer N } } }
      ? N
      : never
    : never;

function* sealed(
  pages: Iterable<Page>,
  { source, count }: { source: string; count: number },
  normalise: Normalise,
  key: Runtime['ledger']['key'],
) {
  const context = { source, normaliser: 'github/1', normaliserVersion: 1, delivery: null };
  const seen = new Set<string>();
  let batch: SealedEvent[] = [];
  for (const page of pages) {
    for (const record of page.records) {
      const answer = normalise(record);
      for (const draft of 'events' in answer ? answer.events : []) {
        const event = seal(draft, context, key, () => randomBytes(16));
        if (seen.has(event.eventId) || seen.size >= count) continue;
        seen.add(event.eventId);
        batch.push(event);
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}
