import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commitmentOf, COMPLEXITIES, draw, type PopulationUnit, SAMPLE_SIZE, seedOf, stratumOf } from '../../src/evidence/sample/index.js';

const STRANGER = fileURLToPath(new URL('stranger-draw.mjs', import.meta.url));
const SECRET = Buffer.from('a secret that nobody but the auditor knows');
const ROOT = createHash('sha256').update('a root').digest();
const SEED = seedOf(SECRET, ROOT);

/** Numbers from a seed, the same on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function population(seed: number, size: number): readonly PopulationUnit[] {
  const next = numbers(seed);
  const skewed = (below: number) => Math.min(next(below), next(below));
  return Array.from({ length: size }, (_, n) => ({
    id: `deployment:github-acme:${n} ticket:jira-acme:${next(10 * size)}`,
    application: ['pay', 'web', 'ledger "b"', 'größe', ''][skewed(5)] ?? '',
    infrastructure: ['APPLICATION', 'DATABASE', 'MAINFRAME'][skewed(3)] ?? '',
    complexity: COMPLEXITIES[skewed(3)] ?? 'LOW',
  }));
}

const ids = (units: readonly { readonly id: string }[]) => units.map(({ id }) => id);

function drawnByStranger(units: readonly PopulationUnit[], size: number): readonly string[] {
  const input = JSON.stringify({ secret: SECRET.toString('hex'), root: ROOT.toString('hex'), size, units });
  const out = execFileSync(process.execPath, [STRANGER], { input, encoding: 'utf8' }).trim();
  return out === '' ? [] : out.split('\n');
}

describe('the draw of a sample', () => {
  it.each([
    [1, 400, 25],
    [2, 400, 25],
    [3, 90, 25],
    [4, 1_000, 40],
    [5, 300, 7],
    [6, 24, 25],
    [7, 25, 25],
    [8, 26, 25],
    [9, 1, 25],
    [10, 0, 25],
    [11, 500, 1],
  ])('is what a stranger draws from the published words alone: seed %i, %i units, sample of %i', (seed, count, size) => {
    const units = population(seed, count);
    const { drawn } = draw(units, SEED, size);
    expect(ids(drawn)).toEqual(drawnByStranger(units, size));
    expect(drawn).toHaveLength(Math.min(size, count));
    expect(new Set(ids(drawn)).size).toBe(drawn.length);
  });

  it('is the same to the byte in whatever order the units come', () => {
    const units = population(12, 300);
    expect(JSON.stringify(draw([...units].reverse(), SEED))).toBe(JSON.stringify(draw(units, SEED)));
  });

  it('takes one unit of each stratum that is not empty', () => {
    const units = population(13, 400);
    const strata = new Set(units.map(stratumOf));
    expect(strata.size).toBeLessThan(SAMPLE_SIZE * 2);
    const { drawn } = draw(units, SEED, Math.max(SAMPLE_SIZE, strata.size));
    expect(new Set(drawn.map(({ stratum }) => stratum))).toEqual(strata);
  });

  it('takes the largest strata first where the sample is smaller than their number', () => {
    const units = population(14, 400);
    const { strata } = draw(units, SEED, 3);
    expect(strata.map(({ drawn }) => drawn)).toEqual([1, 1, 1, ...strata.slice(3).map(() => 0)]);
    const sizes = strata.map(({ size }) => size);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it('divides what is left by largest remainder', () => {
    const units = [...'aaaaaa', ...'bbb', 'c'].map((application, n) => {
      return { id: String(n), application, infrastructure: 'DATABASE', complexity: 'LOW' as const };
    });
    // 6, 3, 1: one each; 2 left over 5, 2, 0 undrawn: quotas 10/7 and 4/7.
    expect(draw(units, SEED, 5).strata.map(({ drawn }) => drawn)).toEqual([2, 2, 1]);
  });

  it('depends on the secret and on the root', () => {
    const units = population(15, 300);
    const of = (seed: Uint8Array) => ids(draw(units, seed).drawn);
    expect(of(seedOf(Buffer.from('another secret'), ROOT))).not.toEqual(of(SEED));
    expect(of(seedOf(SECRET, createHash('sha256').update('another root').digest()))).not.toEqual(of(SEED));
  });

  it('is bound by a commitment that tells nothing of the secret: SHA-256 of it', () => {
    // printf 'abc' | sha256sum
    expect(commitmentOf(Buffer.from('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
