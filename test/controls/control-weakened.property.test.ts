import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from './case.js';
import { answer, FIRST, found, guarded, HOUR, LOOSE, MERGED, merged, reading, START, STRICT, told } from './protections.js';

describe('control-weakened among what is not known', () => {
  const times = [MERGED - 2 * HOUR, MERGED - 60, MERGED + 60, START - HOUR, START + HOUR];
  const anyFacts = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...times), fc.boolean(), fc.boolean()), { maxLength: 4, selector: ([at]) => at })
    .map((all) =>
      all
        .sort(([a], [b]) => a - b)
        .map(([at, isLoose, isRead]) =>
          isRead ? reading(at, isLoose ? LOOSE : STRICT, { since: at - 50 }) : told(at, isLoose ? LOOSE : STRICT),
        ),
    );
  const anyWorld = fc.record({
    known: anyFacts,
    isFirst: fc.boolean(),
    at: fc.option(fc.constantFrom(...times.slice(0, 3).map((one) => one + 5))),
    unread: fc.subarray(['protections', 'deployments', 'pull_requests', 'branches']),
  });
  type World = typeof anyWorld extends fc.Arbitrary<infer T> ? T : never;
  const planOf = ({ known, isFirst, at, unread }: World): Plan =>
    guarded({ ...merged(at), coverage: Object.fromEntries(unread.map((name) => [name, null])) }, [...(isFirst ? [FIRST] : []), ...known]);

  it('once PASS or GAP stays so when more is read, and when it is known when its pull request was merged', () => {
    fc.assert(
      fc.property(
        anyWorld,
        fc.subarray(['protections', 'deployments', 'pull_requests', 'branches']),
        fc.constantFrom(...times),
        (world, more, when) => {
          const before = answer(planOf(world));
          const after = answer(planOf({ ...world, at: world.at ?? when + 5, unread: world.unread.filter((name) => !more.includes(name)) }));
          if (before !== 'INDETERMINATE') expect(after).toBe(before);
          const said = found(planOf(world));
          if (before === 'INDETERMINATE') expect(said.missing?.length).toBeGreaterThan(0);
          if (before === 'GAP') expect(said.wouldPassIf).toBeDefined();
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('says the same in whatever order the facts came', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const plan = planOf(world);
        const protection = plan.more!.protection!;
        const other = { ...plan, more: { ...plan.more, protection: { ...protection, facts: [...protection.facts].reverse() } } };
        expect(found(other)).toEqual(found(plan));
      }),
      { numRuns: 300 },
    );
  });
});
