import { randomBytes } from 'node:crypto';
import { openPool } from '../../src/db/pool.js';
import { append, seal, type SealedEvent } from '../../src/ledger/index.js';
import { BENCH_KEY } from '../hub.js';
import { benchSource } from '../source.js';
import { releaseRecord, SOAK_SOURCE } from './release.js';

// Writers beside the hubs: `node appenders.js DATABASE_URL WRITERS SECONDS` appends releases in transactions of one to
// twenty events, every second of them also sent as a webhook by somebody else, and prints how many each writer took.
const [url = '', writers = '', seconds = ''] = process.argv.slice(2);
const sql = openPool(url, { max: Number(writers), name: 'changeline soak' });
const { normaliser } = benchSource(SOAK_SOURCE).connector;
const context = { source: SOAK_SOURCE, normaliser: 'github/1', normaliserVersion: 1, delivery: null };
const end = Date.now() + Number(seconds) * 1000;
/** Releases that no webhook tells begin here. */
const OWN = 1_000_000;

function eventsOf(id: number): readonly SealedEvent[] {
  const answer = normaliser.normalise(releaseRecord(id));
  if ('ignored' in answer) throw new Error(`A release was ignored: ${answer.ignored}`);
  return answer.events.map((draft) => seal(draft, context, BENCH_KEY, () => randomBytes(16)));
}

async function appendUntilEnd(writer: number): Promise<{ readonly first: number; readonly count: number; readonly step: number }> {
  const step = Number(writers);
  let count = 0;
  for (let batch = 1; Date.now() < end; batch = (batch % 20) + 1) {
    const own = Array.from({ length: batch }, (_, n) => OWN + writer + (count + n) * step);
    // What the webhooks tell at about the same time, too.
    const shared = own.map((id) => id - OWN + 1);
    await sql.begin((tx) => append(tx, [...own, ...shared].flatMap(eventsOf), { key: BENCH_KEY }));
    count += batch;
  }
  return { first: OWN + writer, count, step };
}

const taken = await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => appendUntilEnd(writer)));
process.stdout.write(`${JSON.stringify(taken)}\n`);
await sql.end();
