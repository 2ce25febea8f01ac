/** What a commit message says of other commits and merge requests; all of it claims of its author. */
export interface MessageFacts {
  /** 0: no revert; odd: a revert; even: what brings a reverted commit back. */
  readonly revertDepth: number;
  /** The commit that the body names as reverted; only where the subject says revert, too. */
  readonly reverts: string | null;
  /** The merge request that GitLab's own revert button names. */
  readonly revertsMergeRequest: Named | null;
  /** By `git cherry-pick -x`, one for each time the commit was picked on. */
  readonly pickedFrom: readonly string[];
  /** The last line of GitLab's merge commits, `See merge request acme/pay!12`. */
  readonly mergeRequest: Named | null;
}

/** `project` is null for `!12`: that of the commit. */
export interface Named {
  readonly project: string | null;
  readonly number: string;
}

const REVERTS = /^This reverts commit ([0-9a-f]{64}|[0-9a-f]{40})\b/m;
const REVERTS_MERGE_REQUEST = /^This reverts merge request ([\w./-]*)!([1-9]\d{0,9})\b/m;
const SEE = /^See merge request ([\w./-]*)!([1-9]\d{0,9})\s*$/m;
const PICKED = /^\(cherry picked from commit ([0-9a-f]{64}|[0-9a-f]{40})\)[ \r]*$/gm;

export function readMessage(message: string): MessageFacts {
  const subject = (message.split('\n', 1)[0] ?? '').trim();
  const revertDepth = depthOf(subject);
  const isRevert = revertDepth > 0;
  return {
    revertDepth,
    // A squash can carry the line by accident: the subject must agree.
    reverts: isRevert ? (REVERTS.exec(message)?.[1] ?? null) : null,
    revertsMergeRequest: isRevert ? namedIn(REVERTS_MERGE_REQUEST, message) : null,
    pickedFrom: [...new Set([...message.matchAll(PICKED)].map((match) => match[1] ?? ''))],
    mergeRequest: namedIn(SEE, message),
  };
}

function namedIn(pattern: RegExp, message: string): Named | null {
  const found = pattern.exec(message);
  return found?.[2] ? { project: found[1] || null, number: found[2] } : null;
}

/** Counts `Revert "` as one and `Reapply "` (git from 2.43 on) as two: the revert of a revert. */
function depthOf(subject: string): number {
  let rest = subject;
  let depth = 0;
  for (;;) {
    const match = /^(Revert|Reapply) "/.exec(rest);
    if (!match) return depth;
    depth += match[1] === 'Revert' ? 1 : 2;
    rest = rest.slice(match[0].length);
  }
}
