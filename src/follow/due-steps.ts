import type { EventType, Instant, Severity } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';

/** A step that is due in the life of a gap. */
export interface Step {
  readonly type: EventType;
  readonly rule: string;
  readonly judged: string;
  /** What was judged together: a deployment, or a change alone. */
  readonly unit: string;
  readonly severity: Severity;
  readonly sentence: string;
  readonly policy: string;
  readonly engine: string;
  readonly answer: string;
  readonly openings: number;
  /** FACT, CORRECTION, COVERAGE or TIME as of the verdict; EXPIRY of a waiver. */
  readonly cause: string;
  /** What brings the step: the end of settling or of a waiver, or the verdict that made the rule hold. */
  readonly at: Instant;
}

/** So many steps go into one append. */
const AT_ONCE = 500;

/**
 * The steps that are due by the database's clock; one that was recorded already is not. A person's word about a gap
 * holds for what the verdict said when he gave it: once it says something else and has settled, the gap is open again.
 */
export async function dueSteps(sql: Sql | Transaction): Promise<readonly Step[]> {
  return (sql as Sql)<Step[]>`
    with standing as (
      select g.rule, g.subject, g.unit, g.status, g.severity, g.sentence, g.openings, g.changed_seq, g.waived_until,
        v.severity as now_severity, v.sentence as now_sentence, v.about, v.policy, v.engine, v.answer, v.cause, v.recorded_from, v.settles_at
      from gap g join verdict v on v.rule = g.rule and v.subject = g.subject and v.recorded_to is null
      where g.status in ('OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED')
    )
    select case when g.rule is null then 'gap.opened' else 'gap.reopened' end as type,
      v.rule, v.subject as judged, v.unit, v.severity, v.sentence, v.policy, v.engine, v.answer,
      coalesce(g.openings, 0) as openings, v.cause, v.settles_at as at
    from verdict v left join gap g on g.rule = v.rule and g.subject = v.subject
    where v.recorded_to is null and v.answer = 'GAP' and v.settles_at <= clock_timestamp()
      and (g.rule is null or g.status in ('RESOLVED', 'WITHDRAWN'))
    union all
    select 'gap.resolved', rule, subject, unit, severity, now_sentence, policy, engine, answer, openings, cause, recorded_from
    from standing
    where answer in ('PASS', 'EXEMPT')
    union all
    select 'gap.reopened', rule, subject, unit, severity, sentence, policy, engine, answer, openings, 'EXPIRY', waived_until
    from standing
    where status = 'WAIVED' and waived_until <= clock_timestamp() and answer not in ('PASS', 'EXEMPT')
    union all
    select 'gap.reopened', s.rule, s.subject, s.unit, s.now_severity, s.now_sentence, s.policy, s.engine, s.answer, s.openings, s.cause,
      greatest(s.settles_at, s.recorded_from)
    from standing s join timeline_entry t on t.seq = s.changed_seq
    where s.status <> 'OPEN' and s.answer = 'GAP' and s.recorded_from > t.recorded_at and s.settles_at <= clock_timestamp()
      and not (s.status = 'WAIVED' and s.waived_until <= clock_timestamp())
      and not exists (
        select from verdict v
        where v.rule = s.rule and v.subject = s.subject and v.recorded_from <= t.recorded_at and v.recorded_to > t.recorded_at
          and v.answer = 'GAP' and v.severity = s.now_severity and v.sentence = s.now_sentence and v.about = s.about)
    union all
    select 'gap.withdrawn', g.rule, g.subject, g.unit, g.severity, 'Its subject is no longer judged by this rule.',
      '', '', '', g.openings, 'FACT', last.recorded_to
    from gap g
    join lateral (
      select max(recorded_to) as recorded_to, bool_or(v.recorded_to is null) as stands
      from verdict v where v.rule = g.rule and v.subject = g.subject) last on not last.stands
    where g.status in ('OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED')
    order by at, rule, judged
    limit ${AT_ONCE}`;
}
