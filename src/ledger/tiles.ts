import { merkleRoot } from './tree.js';

/** Hashes in a full tile (C2SP tlog-tiles, height 8). */
export const TILE_WIDTH = 256;
const HASH_LENGTH = 32;

/** A full tile: entry i of level n is the hash over the 256^n leaves from (position × 256 + i) × 256^n on. */
export interface Tile {
  readonly level: number;
  readonly position: number;
  readonly hashes: Uint8Array;
}

/** The tree's right edge: of each level, the hashes of its unfinished tile, 32 bytes each. */
export type Edge = readonly Uint8Array[];

/** The edge after further leaves, and the tiles that they filled, in the order in which they were filled. */
export function extend(edge: Edge, size: number, leafHashes: readonly Uint8Array[]): { edge: Edge; full: readonly Tile[] } {
  const levels = edge.map(hashesIn);
  const full: Tile[] = [];
  leafHashes.forEach((hash, index) => {
    full.push(...push(levels, hash, size + index + 1));
  });
  return { edge: levels.map((hashes) => Buffer.concat(hashes)), full };
}

function push(levels: Uint8Array[][], leaf: Uint8Array, sizeNow: number): Tile[] {
  const filled: Tile[] = [];
  let carried = leaf;
  for (let level = 0, covered = TILE_WIDTH; ; level += 1, covered *= TILE_WIDTH) {
    const hashes = (levels[level] ??= []);
    hashes.push(carried);
    if (hashes.length < TILE_WIDTH) return filled;
    filled.push({ level, position: sizeNow / covered - 1, hashes: Buffer.concat(hashes) });
    carried = merkleRoot(hashes);
    levels[level] = [];
  }
}

/** The root of the whole tree; of an empty one, SHA-256 of nothing. */
export function rootOfEdge(edge: Edge): Uint8Array {
  const root = edge.reduce<Uint8Array | null>((rest, bytes) => {
    const hashes = rest ? [...hashesIn(bytes), rest] : hashesIn(bytes);
    return hashes.length === 0 ? null : merkleRoot(hashes);
  }, null);
  return root ?? merkleRoot([]);
}

/** Whether the edge can be that of a tree of this size: as many hashes on each level as size has in base 256. */
export function fits(edge: Edge, size: number): boolean {
  const digits = edge.map((_, level) => Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH);
  const whole = size < TILE_WIDTH ** edge.length;
  return whole && edge.every((bytes, level) => bytes.length === digits[level]! * HASH_LENGTH);
}

function hashesIn(bytes: Uint8Array): Uint8Array[] {
  const count = bytes.length / HASH_LENGTH;
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * HASH_LENGTH, (index + 1) * HASH_LENGTH));
}
