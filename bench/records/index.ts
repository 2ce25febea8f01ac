import { openPool } from '../../src/db/pool.js';
import type { BenchServer } from '../database.js';
import { median, quantile, rounded, type Tell, timed } from '../figure.js';
import { openHub } from '../hub.js';
import { benchSource } from '../source.js';
import { copyUpTo } from './fill.js';
import { QUESTION } from './question.js';
import { type Asking, openServer } from './server.js';
import { keyOf, tellChanges } from './told.js';

export interface RecordsOptions {
  /** Changes that are told through the door. */
  readonly changes: number;
  /** Events in the database when it is measured: copies of them beside. */
  readonly events: number;
  readonly questions: number;
}

const MOST_MS = 30;
const WARM = 30;

/** The whole record of one change after another over HTTP, among as many events; beside it the same among those of the changes alone. */
export async function benchRecords(server: BenchServer, tell: Tell, { changes, events, questions }: RecordsOptions): Promise<void> {
  const { url, adminUrl } = await server.database('records');
  const runtime = await openHub(url, benchSource('github-acme'));
  await tellChanges(runtime, changes);
  const api = await openServer(url, runtime);
  const owner = openPool(adminUrl, { max: 1 });
  try {
    const few = await asked(api, changes, questions);
    const all = await copyUpTo(owner, events);
    const many = await asked(api, changes, questions);
    const value = quantile(many.times, 0.95);
    const name = `the whole record of a change, p95 of ${questions} over HTTP: ${changes} changes told, ${all} events in ledger and timeline`;
    const beside = { ratioTo: 'the same before the rest was there', ratio: rounded(value / quantile(few.times, 0.95)) };
    tell({ name, value: rounded(value), unit: 'ms', ...beside, bound: `p95 <= ${MOST_MS} ms`, holds: value <= MOST_MS });
    tell({
      name: 'the same, median',
      value: rounded(median(many.times)),
      unit: 'ms',
      ...beside,
      ratio: rounded(median(many.times) / median(few.times)),
    });
    tell({
      name: 'its statements',
      value: many.statements,
      unit: 'statements',
      ...beside,
      ratio: rounded(many.statements / few.statements),
    });
  } finally {
    await owner.end();
    await api.stop();
    await runtime.sql.end();
  }
}

/** Each question about another change; all cost the same statements. */
async function asked(
  api: Asking,
  changes: number,
  questions: number,
): Promise<{ readonly times: readonly number[]; readonly statements: number }> {
  const times: number[] = [];
  const statements = new Set<number>();
  for (let nth = -WARM; nth < questions; nth++) {
    const key = keyOf((((nth + WARM) * 7) % changes) + 1);
    api.statements();
    const { ms, result } = await timed(() => api.ask(QUESTION, { key }));
    if ((result['change'] as { key?: string } | null)?.key !== key) throw new Error(`${key} has no record.`);
    if (nth < 0) continue;
    times.push(ms);
    statements.add(api.statements());
  }
  if (statements.size !== 1) throw new Error(`Records cost ${[...statements].join(' or ')} statements.`);
  return { times, statements: [...statements][0]! };
}
