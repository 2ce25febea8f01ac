import type { Disposition, GapStatus, Instant, Severity } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { dueAt } from './gap-due.js';
import type { GapName } from './gap-id.js';

/** A GAP verdict with its life: the fold of the recorded `gap.*` events, or PENDING before there is one. */
export interface GapRow extends GapName {
  /** What was judged together: a deployment, or a change alone. */
  readonly unit: string;
  readonly status: GapStatus;
  readonly severity: Severity;
  readonly sentence: string;
  /** Null while it is pending. */
  readonly openedAt: Instant | null;
  readonly changedAt: Instant;
  readonly settlesAt: Instant | null;
  /** By when it is to be put right, by the policy that it was judged by; null where that gives no time, or it is not open (again). */
  readonly dueAt: Instant | null;
  readonly openings: number;
  readonly baseline: boolean;
  /** An account, by ref. */
  readonly assignee: string | null;
  /** While it is waived. */
  readonly disposition: Disposition | null;
  readonly waivedUntil: Instant | null;
}

/** What a `GapRow` holds, of a gap `g` of one of these; by when it is to be put right is asked of those rows alone that are shown. */
export function gapColumns(sql: Sql): Fragment {
  return sql`g.*, ${dueAt(sql, 'g')} as "dueAt"`;
}

/** Every gap under the names of `GapRow`: a gap without a standing verdict (its deployment is gone, or the read tables are being rebuilt) keeps its recorded life. */
export function allGaps(sql: Sql): Fragment {
  return sql`
    select rule, subject, unit, status, severity, sentence, opened_at as "openedAt", changed_at as "changedAt",
      null::timestamptz as "settlesAt", openings, baseline, assignee, disposition, waived_until as "waivedUntil"
    from gap g
    where not exists (select from (${pending(sql)}) p where p.rule = g.rule and p.subject = g.subject)
    union all
    select rule, subject, unit, 'PENDING', severity, sentence, opened_at, recorded_from, settles_at, openings, baseline, assignee, null, null
    from (${pending(sql)}) p`;
}

/** Standing GAP verdicts whose gap is not open: not recorded yet, or resolved and now failing again. Every GAP settles: the index is over that. */
function pending(sql: Sql): Fragment {
  return sql`
    select v.rule, v.subject, v.unit, v.severity, v.sentence, v.recorded_from, v.settles_at, o.opened_at,
      coalesce(o.openings, 0) as openings, coalesce(o.baseline, false) as baseline, o.assignee
    from verdict v
    left join gap o on o.rule = v.rule and o.subject = v.subject
    where v.recorded_to is null and v.settles_at is not null and v.answer = 'GAP' and (o.rule is null or o.status in ('RESOLVED', 'WITHDRAWN'))`;
}

/**
 * The same of one name `w`. Each of its rows is sought by the key of its table, which `limit 1` makes sure of: by the index over what
 * settles, which looks best to a plan made over empty tables, 165 of 1,300 open gaps took 450 ms.
 */
export function gapNamed(sql: Sql): Fragment {
  return sql`
    select w.rule, w.subject, coalesce(v.unit, o.unit) as unit, case when v.unit is null then o.status else 'PENDING' end as status,
      coalesce(v.severity, o.severity) as severity, coalesce(v.sentence, o.sentence) as sentence, o.opened_at as "openedAt",
      coalesce(v.recorded_from, o.changed_at) as "changedAt", v.settles_at as "settlesAt", coalesce(o.openings, 0) as openings,
      coalesce(o.baseline, false) as baseline, o.assignee,
      case when v.unit is null then o.disposition end as disposition, case when v.unit is null then o.waived_until end as "waivedUntil"
    from (values (true)) as one (row)
    left join lateral (select * from gap o where o.rule = w.rule and o.subject = w.subject limit 1) o on true
    left join lateral (select * from verdict v where v.rule = w.rule and v.subject = w.subject and v.recorded_to is null limit 1) v
      on v.settles_at is not null and v.answer = 'GAP' and (o.rule is null or o.status in ('RESOLVED', 'WITHDRAWN'))
    where o.rule is not null or v.rule is not null`;
}
