/** What a commit message says of other commits and pull requests; all of it claims of its author. */
export interface MessageFacts {
  /** 0: no revert; odd: a revert; even: what brings a reverted commit back. */
  readonly revertDepth: number;
  /** The commit that the body names as reverted; only where the subject says revert, too. */
  readonly reverts: string | null;
  /** `owner/name` and number of the pull request that GitHub's own revert button names. */
  readonly revertsPull: { readonly repository: string; readonly number: string } | null;
  /** By `git cherry-pick -x`, one for each time the commit was picked on. */
  readonly pickedFrom: readonly string[];
  /** The `(#12)` that a squash or merge puts at the end of the subject. */
  readonly pullNumber: string | null;
}

const REVERTS = /^This reverts commit ([0-9a-f]{64}|[0-9a-f]{40})\b/m;
const REVERTS_PULL = /^Reverts ([\w.-]+\/[\w.-]+)#([1-9]\d{0,9})\b/m;
const PICKED = /^\(cherry picked from commit ([0-9a-f]{64}|[0-9a-f]{40})\)[ \r]*$/gm;

export function readMessage(message: string): MessageFacts {
  const subject = (message.split('\n', 1)[0] ?? '').trim();
  const revertDepth = depthOf(subject);
  const pull = revertDepth > 0 ? REVERTS_PULL.exec(message) : null;
  return {
    revertDepth,
    // A squashed pull request can carry the line by accident (18F/identity-idp #7818): the subject must agree.
    reverts: revertDepth > 0 ? (REVERTS.exec(message)?.[1] ?? null) : null,
    revertsPull: pull?.[1] && pull[2] ? { repository: pull[1], number: pull[2] } : null,
    pickedFrom: [...new Set([...message.matchAll(PICKED)].map((match) => match[1] ?? ''))],
    pullNumber: /\(#([1-9]\d{0,9})\)$/.exec(subject)?.[1] ?? null,
  };
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
