import { comparison } from './graph.js';
import type { Commit, CommitFile, Repository } from './world.js';

/** What these commits change together, each path once, in order; null where it is not known of one of them. */
export function diffOf(commits: readonly Commit[]): readonly CommitFile[] | null {
  const found = new Map<string, CommitFile>();
  for (const { files } of [...commits].reverse()) {
    if (files === undefined) return null;
    for (const file of files) found.set(file.path, file);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What a commit has otherwise than its first parent: of a merge, all that it joined. */
export function filesOfCommit(repository: Repository, commit: Commit): readonly CommitFile[] | null {
  const [first] = commit.parents;
  const ahead = first === undefined || commit.parents.length < 2 ? [commit] : comparison(repository, first, commit.sha)?.ahead;
  return diffOf(ahead ?? [commit]);
}
