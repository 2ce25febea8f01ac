import type { Instant, Outcome } from '#contract';
import type { ChangeRecord } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';
import { changeId } from './change-by.js';

/** The record of one change, as it stands. */
export type RecordRow = ChangeRecord;

/** The records of these changes; what is no change has none. */
export function recordRows(sql: Sql, changes: readonly string[]): Promise<RecordRow[]> {
  return sql<RecordRow[]>`
    select change, kind, change_class as "changeClass", issue_type as "issueType", risk, services, teams, environments, stage, outcome,
      outcome_from as "outcomeFrom", outcome_at as "outcomeAt", delayed, created_at as "createdAt", approved_at as "approvedAt",
      started_at as "startedAt", finished_at as "finishedAt", closed_at as "closedAt", backed_out_at as "backedOutAt", stages, contents,
      proofs, details
    from change_record where change = any(${changes as string[]}) and recorded_to is null`;
}

/**
 * By ticket the ids under which its change was known before the ticket was found: deployments and commits that had a
 * record of their own and lead to it now.
 */
export async function formerIds(sql: Sql, tickets: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sql<{ ticket: string; former: readonly string[] }[]>`
    select ticket, array_agg(ref order by ref) as former
    from (
      select distinct l.to_ref as ticket, t.ref
      from link l
      cross join lateral (select l.from_ref as ref union select unnest(l.through)) t
      where l.to_ref = any(${tickets as string[]}) and l.strength = 'CARRIED' and l.recorded_to is null
        and (t.ref like 'deployment:%' or t.ref like 'commit:%')
        and exists (select from change_record r where r.change = t.ref)
        and not exists (select from change_record r where r.change = t.ref and r.recorded_to is null)
    ) f
    group by ticket`;
  return new Map(rows.map(({ ticket, former }) => [ticket, former.map(changeId)]));
}

/** By ticket the events of its comments and their edits, oldest first. */
export async function commentsOf(sql: Sql, tickets: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
  const rows = await sql<{ ticket: string; seqs: readonly number[] }[]>`
    select subject as ticket, array_agg(seq order by sort_at, seq) as seqs
    from timeline_entry
    where subject = any(${tickets as string[]}) and type = 'ticket.commented' and standing = 'CURRENT'
    group by subject`;
  return new Map(rows.map(({ ticket, seqs }) => [ticket, seqs.map(Number)]));
}

export type RecordContentEntry = RecordRow['contents'][number];
export type RecordProof = RecordRow['proofs'][number];
export type RecordSpan = RecordRow['stages'][number];
export type RecordStep = RecordRow['details']['plan']['steps'][number];
export type RecordAsset = RecordRow['details']['assets'][number];
export type RecordContext = RecordRow['details']['context'][number];
export type RecordWindow = RecordRow['details']['planned'];

/** How a change ended, with what the ticket says and what the deployments show. */
export interface RecordOutcome {
  readonly value: Outcome;
  readonly from: 'TICKET' | 'DEPLOYMENTS' | null;
  readonly at: Instant | null;
  readonly derivation: readonly OutcomeReasonRow[];
}

export interface OutcomeReasonRow {
  readonly from: 'TICKET' | 'DEPLOYMENTS';
  readonly value: Outcome;
  readonly sentence: string;
  readonly at: Instant | null;
  readonly seqs: readonly number[];
}

/** The outcome of a record with its derivation. */
export function outcomeOfRecord({ outcome, outcomeFrom, outcomeAt, details }: RecordRow): RecordOutcome {
  const { ticket, deployments } = details.outcome;
  const reasons = [
    ['TICKET', ticket],
    ['DEPLOYMENTS', deployments],
  ] as const;
  const derivation = reasons.flatMap(([from, said]) =>
    said ? [{ from, value: said.outcome, sentence: said.sentence, at: said.at, seqs: said.seqs }] : [],
  );
  return { value: outcome, from: outcomeFrom === '' ? null : outcomeFrom, at: outcomeAt, derivation };
}
