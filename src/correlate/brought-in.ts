import type { History } from './contents.js';
import type { CommitFacts, PullRequestFacts } from './facts.js';
import { rangeOf } from './range.js';

export interface BroughtIn {
  /** By commit: the merged pull requests as which, or through which, it came. */
  readonly byCommit: ReadonlyMap<string, readonly string[]>;
  /** The carried pull requests with how each is tied to the deployment. */
  readonly pulls: ReadonlyMap<string, { readonly method: 'RELATION' | 'ANCESTRY'; readonly place: string }>;
}

/** The commits that a deployment carries, with what is known about them. */
export interface Carried {
  readonly carries: readonly string[];
  readonly repository: string;
  readonly pulls: readonly PullRequestFacts[];
  readonly commits: ReadonlyMap<string, CommitFacts>;
  readonly history: History;
}

/**
 * Which merged pull requests brought the carried commits in: the merge, squash or last rebased commit by the
 * platform's own word; what a merge commit joined by ancestry; the other rebased commits by the platform's
 * association. Pull requests of another repository bring nothing in.
 */
export function broughtIn({ carries, repository, pulls, commits, history }: Carried): BroughtIn {
  const carried = new Set(carries);
  const byCommit = new Map<string, string[]>();
  const tied = new Map<string, { method: 'RELATION' | 'ANCESTRY'; place: string }>();
  const tie = (sha: string, pull: string): void => {
    const list = byCommit.get(sha) ?? [];
    if (!list.includes(pull)) byCommit.set(sha, [...list, pull].sort());
  };
  for (const pull of pulls) {
    if (pull.repository !== repository || pull.mergeCommit === null) continue;
    const joined = joinedBy(pull.mergeCommit, history).filter((sha) => carried.has(sha));
    for (const sha of joined) tie(sha, pull.pullRequest);
    if (carried.has(pull.mergeCommit)) tied.set(pull.pullRequest, { method: 'RELATION', place: 'merge_commit' });
    else if (joined.length > 0) tied.set(pull.pullRequest, { method: 'ANCESTRY', place: 'merge_commit' });
  }
  const merged = new Map(pulls.filter((pull) => pull.repository === repository).map((pull) => [pull.pullRequest, pull]));
  for (const sha of carries) {
    for (const name of commits.get(sha)?.associated ?? []) {
      const pull = merged.get(name);
      if (!pull || !landedAs(sha, pull, history)) continue;
      tie(sha, name);
      if (!tied.has(name)) tied.set(name, { method: 'RELATION', place: 'associated' });
    }
  }
  return { byCommit, pulls: tied };
}

/** The merge commit and what it joined: everything its later parents have and its first has not. */
function joinedBy(mergeCommit: string, { graph, generations }: History): readonly string[] {
  const merge = graph.indexOf(mergeCommit);
  if (merge < 0 || graph.parentCount(merge) < 2) return [mergeCommit];
  const first = graph.parent(merge, 0);
  const joined = [mergeCommit];
  for (let nth = 1; nth < graph.parentCount(merge); nth++) {
    const other = graph.parent(merge, nth);
    if (other < 0 || first < 0) continue;
    joined.push(...rangeOf(graph, generations, other, first).carries.map((index) => graph.shaOf(index)));
  }
  return joined;
}

/**
 * The platform also names the pull request for the commits of its branch. After a squash or a rebase these are not
 * what landed; if one of them is on the branch all the same, it came there in another way.
 */
function landedAs(sha: string, pull: PullRequestFacts, { graph }: History): boolean {
  if (pull.mergeCommit === null) return false;
  if (sha === pull.mergeCommit) return true;
  const merge = graph.indexOf(pull.mergeCommit);
  const joinsBranch = merge >= 0 && graph.parentCount(merge) > 1;
  const isBranchHead = pull.heads.some((head) => head.head === pull.mergeCommit);
  const ofBranch = pull.heads.some((head) => head.commits?.includes(sha));
  return !ofBranch || joinsBranch || isBranchHead;
}
