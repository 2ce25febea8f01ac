import type { Instant, Interval } from '#contract';
import type { CheckFacts } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { type ByChange, itsRows } from './load-executions.js';

interface Row extends Omit<CheckFacts, 'at'> {
  readonly change: string;
  readonly atFrom: Instant | null;
  readonly atTo: Instant | null;
}

/**
 * Checks of the revisions of changes: the merged heads and merge commits of the pull requests through which they are
 * carried, commits that name them themselves, and what was deployed to production; and those that name the change itself.
 */
export async function loadChecks(tx: Transaction, tickets: readonly string[]): Promise<ByChange<CheckFacts>> {
  const names = tickets as string[];
  return checksOf(
    tx,
    tx`
      select l.to_ref as change, l.from_ref as deployment, t.ref
      from link l cross join unnest(l.through) as t (ref)
      where l.to_ref = any(${names}) and l.strength = 'CARRIED' and l.recorded_to is null`,
    tx`
      select m.ticket as change, m.seq from ticket_mention m
      where m.ticket = any(${names}) and m.from_ref like 'check:%' and m.retracted_seq is null
      union
      select k.ticket, m.seq from ticket_key k join ticket_mention m on m.key = k.key
      where k.ticket = any(${names}) and m.key <> '' and m.from_ref like 'check:%' and m.retracted_seq is null`,
  );
}

/** The same of changes without a ticket: of a deployment by its pull requests, of a commit by itself. */
export async function loadTicketlessChecks(tx: Transaction, names: readonly string[]): Promise<ByChange<CheckFacts>> {
  return checksOf(
    tx,
    tx`
      select w.change, w.change as deployment, coalesce(l.to_ref, w.change) as ref
      from unnest(${names as string[]}::text[]) as w (change)
      left join lateral (
        select o.to_ref from link o where o.from_ref = w.change and o.to_ref like 'pull\\_request:%' and o.recorded_to is null offset 0) l on true`,
    tx`select ''::text as change, 0::bigint as seq where false`,
  );
}

/** By the ways to revisions, and by the events that name a change. */
async function checksOf(tx: Transaction, ways: ReturnType<Transaction>, named: ReturnType<Transaction>): Promise<ByChange<CheckFacts>> {
  const rows = await tx<Row[]>`
    with ways as (${ways}),
      revisions as (
        select w.change, p.repository, c.sha
        from ways w
        join pull_request p on p.pull_request = w.ref
        cross join lateral (
          select p.merge_commit as sha
          union all
          select h.head from pull_request_head h where h.pull_request = p.pull_request and h.head = coalesce(p.merge_head, h.head)
        ) c
        union
        select change, regexp_replace(ref, '^commit:(.*):[^:]*$', 'repository:\\1'), substring(ref from '[^:]*$')
        from ways where ref like 'commit:%'
        union
        select w.change, d.repository, d.sha
        from ways w
        ${itsRows(tx, tx`w.deployment`)}
        where r.standing = 'PRODUCTION'
      )
    select v.change, k.check_ref as "check", k.name, k.conclusion, k.sha, k.source, k.at_from as "atFrom", k.at_to as "atTo", k.seq
    from revisions v cross join lateral (select k.* from check_run k where k.repository = v.repository and k.sha = v.sha offset 0) k
    union
    select n.change, k.check_ref, k.name, k.conclusion, k.sha, k.source, k.at_from, k.at_to, k.seq
    from (${named}) n join check_run k on k.seq = n.seq
    order by seq`;
  const found = new Map<string, CheckFacts[]>();
  for (const { change, atFrom, atTo, ...row } of rows) {
    const at: Interval | null = atFrom !== null && atTo !== null ? { from: atFrom, to: atTo } : null;
    found.set(change, [...(found.get(change) ?? []), { ...row, at }]);
  }
  return found;
}
