import type { Answer, Instant, Severity } from '#contract';
import { badInput, demand, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { PeriodInput } from '../reports/index.js';
import { type JobRow, jobOf } from './audit/job.js';
import { auditPeriod } from './audit/period.js';
import type { Hub } from './hub.js';
import { tooLong } from './put-policy.js';
import type { Page, PageInput } from './page.js';
import { pagesOf } from './pages.js';
import type { CannotDo, PolicyProblem } from './statement.js';

export interface BacktestPolicyInput {
  /** YAML, as policy.yaml. */
  readonly policy: string;
  readonly period: PeriodInput;
}

/** So many verdicts of a rule would become others in the same way; null: it says nothing. */
export interface BacktestCount {
  readonly rule: string;
  readonly was: Answer | null;
  readonly wouldBe: Answer | null;
  readonly count: number;
}

/** What another policy would say of a past period. */
export interface BacktestRow {
  readonly id: string;
  readonly policy: string;
  readonly changed: readonly string[];
  readonly from: Instant;
  readonly to: Instant;
  readonly zone: string;
  readonly seq: number;
  readonly at: Instant;
  readonly units: number;
  readonly verdicts: number;
  readonly counts: readonly BacktestCount[];
  readonly madeBy: string;
  readonly madeAt: Instant;
}

/** A verdict that would be another one. */
export interface BacktestDifferenceRow {
  readonly rule: string;
  readonly subject: string;
  readonly unit: string;
  readonly was: Answer | null;
  readonly wasSeverity: Severity | null;
  readonly wasSentence: string | null;
  readonly wouldBe: Answer | null;
  readonly wouldBeSeverity: Severity | null;
  readonly wouldBeSentence: string | null;
}

/** Starts a back-test; the job says how far it is, and names what it made. Compliance and administrators. */
export async function backtestPolicy(
  hub: Hub,
  viewer: Viewer,
  { policy: text, period }: BacktestPolicyInput,
): Promise<JobRow | { readonly problems: readonly PolicyProblem[] } | CannotDo> {
  demand(viewer, 'compliance', 'back-test a policy');
  const long = tooLong(text);
  if (long) return long;
  const started = await hub.backtestPolicy({ text, period: await auditPeriod(hub.sql, period), by: { name: viewer.name } });
  if ('problems' in started) return started;
  return (await jobOf(hub.sql, viewer, started.job)) ?? { sentence: 'The job was started and could not be read back. Ask for job.' };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One of the last twenty; null where there is none with this id. Compliance and administrators. */
export async function backtestOf(sql: Sql, viewer: Viewer, id: string): Promise<BacktestRow | null> {
  demand(viewer, 'compliance', 'look at back-tests');
  if (!UUID.test(id)) return null;
  const [row] = await sql<BacktestRow[]>`
    select id, policy, changed, from_at as "from", to_at as "to", zone, seq, at, units, verdicts, counts, made_by as "madeBy", made_at as "madeAt"
    from backtest where id = ${id}`;
  return row ?? null;
}

/** A page of its differences, by rule and subject; of one rule where that is asked. */
export async function backtestDifferences(
  sql: Sql,
  { id }: Pick<BacktestRow, 'id'>,
  { rule, ...input }: PageInput & { readonly rule?: string | null },
): Promise<Page<BacktestDifferenceRow>> {
  if (rule?.includes('\0')) throw badInput('A rule has no such name.');
  const matching = sql`
    select rule, subject, unit, was, was_severity as "wasSeverity", was_sentence as "wasSentence", would_be as "wouldBe",
      would_be_severity as "wouldBeSeverity", would_be_sentence as "wouldBeSentence"
    from backtest_difference
    where backtest = w.id ${rule ? sql`and rule = ${rule}` : sql``}`;
  const [page] = await pagesOf<BacktestDifferenceRow, BacktestDifferenceRow>(
    sql,
    {
      name: 'differences of a back-test',
      kinds: ['text', 'text'],
      parents: sql`unnest(${[id]}::uuid[])`,
      columns: sql`id`,
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
  return page!;
}
