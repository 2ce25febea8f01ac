import type { Answer, Instant, Missing, Severity } from '#contract';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import type { Fragment } from './fragment.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';

/** A rule's answer about a subject, as it stood in [recordedFrom, recordedTo). */
export interface VerdictRow {
  readonly rule: string;
  readonly subject: string;
  readonly deployment: string;
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
  readonly policy: string;
  readonly beforePolicy: boolean;
  readonly engine: string;
  readonly cause: string;
  readonly settlesAt: Instant | null;
}

/** One page of the standing verdicts of a deployment, PASS and INDETERMINATE ones too, by rule and subject. */
export async function verdictsOf(sql: Sql, deployment: string, input: PageInput): Promise<Page<VerdictRow>> {
  const slice = sliceOf(input, 'verdicts', ['text', 'text']);
  const [rule, subject] = (slice.from ?? ['', '']) as readonly [string, string];
  const where = sql`deployment = ${deployment} and recorded_to is null`;
  const query = sql`
    select ${columns(sql)}
    from verdict
    where ${where} and (rule, subject) > (${rule}, ${subject})
    order by rule, subject
    limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<VerdictRow>(sql, query, sql`p.rule, p.subject`);
  return pageOf({
    name: 'verdicts',
    slice,
    rows,
    asOf,
    keyOf: (row) => [row.rule, row.subject],
    nodeOf: (row) => row,
    count: () => countOf(sql, sql`select from verdict where ${where}`),
  });
}

/** One page of all that a rule ever said of a subject, newest first; after a rebuild, in the words of the present engine. */
export async function verdictHistory(sql: Sql, rule: string, subject: string, input: PageInput): Promise<Page<VerdictRow>> {
  const slice = sliceOf(input, 'history', ['time']);
  const [from] = (slice.from ?? ['infinity']) as readonly string[];
  const where = sql`rule = ${rule} and subject = ${subject}`;
  const query = sql`
    select ${columns(sql)}
    from verdict
    where ${where} and recorded_from < ${from ?? 'infinity'}::timestamptz
    order by recorded_from desc
    limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<VerdictRow>(sql, query, sql`p."recordedFrom" desc`);
  return pageOf({
    name: 'history',
    slice,
    rows,
    asOf,
    keyOf: (row) => [row.recordedFrom],
    nodeOf: (row) => row,
    count: () => countOf(sql, sql`select from verdict where ${where}`),
  });
}

/** For each (rule, subject) its newest verdict that says GAP: what a gap rests on, also when it is resolved since. */
export async function gapVerdicts(sql: Sql, of: readonly { rule: string; subject: string }[]): Promise<VerdictRow[]> {
  return sql<VerdictRow[]>`
    select v.*
    from unnest(${of.map((gap) => gap.rule)}::text[], ${of.map((gap) => gap.subject)}::text[]) as w (rule, subject)
    cross join lateral (
      select ${columns(sql)}
      from verdict
      where rule = w.rule and subject = w.subject and answer = 'GAP'
      order by recorded_from desc
      limit 1
    ) v`;
}

function columns(sql: Sql): Fragment {
  return sql`
    rule, subject, deployment, recorded_from as "recordedFrom", recorded_to as "recordedTo", answer, severity, sentence,
    would_pass_if as "wouldPassIf", events, rests_on as "restsOn", about, missing, policy, before_policy as "beforePolicy",
    engine, cause, settles_at as "settlesAt"`;
}
