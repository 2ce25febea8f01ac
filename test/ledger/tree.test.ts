import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edge, extend, fits, rootOfEdge, type Tile } from '../../src/ledger/tiles.js';
import { leafHash, merkleRoot } from '../../src/ledger/tree.js';
import { GrowingTree, hashOfLeaf, treeHash } from '../../src/ledger/verify-tree.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const numbered = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(String(index)));

// RFC 6962 roots over the leaves "0", "1", …
const ROOTS: readonly (readonly [number, string])[] = [
  [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [1, 'db3426e878068d28d269b6c87172322ce5372b65756d0789001d34835f601c03'],
  [2, 'cb00989d94a569c0a678ae042b63dcd4625db96440517f37a6eb7976ea24ed4b'],
  [3, '725d5230db68f557470dc35f1d8865813acd7ebb07ad152774141decbae71327'],
  [5, 'b6748f6ed7a99de7da84fd97e1a3bac6fab8999f4a43695cab9528a2de431147'],
];

describe('the tree', () => {
  test.each(ROOTS)('has the known root over %d leaves, for the writer and for the verifier', (count, root) => {
    const growing = new GrowingTree();
    numbered(count).forEach((leaf) => growing.add(hashOfLeaf(leaf)));
    expect(hex(merkleRoot(numbered(count).map(leafHash)))).toBe(root);
    expect(hex(rootOfEdge(extend([], 0, numbered(count).map(leafHash)).edge))).toBe(root);
    expect(hex(treeHash(numbered(count).map(hashOfLeaf)))).toBe(root);
    expect(hex(growing.root())).toBe(root);
  });

  test('hashes an empty leaf to the known value', () => {
    expect(hex(leafHash(Buffer.alloc(0)))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });

  test('of tiles has the root of the naive tree, whatever the size and the batches', () => {
    const batches = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 });
    fc.assert(
      fc.property(batches, (sizes) => {
        const { edge, tiles, leaves } = grown(sizes);
        expect(hex(rootOfEdge(edge))).toBe(hex(treeHash(leaves)));
        expect(fits(edge, leaves.length)).toBe(true);
        expect(fits(edge, leaves.length + 1)).toBe(false);
        expect(tiles.filter(({ level }) => level === 0)).toHaveLength(Math.floor(leaves.length / 256));
        expect(
          Buffer.concat([...tiles.filter(({ level }) => level === 0).map(({ hashes }) => hashes), edge[0] ?? Buffer.alloc(0)]),
        ).toEqual(Buffer.concat(leaves));
      }),
      { numRuns: 40 },
    );
  });

  test('fills the second level after 65,536 leaves', () => {
    const { edge, tiles, leaves } = grown([65_000, 535, 1, 300]);
    const second = tiles.filter(({ level }) => level === 1);
    const blocks = Array.from({ length: 256 }, (_, index) => treeHash(leaves.slice(index * 256, index * 256 + 256)));
    expect(second).toHaveLength(1);
    expect(second[0]).toMatchObject({ level: 1, position: 0, hashes: Buffer.concat(blocks) });
    expect(edge.map(({ length }) => length / 32)).toEqual([300 - 256, 1, 1]);
    expect(hex(rootOfEdge(edge))).toBe(hex(treeHash(leaves)));
  });
});

function grown(batches: readonly number[]): { edge: Edge; tiles: Tile[]; leaves: Buffer[] } {
  const leaves = numbered(batches.reduce((sum, count) => sum + count, 0)).map(hashOfLeaf);
  const tiles: Tile[] = [];
  let edge: Edge = [];
  let size = 0;
  for (const count of batches) {
    const next = extend(edge, size, leaves.slice(size, size + count));
    tiles.push(...next.full);
    edge = next.edge;
    size += count;
  }
  return { edge, tiles, leaves };
}
