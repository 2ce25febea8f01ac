import { isUpdateFromTarget, parentSha } from './authors.js';
import type { History } from './contents.js';
import type { PullRequestFacts, PullRequestHead } from './facts.js';
import type { Truth } from './truth.js';

/**
 * Whether a review of this commit saw the head that was merged: the commit itself, or what nothing but merges of the
 * target branch made of it (`controls.md`, `stale-review`). UNKNOWN where head, list or commits were not read.
 */
export function sawMergedHead(reviewed: string | null, pull: PullRequestFacts, history: History | null): Truth {
  if (reviewed === null || pull.mergeHead === null) return 'UNKNOWN';
  const merged = pull.heads.find((head) => head.head === pull.mergeHead);
  let at = pull.mergeHead;
  while (at !== reviewed) {
    const isUpdate = isUpdateOf(at, merged, history);
    if (isUpdate !== 'YES' || history === null) return isUpdate;
    at = parentSha(history.graph.indexOf(at), 0, history);
  }
  return 'YES';
}

function isUpdateOf(sha: string, merged: PullRequestHead | undefined, history: History | null): Truth {
  const index = history?.graph.indexOf(sha) ?? -1;
  if (history === null || index < 0) return 'UNKNOWN';
  if (history.graph.parentCount(index) < 2) return 'NO';
  if (!isUpdateFromTarget(sha, new Set(merged?.commits), history)) return 'NO';
  // What it merges may be a commit of the pull request that the list does not show.
  return !merged?.commits || merged.cut ? 'UNKNOWN' : 'YES';
}
