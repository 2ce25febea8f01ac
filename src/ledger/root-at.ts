import { LedgerBroken } from '#contract';
import type { Sql } from '../db/pool.js';
import { rootOfEdge, TILE_WIDTH } from './tiles.js';

const HASH_LENGTH = 32;

/**
 * Root (32 bytes) of the ledger as it was when it held `size` events: of each level the hashes that stood beyond the last full
 * tile, which are the first of a tile that was filled since, or of the edge as it stands. Throws LedgerBroken when a tile
 * is missing, or the ledger never was that large.
 */
export async function rootAt(sql: Sql, size: number): Promise<Uint8Array> {
  const [head] = await sql<{ size: number; edge: Uint8Array[] }[]>`select size, edge from ledger_head`;
  if (!head || head.size < size) throw new LedgerBroken(`The ledger holds ${head?.size ?? 0} events, and never held ${size}.`);
  const edge: Uint8Array[] = [];
  for (let level = 0, covered = 1; covered <= size; level += 1, covered *= TILE_WIDTH) {
    const position = Math.floor(size / (covered * TILE_WIDTH));
    const count = Math.floor(size / covered) % TILE_WIDTH;
    const [tile] = await sql<{ hashes: Uint8Array }[]>`select hashes from ledger_tile where level = ${level} and position = ${position}`;
    const hashes = tile?.hashes ?? head.edge[level] ?? new Uint8Array();
    if (hashes.length < count * HASH_LENGTH)
      throw new LedgerBroken(`The tile ${level}/${position} is missing. Run verify, and restore a backup.`);
    edge.push(hashes.subarray(0, count * HASH_LENGTH));
  }
  return rootOfEdge(edge);
}
