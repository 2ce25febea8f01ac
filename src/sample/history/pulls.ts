import type { Pull } from '../github/world.js';
import type { PullEntry, Rows } from './rows.js';

const FIRST_PULL_ID = 1_000_000;
const STATES = { merged: 'MERGED', closed_or_unmerged: 'CLOSED', open_or_unknown: 'OPEN' } as const;

/** Every pull request of the folder, with the commits of its branch. */
export function pullsOf(rows: Rows, defaultBranch: string): Pull[] {
  const commits = new Map<number, string[]>();
  for (const row of [...rows.pullCommits].sort((a, b) => a.position - b.position)) {
    const list = commits.get(row.pr_number);
    if (list === undefined) commits.set(row.pr_number, [row.sha]);
    else list.push(row.sha);
  }
  const firstCommit = rows.commits.reduce(
    (earliest, row) => (row.commit_time < earliest ? row.commit_time : earliest),
    rows.commits[0]?.commit_time ?? '1970-01-01T00:00:00Z',
  );
  return rows.pulls.map((entry) => pull(entry, { defaultBranch, commits: commits.get(entry.number) ?? [], firstCommit }));
}

function pull(
  entry: PullEntry,
  { defaultBranch, commits, firstCommit }: { defaultBranch: string; commits: string[]; firstCommit: string },
): Pull {
  const state = STATES[entry.state];
  const createdAt = createdAtOf(entry, firstCommit);
  // A closed one was closed after its last commit; when, the folder does not say.
  const closedAt = entry.merged_at ?? (state === 'CLOSED' ? later(createdAt, entry.last_commit_time ?? createdAt) : null);
  return {
    id: FIRST_PULL_ID + entry.number,
    number: entry.number,
    title: entry.title,
    body: '',
    state,
    draft: false,
    author: null,
    base: { ref: defaultBranch, sha: entry.base_sha },
    // GitHub has a name for every head; the folder has none for most.
    head: { ref: entry.head_ref ?? `pull-${entry.number}`, sha: entry.head_sha },
    createdAt,
    updatedAt: later(closedAt ?? createdAt, state === 'OPEN' ? (entry.last_commit_time ?? createdAt) : createdAt),
    closedAt,
    mergedAt: entry.merged_at,
    mergedBy: null,
    mergeCommit: entry.merge_commit_sha,
    commits,
    reviews: [],
    timeline: [],
  };
}

// The folder has no creation time and GitHub has one for every pull request: the first time known of it stands in, never
// one after its merge; of those without any (no commits, not merged), the first commit of the repository.
function createdAtOf(entry: PullEntry, firstCommit: string): string {
  const first = entry.first_commit_authored_at ?? entry.merged_at ?? entry.last_commit_time ?? firstCommit;
  return entry.merged_at !== null && entry.merged_at < first ? entry.merged_at : first;
}

function later(a: string, b: string): string {
  return a < b ? b : a;
}
