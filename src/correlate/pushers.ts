import type { History } from './contents.js';
import type { PushFacts } from './facts.js';
import { rangeOf } from './range.js';

/** By commit, who pushed it, to whatever branch: a push brings what its end reaches and its beginning does not. */
export function pushersOf(
  pushes: readonly PushFacts[],
  carries: readonly string[],
  { graph, generations }: History,
): ReadonlyMap<string, readonly string[]> {
  const carried = new Set(carries);
  const found = new Map<string, string[]>();
  for (const { sha, before, pusher } of pushes) {
    const [to, from] = [graph.indexOf(sha), graph.indexOf(before)];
    // Of the first push of a branch it is not known what was new.
    const brought = to < 0 || from < 0 ? [sha] : rangeOf(graph, generations, to, from).carries.map((index) => graph.shaOf(index));
    for (const one of brought) {
      if (carried.has(one)) found.set(one, [...(found.get(one) ?? []), pusher]);
    }
  }
  return found;
}
