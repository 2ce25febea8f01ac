import { randomBytes } from 'node:crypto';
import { type Draft, instantOf, type Mention, policySchema, ref } from '#contract';
import type { z } from 'zod';
import { openPool, type Sql } from '../../src/db/pool.js';
import { dumpLines, FollowState, followOnce, readTables, rebuild } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { append, hubEvent, type LedgerKey, openLedger, seal } from '../../src/ledger/index.js';
import { freshDatabase } from '../setup/fresh-database.js';

export const KEY: LedgerKey = { key: Buffer.alloc(32, 7) };
export const CODE = 'github-acme';
export const TICKETS = 'jira-acme';

/** A ledger with its read tables and no hub: what a test records is followed when the test says so. */
export interface Ledger {
  readonly sql: Sql;
  readonly url: string;
  record(source: string, drafts: readonly Draft[]): Promise<void>;
  /** That these collections of a scope were read completely, up to now. */
  cover(scope: string, collections: readonly string[]): Promise<void>;
  activate(policy: z.input<typeof policySchema>): Promise<void>;
  /** One turn of following; answers how much it did. */
  once(): Promise<number>;
  toEnd(): Promise<void>;
  /** Forgets what following keeps in memory, as a process that was killed has. */
  restart(): void;
  seq(): Promise<number>;
  dump(): Promise<readonly string[]>;
  /** Rebuilt at an event, at the judge's clock of the live tables where it is the last. */
  rebuilt(seq: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function emptyLedger(): Promise<Ledger> {
  const database = await freshDatabase();
  const sql = openPool(database.url, { max: 6 });
  await openLedger(sql, { name: 'test', key: KEY });
  let state = new FollowState();
  const once = () => followOnce({ sql, key: KEY }, state);
  return {
    sql,
    url: database.url,
    record: async (source, drafts) => {
      const context = { source, normaliser: 'test/1', normaliserVersion: 1, delivery: null };
      const sealed = drafts.map((draft) => seal(draft, context, KEY, () => randomBytes(16)));
      await sql.begin((tx) => append(tx, sealed, { key: KEY }));
    },
    cover: async (scope, collections) => {
      const source = scope.split(':')[1] ?? '';
      const upTo = instantOf(Date.now() * 1000);
      const events = collections.map((collection) =>
        hubEvent(
          'coverage.changed',
          scope,
          { kind: 'coverage', natural: [source, scope, collection], transition: 'COMPLETE', discriminator: [upTo] },
          { source, scope, collection, state: 'COMPLETE', upTo, reason: null },
          {},
          KEY,
        ),
      );
      await sql.begin((tx) => append(tx, events, { key: KEY }));
    },
    activate: async (policy) => void (await activatePolicy(sql, policySchema.parse(policy), KEY)),
    once,
    toEnd: async () => {
      while ((await once()) > 0);
    },
    restart: () => void (state = new FollowState()),
    seq: async () => (await sql<{ seq: number }[]>`select seq from follow_cursor`)[0]?.seq ?? -1,
    dump: async () => linesOf(sql, await readTables(sql)),
    rebuilt: (seq) => rebuild(database.url, { at: seq, clock: null }, (temporary, tables) => linesOf(temporary, tables)),
    close: async () => {
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

const DAY = Date.UTC(2026, 0, 5) * 1000;

function at(seconds: number): Pick<Draft, 'occurredAt' | 'timeFrom'> {
  const from = DAY + seconds * 1_000_000;
  return { occurredAt: { from: instantOf(from), to: instantOf(from + 1_000_000) }, timeFrom: 'CORE' };
}

/** A ticket of type 100 with its key. */
export function ticket(nth: number): readonly Draft[] {
  const id = String(10_000 + nth);
  const subject = ref('ticket', id);
  const identity = (transition: string) => ({ kind: 'ticket', natural: [id], transition });
  return [
    { ...at(nth), type: 'ticket.created', subject, identity: identity('created'), core: { issueType: '100' } },
    { ...at(nth), type: 'ticket.moved', subject, identity: identity('moved'), core: { key: `PAY-${nth}` } },
  ];
}

/** A commit without parents. */
export function commit(sha: string): Draft {
  return {
    type: 'commit.recorded',
    subject: ref('commit', '1', sha),
    identity: { kind: 'commit', natural: ['1', sha], transition: 'recorded' },
    occurredAt: null,
    timeFrom: 'CORE',
    core: { repository: ref('repository', '1'), sha, parents: [] },
  };
}

/** A production deployment of repository 1 that began at a second, took ten, and succeeded; it names these tickets. */
export function deployment(
  nth: number,
  { sha, seconds, keys = [] }: { sha: string | null; seconds: number; keys?: readonly string[] },
): readonly Draft[] {
  const [id, subject] = [String(nth), ref('deployment', String(nth))];
  const mentions = keys.map((text): Mention => ({ names: { kind: 'ticket', text }, method: 'RELATION', place: 'ticket' }));
  const status = (transition: 'started' | 'finished', after: number, rest: Draft['core']): Draft => ({
    ...at(seconds + after),
    type: `deployment.${transition}`,
    subject,
    identity: { kind: 'deployment_status', natural: [id], transition },
    core: { deployment: subject, statusId: `${id}${transition === 'started' ? 1 : 2}`, environment: 'production', ...rest },
  });
  return [
    {
      ...at(seconds),
      type: 'deployment.requested',
      subject,
      identity: { kind: 'deployment', natural: [id], transition: 'requested' },
      core: { repository: ref('repository', '1'), environment: 'production', ...(sha === null ? {} : { sha }), productionMark: true },
      mentions,
    },
    status('started', 0, {}),
    status('finished', 10, { outcome: 'SUCCEEDED' }),
  ];
}
