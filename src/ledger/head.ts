import { randomBytes } from 'node:crypto';
import { type Instant, LedgerBroken } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import type { LedgerKey } from './data-key.js';
import { keyCheck } from './digest.js';
import { type Edge, fits, rootOfEdge } from './tiles.js';

export interface Head {
  readonly log: string;
  /** Leaves so far; the next one gets this number. */
  readonly size: number;
  readonly recordedAt: Instant;
  readonly edge: Edge;
}

/**
 * Makes the ledger at the first call, and names its log ever after: `<name>/1`, the name given or `changeline-` and 8
 * random hex digits. Refuses a data key that is not the one it was made with, and a name that is not its own.
 */
export async function openLedger(sql: Sql, options: { readonly name: string | null; readonly key: LedgerKey }): Promise<{ log: string }> {
  const check = keyCheck(options.key);
  await sql`
    insert into ledger_head (log, size, recorded_at, edge, key_check)
    values (${firstLog(options.name)}, 0, clock_timestamp(), '{}', ${check})
    on conflict do nothing`;
  const [head] = await sql<{ log: string; keyCheck: Buffer }[]>`select log, key_check as "keyCheck" from ledger_head`;
  if (!head) throw new LedgerBroken('The ledger has no head although one was just written. Look for a trigger or rule on ledger_head.');
  if (!check.equals(head.keyCheck)) {
    throw new Error(
      `The data key is not the one that the ledger ${head.log} was made with. Restore the key file from its backup; a lost key cannot be replaced.`,
    );
  }
  requireName(options.name, head.log);
  return { log: head.log };
}

function firstLog(name: string | null): string {
  if (name !== null && !/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/.test(name)) {
    throw new Error(`The ledger cannot be named ${JSON.stringify(name)}. Use up to 100 letters, digits, dots, hyphens and slashes.`);
  }
  return `${name ?? `changeline-${randomBytes(4).toString('hex')}`}/1`;
}

function requireName(name: string | null, log: string): void {
  const own = log.slice(0, log.lastIndexOf('/'));
  if (name === null || name === own) return;
  throw new Error(
    `The ledger in this database is named ${own}, not ${name}, and keeps its name for ever. Set the name back to ${own}, or use another database.`,
  );
}

/**
 * Takes the right to append until the transaction ends, and its moment: the database's clock, and at least a
 * microsecond after the transaction before. Refuses a head whose edge cannot belong to its size.
 */
export async function lockHead(tx: Transaction): Promise<Head & { readonly now: Instant }> {
  const [head] = await tx<(Head & { readonly now: Instant })[]>`
    select log, size, edge, recorded_at as "recordedAt",
      greatest(clock_timestamp(), recorded_at + interval '1 microsecond') as now
    from ledger_head
    for update`;
  if (!head) throw new LedgerBroken('The ledger has no head. Open the ledger before appending to it.');
  if (!fits(head.edge, head.size)) {
    throw new LedgerBroken(
      `The head of the ledger counts ${head.size} events, which its right edge does not. Run verify, and restore a backup.`,
    );
  }
  return head;
}

/** Size and root (hex) of the ledger as it stands. */
export async function rootOf(sql: Sql | Transaction): Promise<{ log: string; size: number; root: string; recordedAt: Instant }> {
  const [head] = await (sql as Sql)<Head[]>`select log, size, edge, recorded_at as "recordedAt" from ledger_head`;
  if (!head) throw new LedgerBroken('The ledger has no head. Open the ledger before reading its root.');
  const { log, size, recordedAt } = head;
  return { log, size, recordedAt, root: Buffer.from(rootOfEdge(head.edge)).toString('hex') };
}
