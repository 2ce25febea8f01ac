import type { Transaction } from '../db/pool.js';
import { Difference } from './difference.js';
import { treeHash } from './verify-tree.js';

const WIDTH = 256;
const HASH = 32;

export interface StoredTree {
  readonly size: number;
  readonly edge: readonly Buffer[];
}

/** The stored hash of each leaf from `from` on, up to `count` of them: from full tiles, and at the end from the head. */
export async function storedLeafHashes(
  tx: Transaction,
  { size, edge }: StoredTree,
  from: number,
  count: number,
): Promise<(seq: number) => Buffer> {
  const tiles = await tx<{ position: number; hashes: Buffer }[]>`
    select position, hashes
    from ledger_tile
    where level = 0 and position between ${Math.floor(from / WIDTH)} and ${Math.floor((from + count) / WIDTH)}`;
  const byPosition = new Map(tiles.map(({ position, hashes }) => [position, hashes]));
  byPosition.set(Math.floor(size / WIDTH), edge[0] ?? Buffer.alloc(0));
  return (seq) => slot(byPosition.get(Math.floor(seq / WIDTH)), seq % WIDTH);
}

function slot(hashes: Buffer | undefined, index: number): Buffer {
  return hashes?.subarray(index * HASH, (index + 1) * HASH) ?? Buffer.alloc(0);
}

/** Rebuilds the levels above the leaves and compares them with the stored tiles and, at the end, with the head's edge. */
export class TileCheck {
  readonly #levels: Buffer[][] = [];
  #leaves = 0;

  async add(tx: Transaction, leafHash: Buffer): Promise<void> {
    this.#leaves += 1;
    let hash = leafHash;
    for (let level = 0; ; level += 1) {
      const hashes = (this.#levels[level] ??= []);
      hashes.push(hash);
      if (hashes.length < WIDTH) return;
      await this.#compare(tx, level, hashes);
      hash = treeHash(hashes);
      this.#levels[level] = [];
    }
  }

  async #compare(tx: Transaction, level: number, hashes: readonly Buffer[]): Promise<void> {
    const below = WIDTH ** level;
    const position = this.#leaves / (below * WIDTH) - 1;
    const [tile] = await tx<{ hashes: Buffer }[]>`select hashes from ledger_tile where level = ${level} and position = ${position}`;
    const first = hashes.findIndex((hash, index) => !hash.equals(slot(tile?.hashes, index)));
    if (first < 0) return;
    const seq = position * below * WIDTH + first * below;
    const what = tile ? `does not hold their hash at entry ${first}` : 'is missing';
    throw new Difference(seq, `The events ${seq} to ${seq + below - 1} differ: the tile ${level}/${position} above them ${what}.`);
  }

  /** That the head's edge holds what is left over on each level, and that no tile stands beyond the end. */
  async finish(tx: Transaction, { size, edge }: StoredTree): Promise<void> {
    const depth = Math.max(edge.length, this.#levels.length);
    for (let level = 0; level < depth; level += 1) {
      if (!Buffer.concat(this.#levels[level] ?? []).equals(edge[level] ?? Buffer.alloc(0))) {
        throw new Difference(null, `The head of the ledger differs: level ${level} of its right edge is not that of the ${size} events.`);
      }
    }
    const [extra] = await tx<{ level: number; position: number }[]>`
      select level, position
      from ledger_tile
      where position < 0 or level < 0 or level > 6 or (position + 1) * (256::numeric ^ (level + 1)) > ${size}::bigint
      order by level, position
      limit 1`;
    if (extra) throw new Difference(null, `The tile ${extra.level}/${extra.position} stands beyond the ledger's ${size} events.`);
  }
}
