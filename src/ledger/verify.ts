import type { Instant } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import type { LedgerKey } from './data-key.js';
import { Difference } from './difference.js';
import { keyCheck } from './digest.js';
import { checkLogins, checkTexts, clearValuesOf } from './verify-clear.js';
import { checkEvent, nameOf, read, type ReadRow, type Row } from './verify-event.js';
import { type StoredTree, storedLeafHashes, TileCheck } from './verify-tiles.js';
import { GrowingTree, hashOfLeaf } from './verify-tree.js';

// 512 events are some 1 MB; memory stays the same however long the ledger is.
const PAGE = 512;

export interface VerifyOptions {
  /** With it, core digests and the digests of clear values are recomputed, too. */
  readonly key?: LedgerKey;
  readonly onProgress?: (verified: number, size: number) => void;
}

/** `root` in hex. `seq`: the first event that differs, or null where the head, the key or an account name does. */
export type VerifyResult =
  | { readonly ok: true; readonly size: number; readonly root: string }
  | { readonly ok: false; readonly seq: number | null; readonly sentence: string };

interface StoredHead extends StoredTree {
  readonly log: string;
  readonly recordedAt: Instant;
  readonly keyCheck: Buffer;
}

/**
 * Recomputes leaves, bodies, tree and head from the stored bytes, in one snapshot, and names the first event that differs.
 * Erased clear values are no difference. It shows that the ledger agrees with itself; that it is the one of yesterday,
 * only a published root can show.
 */
export async function verifyLedger(sql: Sql, options: VerifyOptions = {}): Promise<VerifyResult> {
  try {
    return await sql.begin('isolation level repeatable read read only', (tx) => verifyIn(tx, options));
  } catch (error) {
    if (error instanceof Difference) return { ok: false, seq: error.seq, sentence: error.message };
    throw error;
  }
}

async function verifyIn(tx: Transaction, options: VerifyOptions): Promise<VerifyResult> {
  const head = await headOf(tx, options.key);
  const tree = new GrowingTree();
  const tiles = new TileCheck();
  let notBefore = '' as Instant;
  for (let from = 0; from < head.size; from += PAGE) {
    for (const row of await checkedPage(tx, head, { from, notBefore, key: options.key })) {
      const hash = hashOfLeaf(row.leaf);
      tree.add(hash);
      await tiles.add(tx, hash);
      notBefore = row.recordedAt;
    }
    options.onProgress?.(Math.min(from + PAGE, head.size), head.size);
  }
  await checkEnd(tx, head, notBefore);
  await tiles.finish(tx, head);
  await checkLogins(tx, options.key);
  return { ok: true, size: head.size, root: tree.root().toString('hex') };
}

async function headOf(tx: Transaction, key: LedgerKey | undefined): Promise<StoredHead> {
  const [head] = await tx<StoredHead[]>`
    select log, size, edge, recorded_at as "recordedAt", key_check as "keyCheck" from ledger_head`;
  if (!head) throw new Difference(null, 'The ledger has no head: it was never opened, or its head was removed.');
  if (key && !keyCheck(key).equals(head.keyCheck)) {
    throw new Difference(null, `The data key is not the one that the ledger ${head.log} was made with, or its head was changed.`);
  }
  return head;
}

interface PageOf {
  readonly from: number;
  readonly notBefore: Instant;
  readonly key: LedgerKey | undefined;
}

async function checkedPage(tx: Transaction, head: StoredHead, { from, notBefore, key }: PageOf): Promise<readonly ReadRow[]> {
  const rows = await pageFrom(tx, from, Math.min(PAGE, head.size - from));
  const clear = await clearValuesOf(tx, rows);
  const storedHash = await storedLeafHashes(tx, head, from, PAGE);
  rows.forEach((row, index) => {
    const seq = from + index;
    requirePresent(row.seq, seq, head.size);
    checkEvent(row, { seq, log: head.log, notBefore: rows[index - 1]?.recordedAt ?? notBefore, key });
    checkTexts(row, clear, key);
    requireHash(row, storedHash(seq));
  });
  if (rows.length < Math.min(PAGE, head.size - from)) requirePresent(null, from + rows.length, head.size);
  return rows;
}

async function pageFrom(tx: Transaction, from: number, count: number): Promise<readonly ReadRow[]> {
  const rows = await tx<Row[]>`
    select seq, event_id as "eventId", normaliser_version as "normaliserVersion", recorded_at as "recordedAt",
      core_digest as "coreDigest", leaf, body
    from ledger_event
    where seq >= ${from} and seq < ${from + count}
    order by seq`;
  return rows.map(read);
}

function requireHash(row: ReadRow, stored: Buffer): void {
  if (hashOfLeaf(row.leaf).equals(stored)) return;
  const fault = stored.length === 0 ? 'the tree has no hash for it' : 'its leaf does not have the hash that the tree has for it';
  throw new Difference(row.seq, `${nameOf(row)} differs: ${fault}.`);
}

function requirePresent(found: number | null, seq: number, size: number): void {
  if (found !== seq) throw new Difference(seq, `Event ${seq} is missing: the head of the ledger counts ${size} events.`);
}

async function checkEnd(tx: Transaction, head: StoredHead, last: Instant): Promise<void> {
  const [beyond] = await tx<{ seq: number }[]>`
    select seq from ledger_event where seq < 0 or seq >= ${head.size} order by seq limit 1`;
  if (beyond) throw new Difference(beyond.seq, `Event ${beyond.seq} differs: the head of the ledger counts ${head.size} events only.`);
  if (head.size > 0 && head.recordedAt !== last) {
    throw new Difference(null, `The head of the ledger differs: it is dated ${head.recordedAt}, its last event ${last}.`);
  }
}
