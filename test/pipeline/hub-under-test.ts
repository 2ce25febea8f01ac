import Fastify from 'fastify';
import { type Connector, policySchema } from '#contract';
import type { z } from 'zod';
import github from '../../connectors/github/index.js';
import { openPool, type Sql } from '../../src/db/pool.js';
import { dumpLines, FollowState, followOnce, readTables, rebuild } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { openKeeper, type Runtime, type Source } from '../../src/inbox/index.js';
import { hooks, openTally } from '../../src/intake/index.js';
import { type LedgerKey, openLedger } from '../../src/ledger/index.js';
import { activateNormalisers, step } from '../../src/normalise/index.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';
import { isAwaitingPaths, isCovered, lookAgain, now, polled, polledFirst, syncsAgain } from './read-out.js';
import type { TestServer } from '../setup/server.js';

export const SOURCE = 'github-acme';
export const TOKEN = 'token-of-these-tests';
export const SECRET = 'secret-of-these-tests';

/** What policy.yaml says. */
export type TestPolicy = z.input<typeof policySchema>;

export interface HubUnderTest {
  readonly database: FreshDatabase;
  readonly sql: Sql;
  readonly key: LedgerKey;
  readonly runtime: Runtime;
  /** Polls and normalises until every stream was read to its end, and every doorbell answered. */
  poll(): Promise<void>;
  /** The same, but nothing is normalised before all was read. */
  pollFirst(): Promise<void>;
  /** The same, until the coverage of each collection reaches the present; then follows. */
  readToEnd(): Promise<void>;
  /** Polls again and again, and follows, until the condition holds. */
  readUntil(what: string, condition: () => Promise<boolean>): Promise<void>;
  /** Takes what is in the inbox into the ledger. */
  normalise(): Promise<void>;
  /** Follows to the end, gap steps included. */
  follow(): Promise<void>;
  /** Opens a webhook door of a source, GitHub unless told; gives the address to send to. */
  door(source?: string): Promise<string>;
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
  /** Where its database is made; left out, the server of the tests. */
  readonly server?: TestServer;
  /** Sources beside GitHub, each with how many collections its readings are recorded of. */
  readonly others?: readonly { readonly source: Source; readonly collections: number }[];
}

const COLLECTIONS = [
  'access',
  'approvals',
  'attestations',
  'branches',
  'builds',
  'bypasses',
  'checks',
  'code_scanning_alerts',
  'commits',
  'deliveries',
  'dependabot_alerts',
  'deployments',
  'environments',
  'protections',
  'pull_requests',
  'releases',
  'repository',
  'reviews',
  'secret_scanning_alerts',
  'tags',
];

/** GitHub as these tests connect it. */
export function githubSource({ url, repositories }: Pick<HubOptions, 'url' | 'repositories'>, name = SOURCE): Source {
  const connector = github as unknown as Connector<unknown>;
  const config = { ...github.config.parse({ url, token: { env: 'X' }, webhookSecret: { env: 'Y' }, repositories }), pollSeconds: 3600 };
  return { name, connector, config, secret: (name) => [name === 'token' ? TOKEN : SECRET] };
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A hub with a database of its own and GitHub as its source, each of its loops moved by hand. */
export function hubUnderTest(options: HubOptions): Promise<HubUnderTest> {
  const { repositories, others = [], policy, server } = options;
  const github = { source: githubSource(options), collections: repositories.length * COLLECTIONS.length };
  return hubOfSources([github, ...others], { ...(policy ? { policy } : {}), ...(server ? { server } : {}) });
}

/** The same with any sources, each with how many collections its readings are recorded of. */
export async function hubOfSources(
  read: readonly { readonly source: Source; readonly collections: number }[],
  options: Pick<HubOptions, 'policy' | 'server'> = {},
): Promise<HubUnderTest> {
  const database = await (options.server ? freshDatabase(options.server) : freshDatabase());
  const sql = openPool(database.url, { max: 8 });
  const key = { key: Buffer.alloc(32, 7) };
  await openLedger(sql, { name: 'test', key });
  const sources = read.map(({ source }) => source);
  const collections = read.reduce((sum, one) => sum + one.collections, 0);
  const runtime: Runtime = { sql, ledger: { key }, sources: new Map(sources.map((source) => [source.name, source])), log: quiet };
  const closing: (() => Promise<unknown>)[] = [];
  let state = new FollowState();
  const follow = async (): Promise<void> => {
    while ((await followOnce({ sql, key }, state)) > 0);
  };
  const readUntil = (what: string, condition: () => Promise<boolean>) => {
    const sync = syncsAgain(runtime);
    const isMet = async () => {
      await follow();
      if (await condition()) return true;
      await sync();
      return false;
    };
    return polled(runtime, isMet, what);
  };
  const readToEnd = async (): Promise<void> => {
    const since = await now(sql);
    let isAllCovered = false;
    await follow();
    const isEnd = async () => {
      isAllCovered ||= await isCovered(sql, collections, since);
      if (!isAllCovered) return false;
      await follow();
      if (!(await isAwaitingPaths(sql))) return true;
      await lookAgain(runtime);
      return false;
    };
    await polled(runtime, isEnd, 'everything is read, and the paths that answers wait for');
    await follow();
  };
  const activate = async (policy: TestPolicy) => (await activatePolicy(sql, policySchema.parse(policy), key)) !== null;
  await activate(options.policy ?? {});
  await follow();
  await activateNormalisers(runtime);
  return {
    database,
    sql,
    key,
    runtime,
    poll: () => polled(runtime, async () => true),
    pollFirst: () => polledFirst(runtime),
    readToEnd,
    readUntil,
    normalise: async () => {
      while ((await step(runtime)).deliveries > 0);
    },
    follow,
    door: (source = SOURCE) => openDoor(runtime, source, closing),
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

async function openDoor(runtime: Runtime, source: string, closing: (() => Promise<unknown>)[]): Promise<string> {
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
  return `${address}/hooks/${source}`;
}
