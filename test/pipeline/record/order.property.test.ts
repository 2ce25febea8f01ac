import { describe, expect, it } from 'vitest';
import { judged } from '../../company/arrival.js';
import { historyOf } from '../../company/history.js';
import { MUTATORS } from '../../company/mutators/index.js';
import { Random } from '../../company/random.js';
import { seedsOf } from '../../setup/seeds.js';
import { recordsIn } from './standing.js';

/** `CHANGES` makes it long. */
const changes = Number(process.env['CHANGES'] ?? 20);

describe('the records of a random company', () => {
  it.each(seedsOf())(
    'are the same whatever the order in which its facts came (SEED=%i)',
    async (seed) => {
      const told = { seed, changes, mutators: MUTATORS, clean: 0.3 };
      const found: ReadonlyMap<string, unknown>[] = [];
      for (const order of [1, 2]) {
        await judged(
          { ...historyOf(told), random: new Random(seed + order) },
          undefined,
          async (url) => void found.push(await recordsIn(url)),
        );
      }
      const [one, other] = found;
      expect([...one!.keys()]).toEqual([...other!.keys()]);
      expect(one!.size).toBeGreaterThanOrEqual(changes / 2);
      for (const [change, record] of one!) expect({ change, record: other!.get(change) }).toEqual({ change, record });
      const kinds = new Set([...one!.values()].map((record) => (record as { kind: string }).kind));
      expect(kinds.has('TICKET')).toBe(true);
    },
    300_000,
  );
});
