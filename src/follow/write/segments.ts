import type { Transaction } from '../../db/pool.js';
import { sent } from '../../db/together.js';
import { type CommitEdges, encodeCommits, SEGMENT_COMMITS } from '../../correlate/index.js';
import type { FollowState } from '../state.js';

const SEGMENT = `
  insert into commit_segment as s (repository, segment, commits, data)
  select repository, segment, commits, decode(data, 'hex')
  from json_to_recordset($1::text::json) as row (repository text, segment integer, commits integer, data text)
  on conflict (repository, segment) do update set commits = s.commits + excluded.commits, data = s.data || excluded.data`;

/** Adds new commits to the graphs in memory and to their rows; known ones are passed over. */
export async function addToGraphs(
  tx: Transaction,
  state: FollowState,
  edges: readonly { readonly repository: string; readonly commit: CommitEdges }[],
): Promise<void> {
  const segments = new Map<string, { repository: string; segment: number; commits: CommitEdges[] }>();
  for (const { repository, commit } of edges) {
    const { graph, reaches } = await state.history(tx, repository);
    if (graph.indexOf(commit.sha) >= 0) continue;
    const segment = Math.floor(graph.add(commit.sha, commit.parents) / SEGMENT_COMMITS);
    for (const reach of reaches.values()) reach.commitAdded(commit.sha);
    const key = `${repository} ${segment}`;
    const list = segments.get(key) ?? { repository, segment, commits: [] };
    list.commits.push(commit);
    segments.set(key, list);
  }
  if (segments.size === 0) return;
  const rows = [...segments.values()].map(({ repository, segment, commits }) => ({
    repository,
    segment,
    commits: commits.length,
    data: Buffer.from(encodeCommits(commits)).toString('hex'),
  }));
  sent(tx.unsafe(SEGMENT, [JSON.stringify(rows)], { prepare: true }));
}
