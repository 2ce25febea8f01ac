import type { Instant } from '#contract';
import { demand, type Viewer } from '../../access/index.js';
import type { Sql } from '../../db/pool.js';

/** Long work that somebody asked for. */
export interface JobRow {
  readonly id: string;
  readonly kind: 'AUDIT' | 'BACKTEST';
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
  readonly done: number;
  readonly total: number | null;
  readonly sentence: string | null;
  readonly result: string | null;
  readonly askedBy: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

/** Its hub says so every few seconds; one that has not for so long was stopped. */
const SILENT = '1 minute';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A job by its id; null where there is none. Auditors, compliance and administrators. */
export async function jobOf(sql: Sql, viewer: Viewer, id: string): Promise<JobRow | null> {
  demand(viewer, 'auditor', 'look at jobs');
  if (!UUID.test(id)) return null;
  const [row] = await sql<(JobRow & { isSilent: boolean })[]>`
    select id, kind, state, done, total, sentence, result, asked_by as "askedBy", started_at as "startedAt", ended_at as "endedAt",
      state = 'RUNNING' and alive_at < clock_timestamp() - ${SILENT}::interval as "isSilent"
    from job where id = ${id}`;
  if (!row) return null;
  const { isSilent, ...job } = row;
  return isSilent ? { ...job, state: 'FAILED', sentence: 'The hub that ran it was stopped. Ask for it again.' } : job;
}

const LOOK_MS = 250;

/** The job as it goes on, whenever it stands otherwise than before, until it has ended. */
export async function* jobNews(sql: Sql, viewer: Viewer, id: string): AsyncGenerator<JobRow> {
  let told = '';
  for (;;) {
    const row = await jobOf(sql, viewer, id);
    if (row === null) return;
    const says = JSON.stringify(row);
    if (says !== told) yield row;
    told = says;
    if (row.state !== 'RUNNING') return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
