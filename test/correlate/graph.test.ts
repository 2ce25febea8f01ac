import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommitGraph, type CommitEdges, decodeGraph, encodeCommits, Generations, isSha, Reach } from '../../src/correlate/index.js';
import { rangeOf } from '../../src/correlate/range.js';
import { anyHistory, anyShuffled, edges, historyOf, reachable, sha, without } from './commits.js';

const names = (graph: CommitGraph, indices: readonly number[]) => indices.map((index) => graph.shaOf(index)).sort();

function parentsIn(graph: CommitGraph, id: string): readonly string[] {
  const index = graph.indexOf(id);
  return Array.from({ length: graph.parentCount(index) }, (_, nth) => {
    const parent = graph.parent(index, nth);
    return parent < 0 ? graph.pendingSha(parent) : graph.shaOf(parent);
  });
}

describe('a commit graph', () => {
  it('answers every commit with its parents in their order, however the commits came', () => {
    fc.assert(
      fc.property(anyShuffled, ({ commits, order }) => {
        const { graph } = historyOf(order);
        expect(graph.size).toBe(commits.length);
        expect(graph.unresolved).toBe(0);
        for (const commit of commits) expect(parentsIn(graph, commit.sha)).toEqual(commit.parents);
      }),
    );
  });

  it('counts each parent that nobody has once, and no longer when it comes', () => {
    const { graph } = historyOf([edges(2, 0, 1), edges(3, 0)]);
    expect(graph.unresolved).toBe(2);
    graph.add(sha(0), []);
    expect(graph.unresolved).toBe(1);
    expect(parentsIn(graph, sha(2))).toEqual([sha(0), sha(1)]);
    expect(graph.indexOf(sha(1))).toBe(-1);
  });

  it('keeps a commit that comes twice as it is', () => {
    const { graph } = historyOf([edges(0), edges(1, 0), edges(1)]);
    expect(graph.size).toBe(2);
    expect(parentsIn(graph, sha(1))).toEqual([sha(0)]);
  });

  it('finds each of 500 commits whose ids begin alike', () => {
    const ids = Array.from({ length: 500 }, (_, n) => `00000001${String(n).padStart(32, '0')}`);
    const graph = new CommitGraph();
    ids.forEach((id, n) => graph.add(id, n === 0 ? [] : [ids[n - 1]!]));
    expect(ids.every((id, n) => graph.indexOf(id) === n && graph.shaOf(n) === id)).toBe(true);
    expect(graph.indexOf('0'.repeat(40))).toBe(-1);
  });

  it('comes back from its segments, split anywhere, with commits before their parents', () => {
    fc.assert(
      fc.property(anyShuffled, fc.nat(), fc.nat(), ({ order }, at, drop) => {
        const kept = order.filter((_, n) => n !== drop % (order.length + 1));
        const cut = at % (kept.length + 1);
        const graph = decodeGraph([encodeCommits(kept.slice(0, cut)), encodeCommits(kept.slice(cut))]);
        expect(kept.map((_, n) => ({ sha: graph.shaOf(n), parents: parentsIn(graph, graph.shaOf(n)) }))).toEqual(kept);
        expect(graph.unresolved).toBe(historyOf(kept).graph.unresolved);
      }),
    );
  });

  it('goes on growing after it came back', () => {
    const graph = decodeGraph([encodeCommits([edges(2, 0, 1)])]);
    graph.add(sha(0), []);
    graph.add(sha(1), [sha(0)]);
    expect([graph.unresolved, parentsIn(graph, sha(2))]).toEqual([0, [sha(0), sha(1)]]);
  });

  it('refuses to write more than 255 parents', () => {
    const parents = Array.from({ length: 256 }, (_, n) => sha(n));
    expect(() => encodeCommits([{ sha: sha(999), parents }])).toThrow(/256 parents; 255 can be kept/);
    expect(encodeCommits([{ sha: sha(999), parents: parents.slice(1) }])).toHaveLength(21 + 255 * 20);
  });

  it('takes 40 lower-case hexadecimal digits for an id and nothing else', () => {
    expect(['a'.repeat(40), 'A'.repeat(40), 'a'.repeat(39), 'a'.repeat(64), `${'a'.repeat(40)}\n`].map(isSha)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('generations', () => {
  it('are one more than the highest parent, also when they are asked between commits that come out of order', () => {
    fc.assert(
      fc.property(anyShuffled, ({ commits, order }) => {
        const graph = new CommitGraph();
        const generations = new Generations(graph);
        for (const commit of order) {
          graph.add(commit.sha, commit.parents);
          expect(generations.current() === null).toBe(graph.unresolved > 0);
        }
        const numbers = generations.current()!;
        const expected = new Map<string, number>();
        for (const { sha: id, parents } of commits) expected.set(id, 1 + Math.max(0, ...parents.map((parent) => expected.get(parent)!)));
        for (const { sha: id } of commits) expect(numbers[graph.indexOf(id)]).toBe(expected.get(id));
      }),
    );
  });

  it('number a history deeper than any call stack that came newest first', () => {
    const ids = Array.from({ length: 50_000 }, (_, n) => sha(n));
    const graph = new CommitGraph();
    for (let n = ids.length - 1; n >= 0; n--) graph.add(ids[n]!, n === 0 ? [] : [ids[n - 1]!]);
    expect(new Generations(graph).current()![graph.indexOf(ids.at(-1)!)]).toBe(50_000);
  });
});

describe('a range', () => {
  it('is what sets of reachable commits say, for any two commits of any history in any order', () => {
    fc.assert(
      fc.property(anyShuffled, fc.nat(), fc.nat(), ({ commits, order }, a, b) => {
        const head = commits[a % commits.length]!.sha;
        const base = commits[b % commits.length]!.sha;
        const { graph, generations } = historyOf(order);
        const range = rangeOf(graph, generations, graph.indexOf(head), graph.indexOf(base));
        expect(names(graph, range.carries)).toEqual(without(reachable(commits, head), reachable(commits, base)));
        expect(names(graph, range.takesOut)).toEqual(without(reachable(commits, base), reachable(commits, head)));
        expect(range.pending).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is everything reachable where there is no base', () => {
    fc.assert(
      fc.property(anyShuffled, fc.nat(), ({ commits, order }, a) => {
        const head = commits[a % commits.length]!.sha;
        const { graph, generations } = historyOf(order);
        const range = rangeOf(graph, generations, graph.indexOf(head), -1);
        expect(names(graph, range.carries)).toEqual([...reachable(commits, head)].sort());
        expect(range.takesOut).toEqual([]);
      }),
    );
  });

  it('names exactly the unread commits that either side leads to, and no unread commit elsewhere keeps it open', () => {
    fc.assert(
      fc.property(anyShuffled, fc.nat(), fc.nat(), fc.nat(), ({ order }, a, b, drop) => {
        const kept = order.filter((_, n) => n !== drop % order.length);
        fc.pre(kept.length > 0);
        const head = kept[a % kept.length]!.sha;
        const base = kept[b % kept.length]!.sha;
        const { graph, generations } = historyOf(kept);
        const range = rangeOf(graph, generations, graph.indexOf(head), graph.indexOf(base));
        const known = new Set(kept.map((commit) => commit.sha));
        expect(range.pending).toEqual(without(reachable(kept, head, base), known));
        if (range.pending.length > 0) return;
        expect(names(graph, range.carries)).toEqual(without(reachable(kept, head), reachable(kept, base)));
        expect(names(graph, range.takesOut)).toEqual(without(reachable(kept, base), reachable(kept, head)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('what ever stood on a branch', () => {
  type Step = { readonly commit: CommitEdges } | { readonly head: string };

  const anySteps = anyHistory.chain((commits) => {
    const heads = fc.subarray(commits.map((commit) => commit.sha));
    return heads.chain((some) => {
      const steps: Step[] = [...commits.map((commit) => ({ commit })), ...some.map((head) => ({ head }))];
      return fc.shuffledSubarray(steps, { minLength: steps.length }).map((order) => ({ commits, heads: some, order }));
    });
  });

  it('is all that its heads reach, with heads and commits in any order', () => {
    fc.assert(
      fc.property(anySteps, ({ commits, heads, order }) => {
        const graph = new CommitGraph();
        const reach = new Reach(graph);
        for (const step of order) {
          if ('head' in step) {
            reach.addHead(step.head);
            continue;
          }
          graph.add(step.commit.sha, step.commit.parents);
          reach.commitAdded(step.commit.sha);
        }
        const expected = reachable(commits, ...heads);
        for (const { sha: id } of commits) expect(reach.has(graph.indexOf(id))).toBe(expected.has(id));
      }),
    );
  });

  it('does not hold a commit that was never read', () => {
    const { graph } = historyOf([edges(1, 0)]);
    const reach = new Reach(graph);
    reach.addHead(sha(1));
    expect([reach.has(graph.indexOf(sha(1))), reach.has(graph.indexOf(sha(0)))]).toEqual([true, false]);
  });
});
