import { sha256 } from './hash.js';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256(0x00 ‖ data): the hash of a leaf (RFC 6962 §2.1). */
export function leafHash(data: Uint8Array): Buffer {
  return sha256(LEAF, data);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(NODE, left, right);
}

/**
 * The Merkle tree hash over subtrees of equal size, of which only the last may be smaller (RFC 6962 §2.1). Pairing
 * level by level, with an odd last one carried up as it is, gives the same tree as splitting at powers of two.
 */
export function merkleRoot(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) row = paired(row);
  return row[0] ?? sha256();
}

function paired(row: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let index = 0; index < row.length; index += 2) {
    const [left, right] = [row[index], row[index + 1]];
    if (left) above.push(right ? nodeHash(left, right) : left);
  }
  return above;
}
