import type { CommitFacts } from './facts.js';

/** What carried commits are undone in the range that carries them: what is undone, and the reverts that only do that. */
export interface Undone {
  /** Commits whose change does not reach the environment with this deployment. */
  readonly cancelled: ReadonlySet<string>;
  /** Commits before the range whose change a carried revert takes out. */
  readonly takenOut: ReadonlySet<string>;
}

/**
 * A carried revert undoes its commit when both are in one range; a revert of the revert restores it (`controls.md`,
 * Terms: Carries). `broughtBy` names the carried commits that a merge commit brought in: to revert it reverts them.
 */
export function undoneIn(
  carries: readonly string[],
  commits: ReadonlyMap<string, CommitFacts>,
  broughtBy: (merge: string) => readonly string[],
): Undone {
  const carried = new Set(carries);
  const revertsOf = new Map<string, string[]>();
  for (const sha of carries) {
    const target = targetOf(commits.get(sha)?.reverts ?? null, carried);
    if (target !== null) revertsOf.set(target, [...(revertsOf.get(target) ?? []), sha]);
  }
  const known = new Map<string, boolean>();
  // A commit stands unless a revert that stands itself undoes it; a message cannot name a later commit, so there is no circle but a forged one.
  const stands = (sha: string): boolean => {
    const before = known.get(sha);
    if (before !== undefined) return before;
    known.set(sha, true);
    const answer = !(revertsOf.get(sha) ?? []).some(stands);
    known.set(sha, answer);
    return answer;
  };
  const cancelled = new Set<string>();
  const takenOut = new Set<string>();
  for (const [target, reverts] of revertsOf) {
    const standing = reverts.filter(stands);
    if (!carried.has(target)) {
      if (standing.length > 0) takenOut.add(target);
      continue;
    }
    for (const revert of reverts) cancelled.add(revert);
    if (standing.length > 0) for (const sha of [target, ...broughtBy(target)]) cancelled.add(sha);
  }
  return { cancelled, takenOut };
}

/** A message may cut the sha that it names. */
function targetOf(reverts: string | null, carried: ReadonlySet<string>): string | null {
  if (reverts === null || reverts.length === 40) return reverts;
  return [...carried].find((sha) => sha.startsWith(reverts)) ?? reverts;
}
