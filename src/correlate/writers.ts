import { authorsOf } from './authors.js';
import { type History, isMerge } from './contents.js';
import type { CommitFacts, PullRequestFacts } from './facts.js';

/** Who wrote what. */
export interface WrittenBy {
  readonly persons: ReadonlySet<string>;
  readonly unknown: readonly string[];
}

/** Authors of these commits, openers, authors and pushers of these pull requests, and whoever started the deployment. */
export function writersOf(
  shas: readonly string[],
  pulls: readonly PullRequestFacts[],
  commits: ReadonlyMap<string, CommitFacts>,
  { history, starter }: { readonly history: History | null; readonly starter: string | null },
): WrittenBy {
  const persons = new Set(starter === null ? [] : [starter]);
  const unknown: string[] = [];
  for (const pull of pulls) {
    const authorship = authorsOf(pull, commits, history);
    authorship.persons.forEach((person) => persons.add(person));
    unknown.push(...authorship.unknown);
  }
  // What a merge joined has authors of its own; the merge itself makes nobody one.
  for (const sha of shas.filter((each) => !isMerge(each, history))) {
    const commit = commits.get(sha);
    if (!commit) unknown.push(`commit ${sha.slice(0, 12)} was not read`);
    else if (commit.unresolvedAuthor) unknown.push(`the author of commit ${sha.slice(0, 12)} is no account of the platform`);
    commit?.authors.forEach((person) => persons.add(person));
  }
  return { persons, unknown: [...new Set(unknown)].sort() };
}
