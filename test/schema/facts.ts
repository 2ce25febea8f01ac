import { randomBytes } from 'node:crypto';
import { account, instantOf, ref, text, type Draft, type Instant, type Interval, type LedgerEvent } from '#contract';
import type { Sql, Transaction } from '../../src/db/pool.js';
import { followToEnd } from '../../src/follow/index.js';
import { append, readAfter, seal, type LedgerKey } from '../../src/ledger/index.js';

const START = Date.parse('2026-03-01T00:00:00Z') * 1000;

/** The n-th minute of March 2026. */
export function minute(n: number): Instant {
  return instantOf(START + n * 60_000_000);
}
export function at(n: number): Interval {
  return { from: minute(n), to: instantOf(START + n * 60_000_000 + 1_000_000) };
}

/** A pull request's title, so that the event has a person, a text and a mention. */
export function titled(n: number, title: string, occurredAt: Interval | null = at(n)): Draft {
  const author = account('7', 'PERSON', 'ada');
  return {
    type: 'pull_request.edited',
    subject: ref('pull_request', String(n)),
    identity: { kind: 'pull_request', natural: [String(n)], transition: 'title', discriminator: [text('title', title)] },
    occurredAt,
    timeFrom: 'SEEN',
    core: { repository: ref('repository', '1'), title: text('title', title, author), by: author },
    mentions: [{ names: ref('commit', '1', 'a'.repeat(40)), method: 'RELATION', place: 'head' }],
  };
}

export function pushed(n: number): Draft {
  return {
    type: 'branch.pushed',
    subject: ref('branch', '1', 'main'),
    identity: { kind: 'push', natural: ['1', 'main', String(n)], transition: 'pushed' },
    occurredAt: at(n),
    timeFrom: 'SEEN',
    core: { n },
  };
}

/** Appends the drafts as `source`'s and follows them: the read tables say what the ledger says. */
export async function record(sql: Sql, key: LedgerKey, drafts: readonly Draft[], source = 'github-acme'): Promise<LedgerEvent[]> {
  const context = { source, normaliser: 'github/1', normaliserVersion: 1, delivery: null };
  const sealed = drafts.map((draft) => seal(draft, context, key, () => randomBytes(16)));
  const { added } = await sql.begin((tx) => append(tx as Transaction, sealed, { key }));
  await followToEnd(sql, key);
  // Recorded before, when the connection was lost on the way back.
  if (added.length === 0) return [];
  const first = Math.min(...added);
  return readAfter(sql, first - 1, added.length);
}
