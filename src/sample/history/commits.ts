import type { Commit } from '../github/world.js';
import { NO_COMMIT } from '../github/world.js';
import type { CommitRow, PullCommitRow, Rows } from './rows.js';
import { BadHistory } from './rows.js';

/** The commits of the default branch, then those of the pull requests' branches that never came onto it. */
export function commitsOf(rows: Rows): Commit[] {
  const mainline = rows.commits.map(mainlineCommit);
  const known = new Set(mainline.map(({ sha }) => sha));
  const shown = shownPulls(rows);
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

function mainlineCommit(row: CommitRow): Commit {
  return {
    sha: row.sha,
    tree: row.tree,
    parents: row.parents,
    message: row.body === '' ? row.subject : `${row.subject}\n\n${row.body}`,
    authoredAt: row.author_time,
    committedAt: row.commit_time,
    ...NOBODY,
    pulls: row.pr_number === null ? [] : [row.pr_number],
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

// GitHub associates a commit that is not on the default branch with merged and open pull requests, not with closed ones.
function shownPulls(rows: Rows): Map<string, number[]> {
  const closed = new Set(rows.pulls.filter(({ state }) => state === 'closed_or_unmerged').map(({ number }) => number));
  const shown = new Map<string, number[]>();
  for (const { sha, pr_number: number } of rows.pullCommits) {
    if (!closed.has(number)) shown.set(sha, [...(shown.get(sha) ?? []), number]);
  }
  return shown;
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
