import type { Instant, Policy } from '#contract';
import type { Sql } from '../../db/pool.js';
import { type HoleRow, holesOf } from '../report/holes.js';
import { normalisersOf } from '../report/provenance.js';

/** A policy with when it came into force, and by whom. */
export interface PolicyThen {
  readonly seq: number;
  readonly version: string;
  readonly activatedAt: Instant;
  /** `hub`, or the token of a person. */
  readonly activatedBy: string;
  /** Digest of the file as it was written; null: there was none. */
  readonly file: string | null;
  readonly content: Policy;
}

/** How far a source was read. */
export interface SourceThen {
  readonly source: string;
  readonly collections: number;
  /** Up to when all of it was read; null: something never was. */
  readonly upTo: Instant | null;
}

/** What an audit rests on beside its units. */
export interface Surroundings {
  readonly policies: readonly PolicyThen[];
  readonly sources: readonly SourceThen[];
  readonly holes: readonly HoleRow[];
  readonly holeCount: number;
  readonly normalisers: readonly string[];
  /** The last event that was known. */
  readonly seq: number;
}

/** All of it as these statements know it, about a period that ends then. */
export async function surroundingsOf(
  sql: Sql,
  { until, isOver }: { readonly until: Instant; readonly isOver: boolean },
): Promise<Surroundings> {
  const policies = await sql<PolicyThen[]>`
    select p.seq, p.version, p.activated_at as "activatedAt", p.content, coalesce(b.body #>> '{core,by}', 'hub') as "activatedBy",
      b.body #>> '{seen,file,digest}' as file
    from policy_version p
    join ledger_event l on l.seq = p.seq
    cross join lateral (select convert_from(l.body, 'UTF8')::jsonb as body) b
    order by p.seq`;
  const sources = await sql<SourceThen[]>`
    select source, count(*)::int as collections, case when bool_and(state = 'COMPLETE' and up_to is not null) then min(up_to) end as "upTo"
    from coverage
    group by source
    order by source`;
  const { holes, count } = await holesOf(sql, { ignores: [], until }, isOver);
  const normalisers = await normalisersOf(sql);
  const [position] = await sql<{ seq: number }[]>`select coalesce(max(seq), -1) as seq from follow_cursor`;
  return { policies, sources, holes, holeCount: count, normalisers, seq: Number(position?.seq ?? -1) };
}
