import { openPool, type Sql } from '../../src/db/pool.js';
import { startChild } from '../child.js';
import type { BenchDatabase, BenchServer } from '../database.js';
import { median, rounded, type Tell } from '../figure.js';

export interface WebhookOptions {
  readonly rounds: number;
  readonly secondsARound: number;
}

interface Round {
  readonly kept: number;
  readonly ms: number;
  /** Milliseconds from a request, or a statement, to its answer. */
  readonly p50: number;
  readonly p99: number;
}

const CONNECTIONS = 32;
const LEAST_RATIO = 0.5;
const MOST_P99_MS = 50;

/**
 * Webhooks of 8 KB kept per second through the hub's door in a process of its own, beside the same row committed one by
 * one on as many connections; rounds by turns, medians. Then the same with all loops running in that process.
 */
export async function benchWebhooks(server: BenchServer, tell: Tell, options: WebhookOptions): Promise<void> {
  const alone = await measure(await server.database('webhooks'), 'door', options);
  const [value, floor, p99] = [
    median(alone.sent.map(perSecond)),
    median(alone.single.map(perSecond)),
    median(alone.sent.map((one) => one.p99)),
  ];
  const beside = { ratioTo: `the same row committed one by one on ${CONNECTIONS} connections`, ratio: rounded(value / floor) };
  tell({
    name: 'webhooks kept',
    value: rounded(value, 4),
    unit: 'webhooks/s',
    ...beside,
    bound: `ratio >= ${LEAST_RATIO}`,
    holds: value / floor >= LEAST_RATIO,
  });
  tell({ name: 'the same row committed one by one', value: rounded(floor, 4), unit: 'rows/s', ratioTo: 'itself', ratio: 1 });
  const latency = (of: 'p50' | 'p99') => {
    const [ms, single] = [median(alone.sent.map((one) => one[of])), median(alone.single.map((one) => one[of]))];
    return {
      name: `webhook latency ${of}`,
      value: rounded(ms),
      unit: 'ms',
      ratioTo: `${of} of the single commits`,
      ratio: rounded(ms / single),
    };
  };
  tell(latency('p50'));
  tell({ ...latency('p99'), bound: `<= ${MOST_P99_MS}`, holds: p99 <= MOST_P99_MS });
  const { commits, webhooks } = alone;
  tell({
    name: 'distinct commits that kept them',
    value: commits,
    unit: 'commits',
    ratioTo: `${webhooks} webhooks`,
    ratio: rounded(commits / webhooks),
  });
  const busy = await measure(await server.database('webhooks_loops'), 'door+loops', options);
  const loaded = median(busy.sent.map(perSecond));
  tell({
    name: 'webhooks kept while all loops run',
    value: rounded(loaded, 4),
    unit: 'webhooks/s',
    ratioTo: 'webhooks kept by the door alone',
    ratio: rounded(loaded / value),
  });
}

/** A process for the door, one for the senders, one for the floor; the first second warms up and does not count. */
async function measure(database: BenchDatabase, parts: string, { rounds, secondsARound }: WebhookOptions) {
  const door = startChild('bench/webhooks/door.ts', [database.url, parts]);
  const sql = openPool(database.url, { max: 1 });
  const sent: Round[] = [];
  const single: Round[] = [];
  try {
    const port = await door.line();
    await run<Round>('bench/webhooks/load.ts', port, Math.min(1, secondsARound));
    for (let round = 0; round < rounds; round++) {
      sent.push(await run<Round>('bench/webhooks/load.ts', port, secondsARound));
      if (parts === 'door') single.push(await run<Round>('bench/webhooks/single.ts', database.url, secondsARound));
    }
    return { sent, single, ...(await commitsOf(sql)) };
  } finally {
    await door.stop();
    await sql.end();
  }
}

async function run<T>(source: string, where: string, seconds: number): Promise<T> {
  const child = startChild(source, [where, String(CONNECTIONS), String(seconds)]);
  const line = await child.line();
  await child.stop();
  return JSON.parse(line) as T;
}

function perSecond({ kept, ms }: Round): number {
  return kept / (ms / 1000);
}

/** The transactions that wrote the rows of webhooks: those of the floor have no content length in their headers. */
async function commitsOf(sql: Sql): Promise<{ readonly commits: number; readonly webhooks: number }> {
  const [row] = await sql<{ commits: number; webhooks: number }[]>`
    select count(distinct xmin::text) as commits, count(*) as webhooks from inbox_delivery where headers ? 'content-length'`;
  if (!row || row.webhooks === 0) throw new Error('No webhook was kept.');
  return row;
}
