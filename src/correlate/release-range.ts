import type { Instant } from '#contract';
import type { History } from './contents.js';
import { reachableAmong } from './on-target.js';
import { rangeOf } from './range.js';

/** A published release with the commit of its tag. */
export interface ReleaseFacts {
  readonly release: string;
  /** Null while its tag is not read. */
  readonly sha: string | null;
  readonly publishedAt: Instant | null;
  readonly prerelease: boolean;
}

/** What a release groups: the commits between its tag and the release before it on the same line. */
export interface ReleaseRange {
  readonly release: string;
  readonly sha: string | null;
  readonly base: string | null;
  readonly relation: 'FIRST' | 'FORWARD' | 'UNDECIDED';
  readonly carries: readonly string[];
  readonly undecided: readonly string[];
}

/** A first release groups no more than this: what it would group is the whole history before the hub knew of releases. */
const MOST_OF_FIRST = 10_000;

/**
 * What each of the `wanted` releases of one repository groups. The release before is the first on the line of first parents; without
 * one, the nearest whose commit is an ancestor, by generation (git ancestry, never time); a pre-release comes before pre-releases only. Decided once every parent in
 * the history was read, so that the order in which commits come changes nothing.
 */
export function releaseRanges(all: readonly ReleaseFacts[], wanted: ReadonlySet<string>, history: History): readonly ReleaseRange[] {
  const numbers = history.generations.current();
  const placed = all
    .map((facts) => ({ facts, index: history.graph.indexOf(facts.sha ?? '') }))
    .filter(({ index }) => index >= 0)
    .sort((a, b) => (numbers ? numbers[b.index]! - numbers[a.index]! : 0) || newestFirst(a.facts, b.facts));
  return all
    .filter(({ release }) => wanted.has(release))
    .map((facts) => {
      if (facts.sha === null) return undecided(facts, 'Its tag was not read yet.');
      if (numbers === null) return undecided(facts, 'The history of its repository was not read whole yet.');
      const at = placed.findIndex((one) => one.facts === facts);
      if (at < 0) return undecided(facts, 'The commit of its tag was not read yet.');
      const before = placed.slice(at + 1).filter((one) => facts.prerelease || !one.facts.prerelease);
      return rangeBetween(facts, before, history);
    });
}

interface Placed {
  readonly facts: ReleaseFacts;
  readonly index: number;
}

/** `before`: releases that may come before it, the nearest first. */
function rangeBetween(facts: ReleaseFacts, before: readonly Placed[], history: History): ReleaseRange {
  const { graph, generations } = history;
  const head = graph.indexOf(facts.sha ?? '');
  const base = onLine(head, before, history) ?? before.find(({ index }) => reachableAmong(history, head, [index]).has(index));
  const carries = rangeOf(graph, generations, head, base?.index ?? -1).carries;
  const common = { release: facts.release, sha: facts.sha, base: base?.facts.release ?? null };
  if (!base && carries.length > MOST_OF_FIRST) {
    const sentence = `It is the first known release of its line, on ${carries.length} commits: only its own is counted.`;
    return { ...common, relation: 'FIRST', carries: [facts.sha ?? ''], undecided: [sentence] };
  }
  return { ...common, relation: base ? 'FORWARD' : 'FIRST', carries: carries.map((index) => graph.shaOf(index)).sort(), undecided: [] };
}

/** The line of a branch is that of first parents: what it merged from another comes second. */
function onLine(head: number, before: readonly Placed[], { graph }: History): Placed | undefined {
  const at = new Map([...before].reverse().map((one) => [one.index, one]));
  for (let index = head; ; index = graph.parent(index, 0)) {
    const found = at.get(index);
    if (found || graph.parentCount(index) === 0) return found;
  }
}

function undecided({ release, sha }: ReleaseFacts, sentence: string): ReleaseRange {
  return { release, sha, base: null, relation: 'UNDECIDED', carries: [], undecided: [sentence] };
}

/** Two releases of one commit: the one that was published later comes later. */
function newestFirst(a: ReleaseFacts, b: ReleaseFacts): number {
  const [left, right] = [`${a.publishedAt ?? ''} ${a.release}`, `${b.publishedAt ?? ''} ${b.release}`];
  return left < right ? 1 : left > right ? -1 : 0;
}
