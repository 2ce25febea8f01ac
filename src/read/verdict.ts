import type { Answer, Instant, Missing, Severity } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import type { GapName } from './gap-id.js';
import type { Page, PageInput } from './page.js';
import { pagesOf } from './pages.js';

/** A rule's answer about a subject, as it stood in [recordedFrom, recordedTo). */
export interface VerdictRow {
  readonly rule: string;
  readonly subject: string;
  /** What was judged together: a deployment, or a change alone. */
  readonly unit: string;
  readonly recordedFrom: Instant;
  readonly recordedTo: Instant | null;
  readonly answer: Answer;
  readonly severity: Severity;
  readonly sentence: string;
  readonly wouldPassIf: string | null;
  readonly events: readonly number[];
  readonly restsOn: number;
  readonly about: readonly string[];
  readonly missing: readonly Missing[];
  /** Time alone ends it then. */
  readonly changesAt: Instant | null;
  readonly policy: string;
  readonly beforePolicy: boolean;
  readonly engine: string;
  readonly cause: string;
  readonly settlesAt: Instant | null;
}

/** For each deployment one page of its standing verdicts, PASS and INDETERMINATE ones too, by rule and subject. */
export function verdictsOf(sql: Sql, deployments: readonly string[], input: PageInput): Promise<Page<VerdictRow>[]> {
  const matching = sql`select ${columns(sql)} from verdict where unit = w.unit and recorded_to is null`;
  return pagesOf<VerdictRow, VerdictRow>(
    sql,
    {
      name: 'verdicts',
      kinds: ['text', 'text'],
      parents: sql`unnest(${deployments as string[]}::text[])`,
      columns: sql`unit`,
      matching,
      rows: ({ from, limit }) => sql`
        ${matching} and (rule, subject) > (${String(from?.[0] ?? '')}, ${String(from?.[1] ?? '')})
        order by rule, subject
        limit ${limit + 1}`,
      order: sql`p.rule, p.subject`,
      keyOf: (row) => [row.rule, row.subject],
      nodeOf: (row) => row,
    },
    input,
  );
}

/** For each rule and subject one page of all that it ever said of it, newest first; after a rebuild, in the words of the present engine. */
export function verdictHistory(sql: Sql, of: readonly GapName[], input: PageInput): Promise<Page<VerdictRow>[]> {
  const matching = sql`select ${columns(sql)} from verdict where rule = w.rule and subject = w.subject`;
  return pagesOf<VerdictRow, VerdictRow>(
    sql,
    {
      name: 'history',
      kinds: ['time'],
      parents: parentsOf(sql, of),
      columns: sql`rule, subject`,
      matching,
      rows: ({ from, limit }) => sql`
        ${matching} and recorded_from < ${String(from?.[0] ?? 'infinity')}::timestamptz
        order by recorded_from desc
        limit ${limit + 1}`,
      order: sql`p."recordedFrom" desc`,
      keyOf: (row) => [row.recordedFrom],
      nodeOf: (row) => row,
    },
    input,
  );
}

/** For each (rule, subject) its newest verdict that says GAP: what a gap rests on, also when it is resolved since. */
export async function gapVerdicts(sql: Sql, of: readonly GapName[]): Promise<VerdictRow[]> {
  return sql<VerdictRow[]>`
    select v.*
    from ${parentsOf(sql, of)} as w (rule, subject)
    cross join lateral (
      select ${columns(sql)}
      from verdict
      where rule = w.rule and subject = w.subject and answer = 'GAP'
      order by recorded_from desc
      limit 1
    ) v`;
}

function parentsOf(sql: Sql, of: readonly GapName[]): Fragment {
  return sql`unnest(${of.map((gap) => gap.rule)}::text[], ${of.map((gap) => gap.subject)}::text[])`;
}

export function columns(sql: Sql): Fragment {
  return sql`
    rule, subject, unit, recorded_from as "recordedFrom", recorded_to as "recordedTo", answer, severity, sentence,
    would_pass_if as "wouldPassIf", events, rests_on as "restsOn", about, missing, changes_at as "changesAt", policy, before_policy as "beforePolicy",
    engine, cause, settles_at as "settlesAt"`;
}
