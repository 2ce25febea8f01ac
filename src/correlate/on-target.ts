import type { History } from './contents.js';
import type { PullRequestFacts } from './facts.js';

/**
 * The commits that the platform lists for the merged head of a pull request, without those that stood on its target before
 * it was merged: a list is not made anew when the target moves, and what came in another way says nothing of this one.
 */
export function ownCommits(pull: PullRequestFacts, history: History): readonly string[] {
  const listed = pull.heads.filter(({ head }) => head === (pull.mergeHead ?? head)).flatMap(({ commits }) => commits ?? []);
  return withoutThoseBefore(pull, [...new Set(listed)], history);
}

/** Of listed commits, those that did not stand on the target before the pull request was merged. */
export function withoutThoseBefore(pull: PullRequestFacts, listed: readonly string[], history: History): readonly string[] {
  const { graph } = history;
  const merge = graph.indexOf(pull.mergeCommit ?? '');
  // After a fast-forward what stands before the merge commit are the pull request's own commits.
  if (merge < 0 || graph.parentCount(merge) === 0 || listed.includes(graph.shaOf(merge))) return listed;
  const before = reachableAmong(
    history,
    graph.parent(merge, 0),
    listed.map((sha) => graph.indexOf(sha)),
  );
  return listed.filter((sha) => !before.has(graph.indexOf(sha)));
}

/**
 * Which of the commits are reachable from the head, as indices; negative ones were not read, and are not. With generation
 * numbers the walk ends below the oldest of them.
 */
export function reachableAmong({ graph, generations }: History, head: number, among: readonly number[]): ReadonlySet<number> {
  const wanted = new Set(among.filter((index) => index >= 0));
  const found = new Set<number>();
  if (head < 0 || wanted.size === 0) return found;
  const numbers = generations.current();
  const lowest = numbers ? Math.min(...[...wanted].map((index) => numbers[index]!)) : 0;
  const seen = new Uint8Array(graph.size);
  const stack = [head];
  for (let index = stack.pop(); index !== undefined && found.size < wanted.size; index = stack.pop()) {
    if (index < 0 || seen[index] === 1 || (numbers && numbers[index]! < lowest)) continue;
    seen[index] = 1;
    if (wanted.has(index)) found.add(index);
    for (let nth = 0; nth < graph.parentCount(index); nth++) stack.push(graph.parent(index, nth));
  }
  return found;
}
