import { join } from 'node:path';
import type { Config } from '../config.js';
import { openPool, type Sql } from '../db/pool.js';
import { Follower, followToEnd } from '../follow/index.js';
import { registerSources, startPolling } from '../intake/index.js';
import { type Logger, openBell, type Runtime, type Source } from '../inbox/index.js';
import { type LedgerKey, loadDataKey, openLedger, rootOf } from '../ledger/index.js';
import { activateNormalisers, startNormaliseLoop, type NormaliseLoop } from '../normalise/index.js';
import { putPolicy } from './activate-policy.js';
import { orSay } from './cannot-start.js';
import type { Database } from './database.js';

/** The loops of a hub without its doors: polling, normalising, following. */
export interface Engine {
  readonly sql: Sql;
  readonly log: string;
  readonly runtime: Runtime;
  readonly normalise: NormaliseLoop;
  readonly follower: Follower;
  /** Has these sources in the place of those before; what is the same of them goes on as it is. */
  connect(sources: readonly Source[]): Promise<void>;
  stop(): Promise<void>;
}

/** The data key: given, or in embedded mode kept in the data folder and made at the first start. */
export function dataKeyOf(config: Config): Promise<LedgerKey> {
  if (config.dataKeyFile !== null) return orSay(loadDataKey(config.dataKeyFile, { create: config.databaseUrl === null }));
  return orSay(loadDataKey(join(config.dataFolder, 'data.key'), { create: true }));
}

/**
 * The lead holds one of these connections, and the steps use one other, so that their statements are planned once: in the pool of all
 * loops each step came to another of 16. The rest is for a step that hung.
 */
const FOLLOWING = { max: 4, name: 'changeline follow' } as const;

/** Opens the ledger, records policy and normalisers, and starts the loops over these sources. */
export async function startEngine(config: Config, database: Database, sources: readonly Source[], log: Logger): Promise<Engine> {
  const key = await dataKeyOf(config);
  const sql = openPool(database.url, { max: 16, name: 'changeline' });
  const { log: name } = await orSay(openLedger(sql, { name: config.name, key }));
  const connected = new Map(sources.map((source) => [source.name, source]));
  const runtime: Runtime = { sql, ledger: { key }, sources: connected, log };
  await recordPolicy(runtime, config);
  await activateNormalisers(runtime);
  await registerSources(runtime);
  const following = openPool(database.url, FOLLOWING);
  const follower = new Follower({ sql: following, key, log });
  const bell = openBell(sql, 'ledger');
  const normalise = startNormaliseLoop(runtime);
  follower.start();
  const ringing = wakeOnRecording(bell, follower);
  const polling = startPolling(runtime);
  return {
    sql,
    log: name,
    runtime,
    normalise,
    follower,
    connect: async (wanted) => {
      const next = new Map(wanted.map((source) => [source.name, source]));
      // Readers learn which version they go by before the first event comes.
      await activateNormalisers({ ...runtime, sources: next });
      await registerSources({ sql, sources: next });
      for (const name of [...connected.keys()]) if (!next.has(name)) connected.delete(name);
      for (const [name, source] of next) connected.set(name, source);
      await polling.renew();
    },
    stop: async () => {
      await polling.stop();
      await normalise.stop();
      ringing.stopped = true;
      await bell.close();
      await follower.stop();
      await following.end({ timeout: 5 });
      await sql.end({ timeout: 5 });
    },
  };
}

/** An empty ledger gets its policy before anything else; later, once what it says was followed. */
async function recordPolicy(
  { sql, ledger, log }: Runtime,
  { policy, policyText: text, policyDocuments: documents }: Config,
): Promise<void> {
  await catchUp(sql, ledger.key);
  const done = await putPolicy(sql, policy, ledger.key, { text, documents });
  if (done.state === 'PROPOSED') {
    const sentence = `policy.yaml says something else than the policy in force, which asks for ${done.missing} persons more: it is proposed, and in force once so many call activatePolicy with it.`;
    log.warn({}, sentence);
  }
  if (done.state === 'ACTIVATED' || done.state === 'PROPOSED') await catchUp(sql, ledger.key);
}

/** Follows to the end of what is recorded now; where another hub follows, waits for it. */
async function catchUp(sql: Sql, key: LedgerKey): Promise<void> {
  const { size } = await rootOf(sql);
  while (!(await followToEnd(sql, key)) && !(await isFollowed(sql, size))) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function isFollowed(sql: Sql, size: number): Promise<boolean> {
  const [cursor] = await sql<{ seq: number }[]>`select seq from follow_cursor`;
  return (cursor?.seq ?? -1) + 1 >= size;
}

function wakeOnRecording(bell: { wait(ms: number): Promise<void> }, follower: Follower): { stopped: boolean } {
  const ringing = { stopped: false };
  const listen = async (): Promise<void> => {
    while (!ringing.stopped) {
      await bell.wait(1_000);
      follower.wake();
    }
  };
  void listen();
  return ringing;
}
