import { LedgerBroken } from '#contract';
import type { Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import type { EncodedLeaf, Numbering } from './encode.js';
import { insertClear } from './insert-clear.js';
import type { ClearValue } from './sealed.js';
import { type Edge, extend, type Tile } from './tiles.js';
import { leafHash } from './tree.js';

/** Writes leaves, clear values, tiles and head in one round trip, and wakes those who follow. */
export async function write(
  tx: Transaction,
  leaves: readonly EncodedLeaf[],
  clear: readonly ClearValue[],
  head: Numbering & { readonly edge: Edge },
): Promise<void> {
  const hashes = leaves.map(({ leaf }) => leafHash(leaf));
  const { edge, full } = extend(head.edge, head.size, hashes);
  const size = head.size + leaves.length;
  try {
    // Statements that are sent without waiting share one round trip; Postgres runs them in this order.
    await together([
      insertEvents(tx, leaves, head),
      insertClear(tx, clear),
      insertTiles(tx, full),
      moveHead(tx, size, edge, head.now),
      notify(tx, size),
    ]);
  } catch (error) {
    throw isCollision(error) ? brokenBy(error, head.size) : error;
  }
}

async function insertEvents(tx: Transaction, leaves: readonly EncodedLeaf[], { size, now }: Numbering): Promise<void> {
  const events = leaves.map(({ event }) => event);
  await tx`
    insert into ledger_event (seq, event_id, normaliser_version, recorded_at, core_digest, delivery, leaf, body)
    select ${size} + position - 1, event_id, normaliser_version, ${now}, core_digest, delivery, leaf, body
    from unnest(
      ${tx.array(
        events.map(({ eventId }) => Buffer.from(eventId, 'hex')),
        1001,
      )}::bytea[],
      ${tx.array(
        events.map(({ normaliserVersion }) => normaliserVersion),
        1007,
      )}::integer[],
      ${tx.array(
        events.map(({ coreDigest }) => coreDigest),
        1001,
      )}::bytea[],
      ${tx.array(
        events.map(({ delivery }) => delivery),
        2951,
      )}::uuid[],
      ${tx.array(
        leaves.map(({ leaf }) => leaf),
        1001,
      )}::bytea[],
      ${tx.array(
        leaves.map(({ body }) => body),
        1001,
      )}::bytea[]
    ) with ordinality as leaf (event_id, normaliser_version, core_digest, delivery, leaf, body, position)`;
}

async function insertTiles(tx: Transaction, tiles: readonly Tile[]): Promise<void> {
  if (tiles.length === 0) return;
  await tx`
    insert into ledger_tile (level, position, hashes)
    select *
    from unnest(
      ${tx.array(
        tiles.map(({ level }) => level),
        1007,
      )}::integer[],
      ${tx.array(
        tiles.map(({ position }) => position),
        1016,
      )}::bigint[],
      ${tx.array(
        tiles.map(({ hashes }) => hashes),
        1001,
      )}::bytea[]
    )`;
}

async function moveHead(tx: Transaction, size: number, edge: Edge, now: string): Promise<void> {
  await tx`update ledger_head set size = ${size}, recorded_at = ${now}, edge = ${tx.array([...edge], 1001)}`;
}

async function notify(tx: Transaction, size: number): Promise<void> {
  await tx`select pg_notify('ledger', ${String(size)})`;
}

/** Whoever holds the head's lock and finds a number, a fact or a tile taken has a ledger that does not agree with its head. */
function isCollision(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === '23505' || code === '23001';
}

function brokenBy(cause: unknown, size: number): LedgerBroken {
  return new LedgerBroken(
    `The ledger refused event ${size}: it has one in that place, or its head was moved back. Run verify, and restore a backup.`,
    { cause },
  );
}
