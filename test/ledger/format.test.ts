import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../src/ledger/canonical.js';
import { treeHash } from '../../src/ledger/verify-tree.js';
import { outputOf, type VectorInput } from './format-vector.js';

interface Vector {
  readonly vector: string;
  readonly input: VectorInput;
  readonly identity: readonly unknown[];
  readonly output: Readonly<Record<string, unknown>>;
}

const FORMAT = readFileSync(new URL('../../src/ledger/FORMAT.md', import.meta.url), 'utf8');
const vectors = [...FORMAT.matchAll(/^```json\n(.*?)^```$/gms)].map(([, block = '']) => JSON.parse(block) as Vector);

describe('FORMAT.md', () => {
  test('has three vectors: a hub event, one with account, text and mention, one with an account in its id', () => {
    expect(vectors.map(({ input }) => Boolean(input.hub))).toEqual([true, false, false]);
    expect(JSON.stringify(vectors[1]?.input.draft)).toMatch(/\$account.*\$text.*mentions/s);
    expect(JSON.stringify(vectors[2]?.input.draft?.identity.discriminator)).toContain('$account');
  });

  test.each(vectors)('$vector: the ledger writes exactly these bytes', ({ input, output }) => {
    expect(outputOf(input)).toEqual(output);
  });

  test.each(vectors)('$vector: the event id hashes the identity that is shown', ({ identity, output }) => {
    expect(createHash('sha256').update(canonical(identity)).digest('hex')).toBe(output['eventId']);
  });

  test('states the root over its vectors', () => {
    const root = treeHash(vectors.map(({ output }) => Buffer.from(String(output['leafHash']), 'hex'))).toString('hex');
    expect(FORMAT).toContain(`Root over the three leaves: \`${root}\``);
  });
});
