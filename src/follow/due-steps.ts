import type { EventType, Instant, Severity } from '#contract';
import type { Transaction } from '../db/pool.js';

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
  /** The gap is about the time before go-live. */
  readonly baseline: boolean;
}

/** So many steps go into one append. */
const AT_ONCE = 500;

/** A rule and what it judges: what has at most one gap. */
export interface Judging {
  readonly rule: string;
  readonly subject: string;
}

/** One whose verdict or gap changed. */
export interface Changed extends Judging {
  /** False: no verdict of it that began or ended was a GAP, so that a step is due only where there is a gap. */
  readonly fails?: boolean;
}

/**
 * Gap and verdict of pairs of a rule and a subject `p`, and what the rule said at the last step. Each row is sought by the key of
 * its table, which `limit 1` makes sure of: joined as a whole, 10,000 open gaps are read for one step.
 */
const STANDING = `
  left join lateral (
    select g.status, g.unit, g.severity, g.sentence, g.openings, g.waived_until, g.baseline, t.recorded_at as changed_at
    from gap g join timeline_entry t on t.seq = g.changed_seq
    where g.rule = p.rule and g.subject = p.subject
    limit 1) g on true
  left join lateral (
    select v.* from verdict v where v.rule = p.rule and v.subject = p.subject and v.recorded_to is null limit 1) v on true
  left join lateral (
    select o.answer, o.severity, o.sentence, o.about from verdict o
    where o.rule = p.rule and o.subject = p.subject and o.recorded_from <= g.changed_at and o.recorded_to > g.changed_at
    limit 1) o on true`;

const IS_OPEN = `g.status in ('OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED')`;

/** The rule says it of other things, in other words or more gravely than when somebody gave his word about it. */
const SAYS_ELSE = `
  g.status <> 'OPEN' and v.answer = 'GAP' and v.recorded_from > g.changed_at
    and (o.answer, o.severity, o.sentence, o.about) is distinct from (v.answer, v.severity, v.sentence, v.about)`;

/** Each step is due from a moment that verdict and gap tell without a clock: a row has the earliest of these. */
const NOTE = `
  with next as (
    select p.rule, p.subject,
      case
        when (${IS_OPEN}) is not true then case when v.answer = 'GAP' then v.settles_at end
        when v.answer is null then (select max(w.recorded_to) from verdict w where w.rule = p.rule and w.subject = p.subject)
        when v.answer in ('PASS', 'EXEMPT') then v.recorded_from
        else least(
          case when g.status = 'WAIVED' then g.waived_until end,
          case when ${SAYS_ELSE} then greatest(v.settles_at, v.recorded_from) end)
      end as at
    from (
      select q.rule, q.subject
      from (
        select rule, subject, bool_or(coalesce(fails, true)) as fails
        from json_to_recordset($1::text::json) as row (rule text, subject text, fails boolean)
        group by rule, subject
      ) q
      left join lateral (select k.rule from gap k where k.rule = q.rule and k.subject = q.subject limit 1) k on true
      where q.fails or k.rule is not null
    ) p ${STANDING}
  ),
  gone as (
    delete from due_step where ctid = any(array(
      select d.ctid from next n
      cross join lateral (select ctid from due_step d where d.rule = n.rule and d.subject = n.subject limit 1) d
      where n.at is null))
  )
  insert into due_step as d (rule, subject, at)
  select rule, subject, at from next where at is not null
  on conflict (rule, subject) do update set at = excluded.at where d.at <> excluded.at`;

/** Notes from when on a step of these is due, after a verdict or a gap of theirs changed: nobody has to look through all gaps. */
export async function noteDueSteps(tx: Transaction, changed: readonly Changed[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.unsafe(NOTE, [JSON.stringify(changed.map(({ rule, subject, fails }) => ({ rule, subject, fails })))], { prepare: true });
}

/**
 * What stands is about the time before go-live, by the policy in force: the implementation began before it, and so did all that the
 * verdict rests on and somebody dated. What nothing dates is not. A gap that once was about a later time is never BASELINE again.
 */
const BEFORE_GO_LIVE = `
  coalesce((
    select greatest(
        (select r.start_to from deployment_range r where r.deployment = due.now_unit and r.recorded_to is null),
        (select s.started_from + interval '1 microsecond' from change_state s where s.ticket = due.now_unit and s.recorded_to is null),
        (select max(t.occurred_to) from timeline_entry t where t.seq = any(due.events)))
      <= (select (p.content ->> 'goLive')::timestamptz from policy_version p order by p.seq desc limit 1)), false)`;

const DUE = `
  with due as (
    select p.rule, p.subject, g.status, g.changed_at, g.unit, g.severity, g.sentence, coalesce(g.openings, 0) as openings, g.waived_until, coalesce(g.baseline, true) as baseline,
      coalesce(${IS_OPEN}, false) as is_open, coalesce(${SAYS_ELSE}, false) as says_else,
      coalesce(g.status = 'WAIVED' and g.waived_until <= clock_timestamp(), false) as is_expired,
      v.unit as now_unit, v.severity as now_severity, v.sentence as now_sentence, v.policy, v.engine, v.answer, v.cause, v.recorded_from, v.settles_at, v.events
    from (select rule, subject from due_step where at <= clock_timestamp() order by at, rule, subject limit $1) p ${STANDING}
  )
  select case when status is null then 'gap.opened' else 'gap.reopened' end as type, rule, subject as judged, now_unit as unit,
    now_severity as severity, now_sentence as sentence, policy, engine, answer, openings, cause, settles_at as at, baseline and ${BEFORE_GO_LIVE} as baseline
  from due
  where not is_open and answer = 'GAP' and settles_at <= clock_timestamp()
  union all
  select 'gap.resolved', rule, subject, unit, severity, now_sentence, policy, engine, answer, openings, cause, recorded_from, baseline
  from due
  where is_open and answer in ('PASS', 'EXEMPT')
  union all
  select 'gap.reopened', rule, subject, unit, severity, sentence, policy, engine, answer, openings, 'EXPIRY', waived_until, baseline
  from due
  where is_open and is_expired and answer not in ('PASS', 'EXEMPT')
  union all
  select 'gap.reopened', rule, subject, unit, now_severity, now_sentence, policy, engine, answer, openings, cause,
    greatest(settles_at, recorded_from), baseline and ${BEFORE_GO_LIVE}
  from due
  where is_open and says_else and not is_expired and settles_at <= clock_timestamp()
  union all
  select 'gap.withdrawn', rule, subject, unit, severity, 'Its subject is no longer judged by this rule.', '', '', '', openings, 'FACT',
    (select max(w.recorded_to) from verdict w where w.rule = due.rule and w.subject = due.subject), baseline
  from due
  where is_open and answer is null
  order by at, rule, judged`;

/**
 * The steps that are due by the database's clock; one that was recorded already is not. A person's word about a gap
 * holds for what the verdict said when he gave it: once it says something else and has settled, the gap is open again.
 */
export async function dueSteps(tx: Transaction): Promise<readonly Step[]> {
  return tx.unsafe<Step[]>(DUE, [AT_ONCE], { prepare: true });
}
