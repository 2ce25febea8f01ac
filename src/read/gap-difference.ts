import type { GapStatus } from '#contract';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import type { DifferenceAct } from './difference-part.js';
import type { Fragment } from './fragment.js';
import { conditionOf, type GapFilter } from './gap-filter.js';
import { gapRef } from './gap-id.js';
import { gapColumns, gapNamed, type GapRow } from './gap-rows.js';
import { GAP_STEPS } from './gap-step.js';
import { gapsNamed } from './gap.js';
import { bothMoments, type Moments } from './moments.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';

/** A gap of which steps were recorded between two moments. */
export interface GapDifferenceRow {
  /** ADDED: it is open and was not. REMOVED: it was and is no more. CHANGED: anything else happened to it. */
  readonly act: DifferenceAct;
  /** As it stood at the first moment; null where it was not there. */
  readonly before: GapRow | null;
  readonly after: GapRow;
  /** The steps in between, by place in the ledger, the oldest first; at most 50. */
  readonly seqs: readonly number[];
}

type Row = GapRow & { readonly seq: number; readonly seqs: readonly number[] };

const MOST_STEPS = 50;
const OVER: ReadonlySet<GapStatus> = new Set(['RESOLVED', 'WITHDRAWN', 'REMEDIATED', 'PENDING']);

/**
 * One page of the gaps that stood differently at two moments, the latest step first; the filter asks about the second. What is
 * pending has no step yet. Refuses BAD_INPUT unless `from` is before `to` and both are over.
 */
export async function gapDifference(sql: Sql, filter: GapFilter, moments: Moments, input: PageInput): Promise<Page<GapDifferenceRow>> {
  const slice = sliceOf(input, 'gap-differences', ['int']);
  const { earlier, later, fromSeq } = await bothMoments(sql, moments);
  const matching = changed(later, conditionOf(later, filter), fromSeq);
  const [at] = (slice.from ?? [null]) as readonly [number | null];
  const beyond = at === null ? later`true` : slice.backward ? later`r.seq > ${at}::bigint` : later`r.seq < ${at}::bigint`;
  const order = (row: Fragment) => (slice.backward ? later`${row}.seq` : later`${row}.seq desc`);
  const query = later`select r.* from (${matching}) r where ${beyond} order by ${order(later`r`)} limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<Row>(later, query, order(later`p`));
  const before = await standingOf(earlier, rows);
  return pageOf({
    ...{ name: 'gap-differences', slice, rows, asOf },
    keyOf: (row) => [row.seq],
    nodeOf: ({ seq: _, seqs, ...after }) => differenceOf(before.get(gapRef(after)) ?? null, after, seqs),
    count: () => countOf(later, matching),
  });
}

/** The gaps with a step after a place in the ledger, each at its last. */
function changed(sql: Sql, condition: Fragment, fromSeq: number): Fragment {
  return sql`
    select ${gapColumns(sql)}, w.seq, w.seqs
    from (
      select split_part(e.subject, ':', 2) as rule, regexp_replace(e.subject, '^gap:[^:]*:', '') as subject, max(e.seq) as seq,
        (array_agg(e.seq order by e.seq desc))[1:${MOST_STEPS}::int] as seqs
      from timeline_entry e
      where e.type = any(${GAP_STEPS as string[]}) and e.seq > ${fromSeq}
      group by e.subject
    ) w
    cross join lateral (${gapNamed(sql)}) g
    where ${condition}`;
}

async function standingOf(sql: Sql, rows: readonly Row[]): Promise<ReadonlyMap<string, GapRow>> {
  const found = rows.length === 0 ? [] : await gapsNamed(sql, rows);
  return new Map(found.map((row) => [gapRef(row), row]));
}

function differenceOf(before: GapRow | null, after: GapRow, seqs: readonly number[]): GapDifferenceRow {
  const [was, is] = [before !== null && !OVER.has(before.status), !OVER.has(after.status)];
  const act = is && !was ? 'ADDED' : was && !is ? 'REMOVED' : 'CHANGED';
  return { act, before, after, seqs: seqs.map(Number).reverse() };
}
