import { type Instant, type Interval, instantOf, microsOf } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey } from '../ledger/index.js';
import { dueSteps, type Step } from './due-steps.js';

/** So many events are followed under the ledger's head, which holds up whoever appends; more are followed before. */
const FEW = 100;

/**
 * Records the steps that are due: a GAP that has settled opens, a gap whose rule now holds is resolved, one whose
 * subject is gone is withdrawn, one whose waiver ran out is open again; nothing while something recorded is not yet followed, so that facts in the wrong order
 * raise no alarm: `follow` takes the little that came in the meantime. Answers how many it recorded.
 */
export async function recordDueSteps(sql: Sql, key: LedgerKey, follow: (tx: Transaction) => Promise<number>): Promise<number> {
  if ((await dueSteps(sql)).length === 0) return 0;
  return sql.begin(async (tx) => {
    // Under the ledger's head nothing else is recorded: a fact that came in time is followed before its gap opens.
    const [head] = await tx<{ behind: number }[]>`
      select size - coalesce((select seq + 1 from follow_cursor), 0) as behind from ledger_head for update`;
    if (!head || head.behind > FEW) return 0;
    // Where facts never stop coming, waiting for a moment without any would keep alerts back for seconds.
    const followed = head.behind > 0 ? await follow(tx) : 0;
    const steps = await dueSteps(tx);
    if (steps.length === 0) return followed;
    const { added } = await append(
      tx,
      steps.map((step) => eventOf(step, key)),
      { key },
    );
    return added.length;
  });
}

function eventOf(step: Step, key: LedgerKey) {
  const { type, rule, judged, openings, at, ...rest } = step;
  const identity = { kind: 'gap', natural: [rule, judged], transition: type.slice('gap.'.length), discriminator: [String(openings), at] };
  const refs = [step.unit, ...judged.split(' ')];
  return hubEvent(type, `gap:${rule}:${judged}`, identity, { rule, judged, ...rest }, { occurredAt: pointIn(at), refs }, key);
}

function pointIn(at: Instant): Interval {
  return { from: at, to: instantOf(microsOf(at) + 1) };
}

/** When the next GAP will have settled, or a waiver run out, in milliseconds from now by the database's clock; null when none waits. */
export async function nextSettlingMs(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ ms: number | null }[]>`
    select ceil(extract(epoch from min(at) - clock_timestamp()) * 1000)::float8 as ms
    from (
      select v.settles_at as at
      from verdict v left join gap g on g.rule = v.rule and g.subject = v.subject
      where v.recorded_to is null and v.settles_at is not null and (g.rule is null or g.status in ('RESOLVED', 'WITHDRAWN'))
      union all
      select waived_until from gap where status = 'WAIVED') next`;
  return row?.ms ?? null;
}
