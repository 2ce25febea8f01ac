import type { Commit } from '../github/world.js';
import { NO_COMMIT } from '../github/world.js';
import type { CommitRow, PullCommitRow, PullEntry, Rows } from './rows.js';
import { BadHistory } from './rows.js';

/** The commits of the default branch, then those of the pull requests' branches that never came onto it. */
export function commitsOf(rows: Rows): Commit[] {
  const merged = pullsBySha(rows, ({ state }) => state === 'merged');
  const mainline = rows.commits.map((row) => mainlineCommit(row, merged.get(row.sha) ?? []));
  const known = new Set(mainline.map(({ sha }) => sha));
  // GitHub associates a commit that is not on the default branch with merged and open pull requests, not with closed ones.
  const shown = pullsBySha(rows, ({ state }) => state !== 'closed_or_unmerged');
  const branches: Commit[] = [];
  for (const row of rows.pullCommits) {
    if (known.has(row.sha)) continue;
    known.add(row.sha);
    branches.push(branchCommit(row, shown.get(row.sha) ?? []));
  }
  return [...mainline, ...branches];
}

// People are hashes in the folder, so the platform resolves no account for any of them.
const NOBODY = { author: null, committer: null } as const;

// A commit of the default branch is associated with the merged pull request that introduced it: the one that the folder
// names, and the one whose branch it was on.
function mainlineCommit(row: CommitRow, merged: readonly number[]): Commit {
  return {
    sha: row.sha,
    tree: row.tree,
    parents: row.parents,
    message: row.body === '' ? row.subject : `${row.subject}\n\n${row.body}`,
    authoredAt: row.author_time,
    committedAt: row.commit_time,
    ...NOBODY,
    pulls: [...new Set([...(row.pr_number === null ? [] : [row.pr_number]), ...merged])],
  };
}

// The folder has no tree for these: git's own null id stands for "unknown". Of the message it has the subject.
function branchCommit(row: PullCommitRow, pulls: readonly number[]): Commit {
  return {
    sha: row.sha,
    tree: NO_COMMIT,
    parents: row.parents,
    message: row.subject,
    authoredAt: row.author_time,
    committedAt: row.commit_time,
    ...NOBODY,
    pulls,
  };
}

function pullsBySha(rows: Rows, isWanted: (pull: PullEntry) => boolean): Map<string, number[]> {
  const wanted = new Set(rows.pulls.filter(isWanted).map(({ number }) => number));
  const found = new Map<string, number[]>();
  for (const { sha, pr_number: number } of rows.pullCommits) {
    if (wanted.has(number)) found.set(sha, [...(found.get(sha) ?? []), number]);
  }
  return found;
}

/** The head of the default branch: the one commit of the first-parent line that no other of that line has as first parent. */
export function defaultHead(rows: Rows): string {
  const line = rows.commits.filter((row) => row.on_first_parent);
  const followed = new Set(line.map((row) => row.parents[0]));
  const heads = line.filter((row) => !followed.has(row.sha));
  const [head] = heads;
  if (head === undefined || heads.length > 1) {
    throw new BadHistory(
      `commits.csv has ${heads.length} ends of its first-parent line (on_first_parent=1); a default branch has exactly one.`,
    );
  }
  return head.sha;
}
