import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { connectors } from '../connectors/all.js';
import { ITEMS } from './items-for-connectors.js';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const kinds = connectors.map(({ kind }) => kind);

/** Numbers of the items that texts below a folder of tests show: `3` of `it('14.3 two updates …`. */
function shownBelow(folder: string): readonly string[] {
  const files = readdirSync(join(TESTS, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = files.flatMap(
    (file) => readFileSync(join(TESTS, folder, file), 'utf8').match(/(['"`])(?:(?!\1).)*\b14\.\d+ ?(?:(?!\1).)*\1/g) ?? [],
  );
  return texts.flatMap((text) => [...text.matchAll(/\b14\.(\d+)\b/g)].map(([, item = '']) => item));
}

const everywhere = new Set(['contract', 'correlate', 'hub', 'inbox', 'intake', 'pipeline'].flatMap(shownBelow));
const shown = new Map(kinds.map((kind) => [kind, new Set(shownBelow(join('connectors', kind)))]));

describe.each(ITEMS)('14.$item of the list for authors of connectors', ({ item, what, forAll, without = {} }) => {
  if (forAll) {
    it(`is shown for all of them at once: ${what}`, () => expect([...everywhere]).toContain(item));
    return;
  }
  it.each(kinds.filter((kind) => !(kind in without)))(`is shown for %s: ${what}`, (kind) => {
    expect([...(shown.get(kind) ?? [])]).toContain(item);
  });
  it.each(Object.entries(without))('is left out for %s with a reason, and not shown all the same', (kind, reason) => {
    expect(kinds).toContain(kind);
    expect(reason).toMatch(/\S.*\.$/);
    expect([...(shown.get(kind) ?? [])]).not.toContain(item);
  });
});
