import { createHash } from 'node:crypto';

// Shares no code with tree.ts and tiles.ts: a mistake there must not hide itself here.

function hashed(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

export function hashOfLeaf(leaf: Uint8Array): Buffer {
  return hashed(Buffer.from([0x00]), leaf);
}

/** MTH as RFC 6962 §2.1 defines it, over hashed leaves: split at the largest power of two below their number. */
export function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return hashed();
  if (leaves.length === 1) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return hashed(Buffer.from([0x01]), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

/** A tree that leaves are added to one by one; it keeps the root of each complete subtree, largest first. */
export class GrowingTree {
  readonly #complete: { readonly leaves: number; readonly hash: Buffer }[] = [];

  add(leaf: Buffer): void {
    let subtree = { leaves: 1, hash: leaf };
    for (let left = this.#complete.at(-1); left?.leaves === subtree.leaves; left = this.#complete.at(-1)) {
      this.#complete.pop();
      subtree = { leaves: subtree.leaves * 2, hash: hashed(Buffer.from([0x01]), left.hash, subtree.hash) };
    }
    this.#complete.push(subtree);
  }

  root(): Buffer {
    const [last, ...larger] = this.#complete.map(({ hash }) => hash).reverse();
    if (last === undefined) return hashed();
    return larger.reduce((right, left) => hashed(Buffer.from([0x01]), left, right), last);
  }
}
