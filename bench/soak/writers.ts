import { setTimeout as after } from 'node:timers/promises';
import { openPool, type Sql } from '../../src/db/pool.js';
import { type Child, startChild } from '../child.js';
import { startBenchServer } from '../database.js';
import { BENCH_KEY, isFollowed, isSettled, untilTrue } from '../hub.js';
import type { SoakResult } from './kill.js';
import { disorder, missingOrDoubled, timelineCounts } from './reckoning.js';
import { subjectOf } from './release.js';
import { startSenders } from './senders.js';

export interface WritersOptions {
  readonly seconds: number;
  readonly say: (line: object) => void;
}

interface Taken {
  readonly first: number;
  readonly count: number;
  readonly step: number;
}

const SENDERS = 20;
const APPENDERS = 10;

/** 30 writers at once on two hubs of one database: 20 send webhooks, 10 append; then numbers, moments, tree and events are counted. */
export async function soakWriters({ seconds, say }: WritersOptions): Promise<SoakResult> {
  const server = await startBenchServer();
  const hubs: Child[] = [];
  try {
    const { url } = await server.database('writers');
    for (let nth = 0; nth < 2; nth++) hubs.push(startChild('bench/webhooks/door.ts', [url, 'door+loops']));
    const ports = [];
    for (const hub of hubs) ports.push(Number(await hub.line()));
    const senders = startSenders({ ports, connections: SENDERS });
    const appenders = startChild('bench/soak/appenders.ts', [url, String(APPENDERS), String(seconds)]);
    await after(seconds * 1000);
    const taken = JSON.parse(await appenders.line()) as readonly Taken[];
    await senders.stop();
    const sql = openPool(url, { max: 2 });
    const counted = await reckon(sql, senders.kept, taken);
    await sql.end();
    const { faults, ...numbers } = counted;
    say({ soak: 'writers', writers: SENDERS + APPENDERS, hubs: 2, seconds, ...numbers, faults: faults.length, ok: faults.length === 0 });
    return { ok: faults.length === 0, faults };
  } finally {
    await Promise.all(hubs.map((hub) => hub.stop()));
    await server.stop();
  }
}

async function reckon(sql: Sql, kept: ReadonlyMap<number, string>, taken: readonly Taken[]) {
  await untilTrue(() => isSettled(sql));
  await untilTrue(() => isFollowed(sql));
  const counts = await timelineCounts(sql);
  const appended = taken.flatMap(({ first, count, step }) => Array.from({ length: count }, (_, n) => first + n * step));
  const notOnce = appended
    .filter((id) => counts.get(subjectOf(id)) !== 1)
    .map((id) => `Release ${id} was appended, and is in the timeline ${counts.get(subjectOf(id)) ?? 0} times.`);
  const twice = [...counts].filter(([, count]) => count > 1).map(([subject, count]) => `${subject} is in the timeline ${count} times.`);
  const [size] = await sql<{ size: number; transactions: number }[]>`
    select size, (select count(distinct recorded_at) from ledger_event) as transactions from ledger_head`;
  const faults = [...(await disorder(sql, BENCH_KEY)), ...(await missingOrDoubled(sql, kept)), ...notOnce, ...twice];
  if (kept.size === 0 || appended.length === 0) faults.push('One kind of writer wrote nothing.');
  return { webhooks: kept.size, appended: appended.length, events: size?.size ?? 0, transactions: size?.transactions ?? 0, faults };
}
