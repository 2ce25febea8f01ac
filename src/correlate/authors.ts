import type { History } from './contents.js';
import type { CommitFacts, PullRequestFacts } from './facts.js';

export interface Authorship {
  /** Opener, authors and pushers, as far as the platform resolves them. */
  readonly persons: ReadonlySet<string>;
  /** Why somebody may be missing, as sentences; empty when nobody is. */
  readonly unknown: readonly string[];
}

/**
 * Who wrote a pull request: its opener, the authors of its commits, who pushed them. A merge of the target branch
 * makes nobody an author (`controls.md`, Terms: Same person).
 */
export function authorsOf(pull: PullRequestFacts, commits: ReadonlyMap<string, CommitFacts>, history: History | null): Authorship {
  const persons = new Set<string>();
  const unknown: string[] = [];
  if (pull.opener !== null) persons.add(pull.opener);
  else unknown.push('who opened it is not known');
  const listed = pull.heads.find((head) => head.head === pull.mergeHead) ?? pull.heads.find((head) => head.commits !== null);
  if (!listed?.commits) unknown.push('its commits were not read');
  if (listed?.cut) unknown.push('the platform cut the list of its commits');
  const own = listed?.commits ?? [];
  for (const { sha, pusher } of pull.pushes) {
    if (!isUpdateFromTarget(sha, own, pull, history)) persons.add(pusher);
  }
  for (const sha of own) {
    if (isUpdateFromTarget(sha, own, pull, history)) continue;
    const commit = commits.get(sha);
    if (!commit) unknown.push(`commit ${sha.slice(0, 12)} of it was not read`);
    else if (commit.unresolvedAuthor) unknown.push(`the author of commit ${sha.slice(0, 12)} is no account of the platform`);
    for (const author of commit?.authors ?? []) persons.add(author);
  }
  return { persons, unknown };
}

/** A merge that brings the target branch into the pull request's: its later parents are none of the pull request's commits. */
function isUpdateFromTarget(sha: string, own: readonly string[], pull: PullRequestFacts, history: History | null): boolean {
  if (!history || pull.mergeCommit === null) return false;
  const { graph } = history;
  const index = graph.indexOf(sha);
  if (index < 0 || graph.parentCount(index) < 2) return false;
  for (let nth = 1; nth < graph.parentCount(index); nth++) {
    const parent = graph.parent(index, nth);
    const parentSha = parent < 0 ? graph.pendingSha(parent) : graph.shaOf(parent);
    if (own.includes(parentSha)) return false;
  }
  return true;
}
