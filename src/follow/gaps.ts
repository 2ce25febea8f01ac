import { type EventType, type Instant, type Interval, instantOf, microsOf, type Severity } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey } from '../ledger/index.js';

/** A step that is due in the life of a gap. */
interface Step {
  readonly type: EventType;
  readonly rule: string;
  readonly judged: string;
  readonly deployment: string;
  readonly severity: Severity;
  readonly sentence: string;
  readonly policy: string;
  readonly engine: string;
  readonly answer: string;
  readonly openings: number;
  /** What brings the step: the end of settling, or the verdict that made the rule hold. */
  readonly at: Instant;
}

/** So many steps go into one append. */
const AT_ONCE = 500;

/**
 * Records the steps that are due: a GAP that has settled opens, a gap whose rule now holds is resolved, one whose
 * subject is gone is withdrawn; nothing while something recorded is not yet followed, so that facts in the wrong order
 * raise no alarm. Answers how many it recorded.
 */
export async function recordDueSteps(sql: Sql, key: LedgerKey): Promise<number> {
  if ((await dueSteps(sql)).length === 0) return 0;
  return sql.begin(async (tx) => {
    // Under the ledger's head nothing else is recorded: a fact that came in time is followed before its gap opens.
    const [head] = await tx<{ followed: boolean }[]>`
      select size = coalesce((select seq + 1 from follow_cursor), 0) as followed from ledger_head for update`;
    const steps = head?.followed ? await dueSteps(tx) : [];
    if (steps.length === 0) return 0;
    const { added } = await append(
      tx,
      steps.map((step) => eventOf(step, key)),
      { key },
    );
    return added.length;
  });
}

/** The database's clock decides what has settled; a step that was recorded already is not due. */
async function dueSteps(sql: Sql | Transaction): Promise<readonly Step[]> {
  return (sql as Sql)<Step[]>`
    select case when g.rule is null then 'gap.opened' else 'gap.reopened' end as type,
      v.rule, v.subject as judged, v.deployment, v.severity, v.sentence, v.policy, v.engine, v.answer,
      coalesce(g.openings, 0) as openings, v.settles_at as at
    from verdict v left join gap g on g.rule = v.rule and g.subject = v.subject
    where v.recorded_to is null and v.answer = 'GAP' and v.settles_at <= clock_timestamp()
      and (g.rule is null or g.status in ('RESOLVED', 'WITHDRAWN'))
    union all
    select 'gap.resolved', g.rule, g.subject, g.deployment, g.severity, v.sentence, v.policy, v.engine, v.answer, g.openings, v.recorded_from
    from gap g join verdict v on v.rule = g.rule and v.subject = g.subject and v.recorded_to is null
    where g.status in ('OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED') and v.answer in ('PASS', 'EXEMPT')
    union all
    select 'gap.withdrawn', g.rule, g.subject, g.deployment, g.severity, 'Its subject is no longer judged by this rule.',
      '', '', '', g.openings, last.recorded_to
    from gap g
    join lateral (
      select max(recorded_to) as recorded_to, bool_or(v.recorded_to is null) as stands
      from verdict v where v.rule = g.rule and v.subject = g.subject) last on not last.stands
    where g.status in ('OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED')
    order by at, rule, judged
    limit ${AT_ONCE}`;
}

function eventOf(step: Step, key: LedgerKey) {
  const { type, rule, judged, openings, at, ...rest } = step;
  const identity = { kind: 'gap', natural: [rule, judged], transition: type.slice('gap.'.length), discriminator: [String(openings), at] };
  const refs = [step.deployment, ...judged.split(' ')];
  return hubEvent(type, `gap:${rule}:${judged}`, identity, { rule, judged, ...rest }, { occurredAt: pointIn(at), refs }, key);
}

function pointIn(at: Instant): Interval {
  return { from: at, to: instantOf(microsOf(at) + 1) };
}

/** When the next GAP will have settled, in milliseconds from now by the database's clock; null when none waits. */
export async function nextSettlingMs(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ ms: number | null }[]>`
    select ceil(extract(epoch from min(v.settles_at) - clock_timestamp()) * 1000)::float8 as ms
    from verdict v left join gap g on g.rule = v.rule and g.subject = v.subject
    where v.recorded_to is null and v.settles_at is not null and (g.rule is null or g.status in ('RESOLVED', 'WITHDRAWN'))`;
  return row?.ms ?? null;
}
