import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparison, historyOf } from '../../src/sample/github/graph.js';
import type { Commit, Repository } from '../../src/sample/index.js';
import { commit, payRepository, shaOf, timeOf } from './small-world.js';

// Commit n has parents among the commits before it; clocks are arbitrary.
const histories = fc
  .array(fc.record({ parents: fc.array(fc.nat(), { maxLength: 3 }), clock: fc.nat(50) }), { minLength: 1, maxLength: 25 })
  .map((drawn): Commit[] =>
    drawn.map(({ parents, clock }, index) =>
      commit(index, [...new Set(parents.filter(() => index > 0).map((each) => each % index))], { committedAt: timeOf(clock) }),
    ),
  );

function reachable(repository: Repository, head: string): Set<string> {
  const found = new Set<string>();
  const queue = [head];
  for (let sha = queue.pop(); sha !== undefined; sha = queue.pop()) {
    if (found.has(sha)) continue;
    found.add(sha);
    queue.push(...(repository.commits.find((each) => each.sha === sha)?.parents ?? []));
  }
  return found;
}

describe('the commit graph', () => {
  it('walks exactly the reachable commits, each once, parents after children', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (commits, pick) => {
        const repository = payRepository({ commits });
        const head = shaOf(pick % commits.length);
        const walk = historyOf(repository, head);
        const pages = Array.from({ length: 10 }, (_, index) => walk?.page(index * 3, 3) ?? []).flat();
        const order = pages.map(({ sha }) => sha);
        expect(new Set(order)).toEqual(reachable(repository, head));
        expect(order).toHaveLength(walk?.total() ?? -1);
        for (const { sha, parents } of pages)
          for (const parent of parents) expect(order.indexOf(parent)).toBeGreaterThan(order.indexOf(sha));
      }),
    );
  });

  it('compares as set differences do', () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.nat(), (commits, a, b) => {
        const repository = payRepository({ commits });
        const [base, head] = [shaOf(a % commits.length), shaOf(b % commits.length)];
        const [fromBase, fromHead] = [reachable(repository, base), reachable(repository, head)];
        const found = comparison(repository, base, head);
        expect(new Set(found?.ahead.map(({ sha }) => sha))).toEqual(new Set([...fromHead].filter((sha) => !fromBase.has(sha))));
        expect(new Set(found?.behind.map(({ sha }) => sha))).toEqual(new Set([...fromBase].filter((sha) => !fromHead.has(sha))));
        expect(found?.mergeBase !== null).toBe([...fromBase].some((sha) => fromHead.has(sha)));
      }),
    );
  });

  it('pages 200,000 commits without walking them all for each page', () => {
    const commits = Array.from({ length: 200_000 }, (_, index) => commit(index, index === 0 ? [] : [index - 1]));
    const repository = payRepository({ commits });
    historyOf(repository, shaOf(199_999))?.page(0, 1);
    const before = performance.now();
    for (let page = 0; page < 100; page++)
      expect(historyOf(repository, shaOf(199_999 - page))?.page(0, 100)[99]?.sha).toBe(shaOf(199_900 - page));
    for (let at = 100; at < 200; at++) expect(comparison(repository, shaOf(199_999 - at), shaOf(199_999))?.ahead).toHaveLength(at);
    // Walking all of them each time would take some 20 s; this takes 0.1 s.
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});
