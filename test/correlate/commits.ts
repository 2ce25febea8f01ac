import fc from 'fast-check';
import { CommitGraph, type CommitEdges, Generations, type History } from '../../src/correlate/index.js';

/** The id of the nth commit; ids do not sort in the order of the history. */
export function sha(n: number): string {
  return (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').repeat(5);
}

export function edges(n: number, ...parents: readonly number[]): CommitEdges {
  return { sha: sha(n), parents: parents.map(sha) };
}

export function historyOf(commits: readonly CommitEdges[]): History {
  const graph = new CommitGraph();
  for (const commit of commits) graph.add(commit.sha, commit.parents);
  return { graph, generations: new Generations(graph) };
}

/** Histories with several roots, merges and octopus merges; commit n has parents below n. */
export const anyHistory: fc.Arbitrary<readonly CommitEdges[]> = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 30 })
  .map((rows) => rows.map((picks, n) => edges(n, ...new Set(n === 0 ? [] : picks.map((pick) => pick % n)))));

export interface Shuffled {
  readonly commits: readonly CommitEdges[];
  /** The same in any order. */
  readonly order: readonly CommitEdges[];
}

export const anyShuffled: fc.Arbitrary<Shuffled> = anyHistory.chain((commits) =>
  fc.shuffledSubarray([...commits], { minLength: commits.length }).map((order) => ({ commits, order })),
);

/** Everything reachable from the head, by sets of ids alone; parents that no commit has are in it too. */
export function reachable(commits: readonly CommitEdges[], ...heads: readonly string[]): ReadonlySet<string> {
  const parents = new Map(commits.map((commit) => [commit.sha, commit.parents]));
  const seen = new Set<string>();
  const visit = (at: string): void => {
    if (seen.has(at)) return;
    seen.add(at);
    parents.get(at)?.forEach(visit);
  };
  heads.forEach(visit);
  return seen;
}

export function without(all: ReadonlySet<string>, taken: ReadonlySet<string>): readonly string[] {
  return [...all].filter((one) => !taken.has(one)).sort();
}
