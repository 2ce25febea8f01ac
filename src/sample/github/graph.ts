import { heapOf } from './heap.js';
import type { Commit, Repository } from './world.js';

/** Commits in one total order: children before parents, else the newest first. `rank` of a sha is its place in it. */
interface Graph {
  readonly order: readonly Commit[];
  readonly rank: ReadonlyMap<string, number>;
}
const graphs = new WeakMap<readonly Commit[], { readonly size: number; readonly graph: Graph; readonly walks: Map<string, Walk> }>();

// One order for the whole repository (0.3 s for 200,000 commits), made again only when commits came; every history and
// comparison is then a walk over a heap of ranks that costs what it yields.
function graphOf(repository: Repository): { graph: Graph; walks: Map<string, Walk> } {
  const known = graphs.get(repository.commits);
  if (known !== undefined && known.size === repository.commits.length) return known;
  const fresh = { size: repository.commits.length, graph: ordered(repository.commits), walks: new Map<string, Walk>() };
  graphs.set(repository.commits, fresh);
  return fresh;
}

function ordered(commits: readonly Commit[]): Graph {
  const place = new Map(commits.map((commit, index) => [commit.sha, index]));
  const parents = commits.map((commit) => commit.parents.flatMap((sha) => place.get(sha) ?? []));
  const times = commits.map((commit) => Date.parse(commit.committedAt));
  const children = new Int32Array(commits.length);
  for (const each of parents) for (const parent of each) children[parent]! += 1;
  const ready = heapOf((a, b) => (times[b] as number) - (times[a] as number) || b - a);
  children.forEach((count, index) => count === 0 && ready.push(index));
  const order: Commit[] = [];
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    order.push(commits[next] as Commit);
    for (const parent of parents[next] as number[]) if (--children[parent]! === 0) ready.push(parent);
  }
  return { order, rank: new Map(order.map((commit, index) => [commit.sha, index])) };
}

/** The history of one commit, newest first, found as far as it was asked for. */
export interface Walk {
  /** The commits from `start` on, at most `count`. */
  page(start: number, count: number): readonly Commit[];
  total(): number;
}

const WALKS_KEPT = 8;

/** `git log` from `head`. Refuses (undefined) a sha that the repository does not have. */
export function historyOf(repository: Repository, head: string): Walk | undefined {
  const { graph, walks } = graphOf(repository);
  const kept = walks.get(head);
  if (kept !== undefined) return kept;
  const start = graph.rank.get(head);
  if (start === undefined) return undefined;
  const walk = walkOf(graph, start);
  const oldest = walks.keys().next().value;
  if (walks.size >= WALKS_KEPT && oldest !== undefined) walks.delete(oldest);
  walks.set(head, walk);
  return walk;
}

function walkOf(graph: Graph, start: number): Walk {
  const found: Commit[] = [];
  const queue = heapOf((a, b) => a - b);
  const seen = new Set([start]);
  queue.push(start);
  const extendTo = (length: number): void => {
    for (let next; found.length < length && (next = queue.pop()) !== undefined;) {
      const commit = graph.order[next] as Commit;
      found.push(commit);
      for (const parent of ranksOf(graph, commit).filter((rank) => !seen.has(rank))) {
        seen.add(parent);
        queue.push(parent);
      }
    }
  };
  return {
    page: (from, count) => {
      extendTo(from + count);
      return found.slice(from, from + count);
    },
    total: () => {
      extendTo(Infinity);
      return found.length;
    },
  };
}

function ranksOf(graph: Graph, commit: Commit): number[] {
  return commit.parents.flatMap((sha) => graph.rank.get(sha) ?? []);
}

const FROM_BASE = 1;
const FROM_HEAD = 2;
const FROM_BOTH = 3;

export interface Comparison {
  /** Reachable from head and not from base, newest first. */
  readonly ahead: readonly Commit[];
  readonly behind: readonly Commit[];
  readonly mergeBase: Commit | null;
}

/** Set walk over both histories that stops where everything left is reachable from both. */
export function comparison(repository: Repository, base: string, head: string): Comparison | undefined {
  const { graph } = graphOf(repository);
  const [from, to] = [graph.rank.get(base), graph.rank.get(head)];
  if (from === undefined || to === undefined) return undefined;
  const marks = new Map<number, number>();
  const queue = heapOf((a, b) => a - b);
  let open = 0;
  const mark = (rank: number, flag: number): void => {
    const old = marks.get(rank);
    const now = (old ?? 0) | flag;
    marks.set(rank, now);
    if (old === undefined) queue.push(rank);
    open += Number(now !== FROM_BOTH) - Number(old !== undefined && old !== FROM_BOTH);
  };
  mark(from, FROM_BASE);
  mark(to, FROM_HEAD);
  const found: { ahead: Commit[]; behind: Commit[]; mergeBase: Commit | null } = { ahead: [], behind: [], mergeBase: null };
  for (let next; (open > 0 || found.mergeBase === null) && (next = queue.pop()) !== undefined;) {
    const commit = graph.order[next] as Commit;
    const flag = marks.get(next) as number;
    if (flag !== FROM_BOTH) open -= 1;
    if (flag === FROM_BOTH) found.mergeBase ??= commit;
    else if (flag === FROM_HEAD) found.ahead.push(commit);
    else found.behind.push(commit);
    for (const parent of ranksOf(graph, commit)) mark(parent, flag);
  }
  return found;
}
