import type { Things } from './things.js';

// Which commits lead where (controls.md, Terms: Carries, Change), each question asked anew and nothing remembered but what can be reached.

export type Reach = (sha: string | null) => ReadonlySet<string> | null;

/** All that can be reached from a commit, itself included; null where a commit of it is not known. */
export function reachIn({ commits }: Things): Reach {
  const known = new Map<string, ReadonlySet<string> | null>();
  const walk = (from: string): ReadonlySet<string> | null => {
    const found = new Set<string>();
    const left = [from];
    for (let sha = left.pop(); sha !== undefined; sha = left.pop()) {
      if (found.has(sha)) continue;
      const commit = commits.get(sha);
      if (commit === undefined) return null;
      found.add(sha);
      left.push(...commit.parents);
    }
    return found;
  };
  return (sha) => {
    if (sha === null) return new Set();
    if (!known.has(sha)) known.set(sha, walk(sha));
    return known.get(sha) ?? null;
  };
}

export function without(all: ReadonlySet<string>, some: ReadonlySet<string>): readonly string[] {
  return [...all].filter((one) => !some.has(one)).sort();
}

/** The merged pull requests as which, or through which, each commit came into its repository. */
export function broughtInBy({ commits, pulls }: Things, reach: Reach): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (sha: string, pull: string) => void found.set(sha, [...new Set([...(found.get(sha) ?? []), pull])]);
  for (const pull of pulls.values()) {
    const merge = commits.get(pull.mergeCommit ?? '');
    if (pull.merged === null || merge === undefined) continue;
    add(merge.sha, pull.ref);
    const [first = null, ...others] = merge.parents;
    // A merge: what it joined. Its head itself: its own commits. Squashed or rebased: what the platform names, and is none of its branch.
    for (const other of others) for (const sha of without(reach(other) ?? new Set(), reach(first) ?? new Set())) add(sha, pull.ref);
    if (pull.heads.has(merge.sha)) for (const sha of pull.commits) add(sha, pull.ref);
    else if (others.length === 0)
      for (const { sha, pulls: named } of commits.values()) if (named.has(pull.ref) && !pull.commits.has(sha)) add(sha, pull.ref);
  }
  return found;
}

/** The tickets that each commit leads to: named by itself, by a pull request that brought it in, or by a commit of that. */
export function ticketsOf(things: Things, broughtIn: ReadonlyMap<string, readonly string[]>): (sha: string) => ReadonlySet<string> {
  const byKey = new Map([...things.tickets.values()].map(({ key, ref }) => [key, ref]));
  return (sha) => {
    const keys = new Set(things.commits.get(sha)?.keys);
    for (const name of broughtIn.get(sha) ?? []) {
      const pull = things.pulls.get(name);
      for (const key of pull?.keys ?? []) keys.add(key);
      for (const own of pull?.commits ?? []) for (const key of things.commits.get(own)?.keys ?? []) keys.add(key);
    }
    return new Set([...keys].flatMap((key) => byKey.get(key) ?? []));
  };
}

/** Commits of a range that a revert in the same range undoes, with what a reverted merge brought in, and these reverts: nothing of them arrives. */
export function undoneIn(carries: readonly string[], { commits, pulls }: Things, broughtIn: ReadonlyMap<string, readonly string[]>) {
  const undone = new Set<string>();
  for (const sha of carries) {
    const target = commits.get(sha)?.reverts ?? null;
    if (target === null || !carries.includes(target)) continue;
    if (carries.some((other) => commits.get(other)?.reverts === sha)) throw new Error('These loops know no revert of a revert.');
    undone.add(sha).add(target);
    const through = (one: string) => (broughtIn.get(one) ?? []).some((name) => pulls.get(name)?.mergeCommit === target);
    if ((commits.get(target)?.parents.length ?? 0) > 1) for (const one of carries) if (through(one)) undone.add(one);
  }
  return undone;
}
