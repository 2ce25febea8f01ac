import { policySchema } from '#contract';
import { openPool, type Sql } from '../src/db/pool.js';
import { followToEnd, Follower } from '../src/follow/index.js';
import { activatePolicy } from '../src/hub/activate-policy.js';
import { openBell, type Runtime, type Source } from '../src/inbox/index.js';
import { registerSources } from '../src/intake/index.js';
import { openLedger } from '../src/ledger/index.js';
import { activateNormalisers, startNormaliseLoop } from '../src/normalise/index.js';

export const BENCH_KEY = { key: Buffer.alloc(32, 7) };

/** A hub's runtime over the database: ledger opened, policy (baselines: empty) and normalisers recorded, no loop running. */
export async function openHub(url: string, source: Source): Promise<Runtime> {
  const sql = openPool(url, { max: 16, name: 'changeline bench' });
  await openLedger(sql, { name: 'bench', key: BENCH_KEY });
  const quiet = () => undefined;
  const runtime: Runtime = {
    sql,
    ledger: { key: BENCH_KEY },
    sources: new Map([[source.name, source]]),
    log: { info: quiet, warn: tellError, error: tellError },
  };
  await followToEnd(sql, BENCH_KEY);
  await activatePolicy(sql, policySchema.parse({ baselines: { '*': 'empty' } }), BENCH_KEY);
  await activateNormalisers(runtime);
  await registerSources(runtime);
  await followToEnd(sql, BENCH_KEY);
  return runtime;
}

function tellError(facts: object, message = ''): void {
  process.stderr.write(`${message} ${JSON.stringify(facts)}\n`);
}

/** The loops of a hub, as it runs them, without polling. */
export function startLoops(runtime: Runtime): { stop(): Promise<void> } {
  const normalise = startNormaliseLoop(runtime);
  const following = startFollowing(runtime);
  return {
    stop: async () => {
      await normalise.stop();
      await following.stop();
    },
  };
}

export function startFollowing({ sql, ledger, log }: Runtime): { stop(): Promise<void> } {
  const follower = new Follower({ sql, key: ledger.key, log });
  const bell = openBell(sql, 'ledger');
  let stopped = false;
  const ring = async (): Promise<void> => {
    while (!stopped) {
      await bell.wait(1_000);
      follower.wake();
    }
  };
  follower.start();
  const ringing = ring();
  return {
    stop: async () => {
      stopped = true;
      await bell.close();
      await ringing;
      await follower.stop();
    },
  };
}

/** Looks again and again; a look costs the database some 0.1 ms. */
export async function untilTrue(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

export async function isSettled(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ pending: boolean }[]>`
    select exists(select from inbox_delivery where state = 'PENDING') as pending`;
  return row?.pending === false;
}

export async function isFollowed(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ behind: number }[]>`
    select size - 1 - coalesce((select seq from follow_cursor), -1) as behind from ledger_head`;
  return row?.behind === 0;
}
