import type { Instant } from '#contract';
import { instantOf, microsOf } from '#contract';
import type { BranchPush, BypassFact, RemovalFact } from '../../controls/index.js';
import type { Transaction } from '../../db/pool.js';
import { partsOf, commitName } from './code.js';
import { grouped } from './gather.js';

type Found<T> = Promise<ReadonlyMap<string, T>>;

const EVER = '0001-01-01T00:00:00.000000Z' as Instant;

/** Pushes that left branches at these commits, by commit. */
export async function loadBranchPushes(tx: Transaction, names: readonly string[]): Found<readonly BranchPush[]> {
  const [repositories, shas] = partsOf(names);
  const rows = await tx<{ repository: string; sha: string; branch: string; from: Instant | null; to: Instant | null; seq: number }[]>`
    select named.repository, p.after as sha, p.branch, t.occurred_from as "from", t.occurred_to as "to", p.seq
    from unnest(${repositories}::text[], ${shas}::text[]) as named (repository, after)
    join push p using (repository, after)
    join timeline_entry t on t.seq = p.seq
    order by p.seq`;
  const pushes = rows.map(({ repository, from, to, ...push }) => ({
    name: commitName(repository, push.sha),
    push: { ...push, at: from !== null && to !== null ? { from, to } : null },
  }));
  return new Map([...grouped(pushes, ({ name }) => name)].map(([name, group]) => [name, group.map(({ push }) => push)]));
}

/** That guards were gone around, by what passed them. */
export async function loadBypasses(tx: Transaction, refs: readonly string[]): Found<readonly BypassFact[]> {
  const rows = await tx<BypassFact[]>`
    select about, guard, source, seq from bypass where about = any(${refs as string[]}) order by seq`;
  return grouped(rows, ({ about }) => about);
}

/** What was deleted at its source, as the tool's own connector (`isOwn`) or somebody else says. */
export interface RemovalRow extends RemovalFact {
  readonly isOwn: boolean;
}

export async function loadRemovals(tx: Transaction, refs: readonly string[]): Found<readonly RemovalRow[]> {
  const rows = await tx<(Omit<RemovalRow, 'at'> & { atFrom: Instant | null; atTo: Instant | null; recordedAt: Instant })[]>`
    select about, source, false as "isOwn", at_from as "atFrom", at_to as "atTo", recorded_at as "recordedAt", seq
    from removal where about = any(${refs as string[]})
    union all
    select t.ticket, t.source, true, e.occurred_from, e.occurred_to, e.recorded_at, e.seq
    from ticket t join timeline_entry e on e.seq = t.deleted_seq
    where t.ticket = any(${refs as string[]})
    order by seq`;
  const removals = rows.map(({ atFrom, atTo, recordedAt, ...row }): RemovalRow => {
    const undated = { from: EVER, to: instantOf(microsOf(recordedAt) + 1) };
    return { ...row, at: atFrom !== null && atTo !== null ? { from: atFrom, to: atTo } : undated };
  });
  return grouped(removals, ({ about }) => about);
}
