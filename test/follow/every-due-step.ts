import type { Transaction } from '../../src/db/pool.js';
import type { Step } from '../../src/follow/due-steps.js';

/** Every step that is due, found by looking through all verdicts and gaps: what `dueSteps` has to find by its index. Of policies without `goLive`: nothing becomes BASELINE. */
export async function everyDueStep(tx: Transaction): Promise<readonly Step[]> {
  return tx<Step[]>`
    with standing as (
      select g.rule, g.subject, g.unit, g.status, g.severity, g.sentence, g.openings, g.changed_seq, g.waived_until, g.baseline,
        v.severity as now_severity, v.sentence as now_sentence, v.about, v.policy, v.engine, v.answer, v.cause, v.recorded_from, v.settles_at
      from gap g join verdict v on v.rule = g.rule and v.subject = g.subject and v.recorded_to is null
      where g.status in ('OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED')
    )
    select case when g.rule is null then 'gap.opened' else 'gap.reopened' end as type,
      v.rule, v.subject as judged, v.unit, v.severity, v.sentence, v.policy, v.engine, v.answer,
      coalesce(g.openings, 0) as openings, v.cause, v.settles_at as at, false as baseline
    from verdict v left join gap g on g.rule = v.rule and g.subject = v.subject
    where v.recorded_to is null and v.answer = 'GAP' and v.settles_at <= clock_timestamp()
      and (g.rule is null or g.status in ('RESOLVED', 'WITHDRAWN'))
    union all
    select 'gap.resolved', rule, subject, unit, severity, now_sentence, policy, engine, answer, openings, cause, recorded_from, baseline
    from standing
    where answer in ('PASS', 'EXEMPT')
    union all
    select 'gap.reopened', rule, subject, unit, severity, sentence, policy, engine, answer, openings, 'EXPIRY', waived_until, baseline
    from standing
    where status = 'WAIVED' and waived_until <= clock_timestamp() and answer not in ('PASS', 'EXEMPT')
    union all
    select 'gap.reopened', s.rule, s.subject, s.unit, s.now_severity, s.now_sentence, s.policy, s.engine, s.answer, s.openings, s.cause,
      greatest(s.settles_at, s.recorded_from), false
    from standing s join timeline_entry t on t.seq = s.changed_seq
    where s.status <> 'OPEN' and s.answer = 'GAP' and s.recorded_from > t.recorded_at and s.settles_at <= clock_timestamp()
      and not (s.status = 'WAIVED' and s.waived_until <= clock_timestamp())
      and not exists (
        select from verdict v
        where v.rule = s.rule and v.subject = s.subject and v.recorded_from <= t.recorded_at and v.recorded_to > t.recorded_at
          and v.answer = 'GAP' and v.severity = s.now_severity and v.sentence = s.now_sentence and v.about = s.about)
    union all
    select 'gap.withdrawn', g.rule, g.subject, g.unit, g.severity, 'Its subject is no longer judged by this rule.',
      '', '', '', g.openings, 'FACT', last.recorded_to, g.baseline
    from gap g
    join lateral (
      select max(recorded_to) as recorded_to, bool_or(v.recorded_to is null) as stands
      from verdict v where v.rule = g.rule and v.subject = g.subject) last on not last.stands
    where g.status in ('OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED')
    order by at, rule, judged`;
}
