import type { History } from './contents.js';
import type { CommitFacts, PullRequestFacts } from './facts.js';
import { rangeOf } from './range.js';

export interface BroughtIn {
  /** By commit: the merged pull requests as which, or through which, it came. */
  readonly byCommit: ReadonlyMap<string, readonly string[]>;
  /** By commit: those that the platform names for it, and of which it is not known whether it came through them. */
  readonly perhaps: ReadonlyMap<string, readonly string[]>;
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

type Tie = { readonly method: 'RELATION' | 'ANCESTRY'; readonly place: string };

/**
 * Which merged pull requests brought the carried commits in: the merge, squash or last rebased commit by the
 * platform's own word; what a merge commit joined by ancestry; the other rebased commits by the platform's
 * association. Pull requests of another repository bring nothing in.
 */
export function broughtIn({ carries, repository, pulls, commits, history }: Carried): BroughtIn {
  const carried = new Set(carries);
  const byCommit = new Map<string, string[]>();
  const perhaps = new Map<string, string[]>();
  const tied = new Map<string, Tie>();
  const tie = (sha: string, pull: PullRequestFacts, how: Tie): void => {
    const list = byCommit.get(sha) ?? [];
    if (!list.includes(pull.pullRequest)) byCommit.set(sha, [...list, pull.pullRequest].sort());
    if (!tied.has(pull.pullRequest) || how === AS_MERGE_COMMIT) tied.set(pull.pullRequest, how);
  };
  const merged = pulls.filter((pull) => pull.repository === repository && pull.mergeCommit !== null);
  for (const pull of merged) {
    for (const sha of landedWith(pull, history)) {
      if (carried.has(sha)) tie(sha, pull, sha === pull.mergeCommit ? AS_MERGE_COMMIT : THROUGH_MERGE_COMMIT);
    }
  }
  const byName = new Map(merged.map((pull) => [pull.pullRequest, pull]));
  for (const sha of carries) {
    for (const name of commits.get(sha)?.associated ?? []) {
      const pull = byName.get(name);
      const landed = pull ? landedBeside(sha, pull, history) : 'NO';
      if (pull && landed === 'YES') tie(sha, pull, ASSOCIATED);
      if (landed === 'UNKNOWN') perhaps.set(sha, [...(perhaps.get(sha) ?? []), name]);
    }
  }
  return { byCommit, perhaps, pulls: tied };
}

const AS_MERGE_COMMIT: Tie = { method: 'RELATION', place: 'merge_commit' };
const THROUGH_MERGE_COMMIT: Tie = { method: 'ANCESTRY', place: 'merge_commit' };
const ASSOCIATED: Tie = { method: 'RELATION', place: 'associated' };

/** What came in with the merge commit itself: its own commits after a fast-forward, what it joined as a merge. */
function landedWith(pull: PullRequestFacts, { graph, generations }: History): readonly string[] {
  const landed = [pull.mergeCommit ?? ''];
  const forwarded = pull.heads.find((head) => head.head === pull.mergeCommit);
  // The head itself may be a merge of the target branch; what that joined was on the target before.
  if (forwarded) return landed.concat(forwarded.commits ?? []);
  const merge = graph.indexOf(landed[0]!);
  const first = merge < 0 || graph.parentCount(merge) < 2 ? -1 : graph.parent(merge, 0);
  if (first < 0) return landed;
  for (let nth = 1; nth < graph.parentCount(merge); nth++) {
    const other = graph.parent(merge, nth);
    if (other >= 0) landed.push(...rangeOf(graph, generations, other, first).carries.map((index) => graph.shaOf(index)));
  }
  return landed;
}

/**
 * The platform also names the pull request for the commits of its branch. After a squash or a rebase these are not
 * what landed, and a merge joined what ancestry says: one that is on the target all the same came there in another way.
 */
function landedBeside(sha: string, pull: PullRequestFacts, { graph }: History): 'YES' | 'NO' | 'UNKNOWN' {
  if (sha === pull.mergeCommit || pull.heads.some((head) => head.head === pull.mergeCommit)) return 'YES';
  // Its own commit landed through its merge, which is not carried here, or not at all: whichever way it was merged.
  if (pull.heads.some((head) => head.commits?.includes(sha))) return 'NO';
  const merge = graph.indexOf(pull.mergeCommit ?? '');
  if (merge < 0) return 'UNKNOWN';
  if (graph.parentCount(merge) > 1) return 'NO';
  const wholeList = pull.heads.some((head) => head.commits !== null && !head.cut && head.head === (pull.mergeHead ?? head.head));
  return wholeList ? 'YES' : 'UNKNOWN';
}
