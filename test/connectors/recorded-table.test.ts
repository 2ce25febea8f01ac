import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { connectors } from './all.js';
import { countLine, endsOf, isRecorded, type Recorded } from './recorded-count.js';

const isOne = (value: unknown): value is Recorded => typeof value === 'object' && value !== null && 'tool' in value && 'records' in value;

/** What is recorded of the tools of a connector; it may read several, as CDEvents does. */
async function recordedOf(kind: string): Promise<readonly Recorded[]> {
  const file = new URL(`./${kind}/recorded.ts`, import.meta.url);
  if (!existsSync(file)) return [];
  return Object.values((await import(file.href)) as Record<string, unknown>).filter(isOne);
}

const all = (await Promise.all(connectors.map(({ kind }) => recordedOf(kind)))).flat();
const there = all.filter(({ tool }) => isRecorded(tool));

it.skipIf(there.length === 0)(
  'every recorded payload of every tool ends as events, ignored with a reason, or quarantined with a field',
  () => {
    const lines = there.map((recorded) => {
      const ends = endsOf(recorded);
      for (const end of ends) {
        if ('ignored' in end) expect(end.ignored, end.path).toMatch(/\S.*\.$/s);
        if ('quarantined' in end) expect(end.quarantined, end.path).toMatch(/^\S+: \S.*\.$/s);
      }
      return countLine(recorded, ends);
    });
    console.log(lines.join('\n'));
    expect(there.map(({ tool }) => tool)).toEqual(expect.arrayContaining(connectors.map(({ kind }) => kind)));
  },
);
