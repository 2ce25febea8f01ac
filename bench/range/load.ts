import { decodeGraph, Generations, type CommitGraph } from '../../src/correlate/index.js';
import type { Sql } from '../../src/db/pool.js';
import { REPOSITORY } from './history.js';

export interface LoadedHistory {
  readonly graph: CommitGraph;
  readonly generations: Generations;
}

/** The commit graph from its rows, as following reads it. */
export async function loadHistory(sql: Sql): Promise<LoadedHistory> {
  const rows = await sql<{ data: Uint8Array }[]>`
    select data from commit_segment where repository = ${REPOSITORY} order by segment`;
  const graph = decodeGraph(rows.map((row) => row.data));
  return { graph, generations: new Generations(graph) };
}
