import type { Disposition, GapStatus, Instant, Severity } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
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
  readonly openings: number;
  readonly baseline: boolean;
  /** An account, by ref. */
  readonly assignee: string | null;
  /** While it is waived. */
  readonly disposition: Disposition | null;
  readonly waivedUntil: Instant | null;
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
