import type { CommitFacts } from './facts.js';

/** A revert of a revert of … is looked through so often. */
export const DEEPEST_REVERT = 10;

const WHOLE = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** What a commit says it reverts, by its whole id; null where it says nothing, or cuts the id. */
export function revertedBy(sha: string, commits: ReadonlyMap<string, Pick<CommitFacts, 'reverts'>>): string | null {
  const reverts = commits.get(sha)?.reverts ?? null;
  return reverts !== null && WHOLE.test(reverts) && reverts !== sha ? reverts : null;
}

/** What these commits revert, and what that reverts in turn, beside themselves; as far as the commits are known. */
export function revertedFrom(shas: readonly string[], commits: ReadonlyMap<string, Pick<CommitFacts, 'reverts'>>): readonly string[] {
  const found = new Set<string>();
  let last = shas;
  for (let depth = 0; depth < DEEPEST_REVERT && last.length > 0; depth++) {
    last = last.flatMap((sha) => revertedBy(sha, commits) ?? []).filter((sha) => !found.has(sha));
    for (const sha of last) found.add(sha);
  }
  const own = new Set(shas);
  return [...found].filter((sha) => !own.has(sha)).sort();
}

/**
 * The commit whose change is gone when this one is: to take out the revert of a revert is to take out, again, what the
 * first one had. What is gone with it is no revert of it any more.
 */
export function goneWith(
  sha: string,
  gone: ReadonlySet<string>,
  commits: ReadonlyMap<string, Pick<CommitFacts, 'reverts'>>,
  depth = 0,
): string {
  const revert = revertedBy(sha, commits);
  const first = revert === null || gone.has(revert) || depth >= DEEPEST_REVERT ? null : revertedBy(revert, commits);
  return first === null ? sha : goneWith(first, gone, commits, depth + 1);
}
