import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { Draft, Instant, LedgerEvent } from '#contract';
import { openPool, type Sql } from '../../src/db/pool.js';
import { append, type Appended, openLedger, readAfter, seal, type SealContext, type SealedEvent } from '../../src/ledger/index.js';
import { freshDatabase } from '../setup/fresh-database.js';
import { inDatabase, TEST_SERVER } from '../setup/server.js';
import { KEY } from './format-vector.js';

export interface TestLedger {
  /** As the application. */
  readonly sql: Sql;
  /** As the owner of the tables. */
  readonly owner: Sql;
  readonly url: string;
  append(...events: readonly SealedEvent[]): Promise<Appended>;
  all(): Promise<LedgerEvent[]>;
  /** As an administrator who switches the triggers off. */
  tamper(work: (sql: Sql) => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

export async function testLedger(): Promise<TestLedger> {
  const database = await freshDatabase();
  const [sql, owner] = [openPool(database.url, { max: 4 }), openPool(database.adminUrl, { max: 1 })];
  await openLedger(sql, { name: 'test', key: KEY });
  return {
    sql,
    owner,
    url: database.url,
    append: (...events) => sql.begin((tx) => append(tx, events, { key: KEY })),
    all: () => readAfter(sql, -1, 100_000),
    tamper: async (work) => {
      const root = openPool(inDatabase(inject(TEST_SERVER).superuserUrl, database.name), { max: 1 });
      await root`set session_replication_role = replica`;
      await work(root);
      await root.end();
    },
    close: async () => {
      await Promise.all([sql.end(), owner.end()]);
      await database.drop();
    },
  };
}

export const CONTEXT: SealContext = { source: 'github-acme', normaliser: 'github/1', normaliserVersion: 1, delivery: null };

export function version(number: number): SealContext {
  return { ...CONTEXT, normaliser: `github/${number}`, normaliserVersion: number };
}

export function sealed(draft: Draft, context = CONTEXT): SealedEvent {
  return seal(draft, context, KEY, () => randomBytes(16));
}

export const at = (text: string) => text as Instant;
const MOMENT = { from: at('2026-03-01T09:58:00.000000Z'), to: at('2026-03-01T09:58:01.000000Z') };

/** A commit's draft; `change` replaces parts of it. */
export function commit(sha: string, change: Partial<Draft> = {}): Draft {
  return {
    type: 'commit.recorded',
    subject: { $ref: ['commit', '4711', sha] },
    identity: { kind: 'commit', natural: ['4711', sha], transition: 'recorded' },
    occurredAt: MOMENT,
    timeFrom: 'CORE',
    core: { sha, parents: [] },
    ...change,
  };
}

export function commits(count: number, prefix = 'c'): SealedEvent[] {
  return Array.from({ length: count }, (_, index) => sealed(commit(`${prefix}${index}`)));
}
