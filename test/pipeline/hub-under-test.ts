import Fastify from 'fastify';
import type { Connector, PolicyFile } from '#contract';
import github from '../../connectors/github/index.js';
import { openPool, type Sql } from '../../src/db/pool.js';
import { dumpLines, FollowState, followOnce, readTables, rebuild } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { openKeeper, type Runtime, type Source } from '../../src/inbox/index.js';
import { hooks, openTally, requestSync, startPolling } from '../../src/intake/index.js';
import { type LedgerKey, openLedger } from '../../src/ledger/index.js';
import { activateNormalisers, startNormaliseLoop, step } from '../../src/normalise/index.js';
import { until } from '../intake/until.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';

export const SOURCE = 'github-acme';
export const TOKEN = 'token-of-these-tests';
export const SECRET = 'secret-of-these-tests';

/** A file of today with what the file cannot say yet: how long a GAP settles. */
export type TestPolicy = Partial<PolicyFile> & { readonly settleMs?: number };

export interface HubUnderTest {
  readonly database: FreshDatabase;
  readonly sql: Sql;
  readonly key: LedgerKey;
  readonly runtime: Runtime;
  /** Polls and normalises until every stream was read to its end, and every doorbell answered. */
  poll(): Promise<void>;
  /** The same, until the coverage of each collection reaches the present; then follows. */
  readToEnd(): Promise<void>;
  /** Polls again and again, and follows, until the condition holds. */
  readUntil(what: string, condition: () => Promise<boolean>): Promise<void>;
  /** Takes what is in the inbox into the ledger. */
  normalise(): Promise<void>;
  /** Follows to the end, gap steps included. */
  follow(): Promise<void>;
  /** Opens a webhook door; gives the address to send to. */
  door(): Promise<string>;
  /** Forgets what following keeps in memory, as a new process has. */
  restart(): void;
  activate(policy: TestPolicy): Promise<boolean>;
  dump(): Promise<readonly string[]>;
  /** The dump of a rebuild, at an event or the end, at the clock at which the live tables stand or another. */
  rebuilt(at?: number | null, clock?: string | null): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface HubOptions {
  readonly url: string;
  readonly repositories: readonly string[];
  readonly policy?: TestPolicy;
}

const COLLECTIONS = ['branches', 'commits', 'deployments', 'pull_requests', 'releases', 'repository', 'reviews', 'tags'];

function sourceOf({ url, repositories }: HubOptions): Source {
  const connector = github as unknown as Connector<unknown>;
  const config = { ...github.config.parse({ url, token: { env: 'X' }, webhookSecret: { env: 'Y' }, repositories }), pollSeconds: 3600 };
  return { name: SOURCE, connector, config, secret: (name) => [name === 'token' ? TOKEN : SECRET] };
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A hub with a database of its own and GitHub as its one source, each of its loops moved by hand. */
export async function hubUnderTest(options: HubOptions): Promise<HubUnderTest> {
  const database = await freshDatabase();
  const sql = openPool(database.url, { max: 8 });
  const key = { key: Buffer.alloc(32, 7) };
  await openLedger(sql, { name: 'test', key });
  const runtime: Runtime = { sql, ledger: { key }, sources: new Map([[SOURCE, sourceOf(options)]]), log: quiet };
  const closing: (() => Promise<unknown>)[] = [];
  let state = new FollowState();
  const follow = async (): Promise<void> => {
    while ((await followOnce({ sql, key }, state)) > 0);
  };
  const activate = (policy: TestPolicy) => activatePolicy(sql, { environments: {}, releaseBranches: {}, baselines: {}, ...policy }, key);
  await activate(options.policy ?? {});
  await follow();
  await activateNormalisers(runtime);
  return {
    database,
    sql,
    key,
    runtime,
    poll: () => polled(runtime, async () => true),
    readToEnd: async () => {
      const since = await now(sql);
      await follow();
      await polled(runtime, () => isCovered(sql, options.repositories.length * COLLECTIONS.length, since));
      await follow();
    },
    readUntil: (what, condition) =>
      polled(
        runtime,
        async () => {
          await follow();
          if (await condition()) return true;
          await requestSync(sql, SOURCE);
          return false;
        },
        what,
      ),
    normalise: async () => {
      while ((await step(runtime)).deliveries > 0);
    },
    follow,
    door: () => openDoor(runtime, closing),
    restart: () => void (state = new FollowState()),
    activate,
    dump: async () => linesOf(sql, await readTables(sql)),
    rebuilt: async (at = null, clock) => {
      const [cursor] = await sql<{ clock: string }[]>`select clock from follow_cursor`;
      const judge = clock === undefined ? (at === null ? cursor?.clock : null) : clock;
      return rebuild(database.url, { at, clock: (judge ?? null) as never }, (temporary, tables) => linesOf(temporary, tables));
    },
    close: async () => {
      for (const close of closing.reverse()) await close();
      await sql.end({ timeout: 1 });
      await database.drop();
    },
  };
}

async function linesOf(sql: Sql, tables: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of dumpLines(sql, tables)) lines.push(line);
  return lines;
}

async function now(sql: Sql): Promise<string> {
  const [row] = await sql<{ now: string }[]>`select clock_timestamp() as now`;
  return row?.now ?? '';
}

/** One pass over every stream, from now on; the loops are those of the hub. */
async function polled(runtime: Runtime, isEnough: () => Promise<boolean>, what = 'everything is read'): Promise<void> {
  const { sql } = runtime;
  const since = await now(sql);
  await requestSync(sql, SOURCE);
  const normalising = startNormaliseLoop(runtime);
  const polling = startPolling(runtime);
  try {
    await until(what, async () => (await isRead(sql, since)) && isEnough(), 120_000);
  } finally {
    await polling.stop();
    await normalising.stop();
  }
}

async function isRead(sql: Sql, since: string): Promise<boolean> {
  const [row] = await sql<{ streams: number; unread: number; pending: number; rung: number }[]>`
    select
      (select count(*)::int from source_stream) as streams,
      (select count(*)::int from source_stream where sentence is null and (completed_at is null or completed_at < ${since})) as unread,
      (select count(*)::int from inbox_delivery where state = 'PENDING') as pending,
      (select count(*)::int from inbox_doorbell where attempts = 0) as rung`;
  return row !== undefined && row.streams > 0 && row.unread + row.pending + row.rung === 0;
}

/** The ledger tells of every collection that it was read, or may not be, within the hour (between two watermarks). */
async function isCovered(sql: Sql, collections: number, since: string): Promise<boolean> {
  const [row] = await sql<{ count: number }[]>`
    with claim as (
      select convert_from(body, 'utf8')::jsonb -> 'core' as core
      from ledger_event
      where convert_from(leaf, 'utf8')::jsonb ->> 'type' = 'coverage.changed')
    select count(distinct (core ->> 'scope', core ->> 'collection'))::int as count
    from claim
    where core ->> 'state' = 'DENIED' or (core ->> 'upTo')::timestamptz > ${since}::timestamptz - interval '1 hour'`;
  return row?.count === collections;
}

async function openDoor(runtime: Runtime, closing: (() => Promise<unknown>)[]): Promise<string> {
  const app = Fastify({ forceCloseConnections: true });
  const keeper = openKeeper(runtime.sql);
  const tally = openTally(runtime, 50);
  await app.register(hooks({ runtime, keeper, tally }));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  closing.push(async () => {
    await app.close();
    await keeper.close();
    await tally.close();
  });
  return `${address}/hooks/${SOURCE}`;
}
