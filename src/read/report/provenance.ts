import { createHash } from 'node:crypto';
import type { Instant, Json } from '#contract';
import { ENGINE } from '../../controls/index.js';
import type { Sql } from '../../db/pool.js';
import { canonical, rootOf } from '../../ledger/index.js';
import type { Viewer } from '../../access/index.js';
import { type ReportName, REPORTS, type Window } from '../../reports/index.js';
import { presentOf } from '../known-at.js';
import { positionOf } from '../position.js';
import type { Fragment } from '../fragment.js';
import { type HoleRow, holesOf } from './holes.js';

/** What a report rests on, so that a stranger can ask for the same one again. */
export interface ProvenanceRow {
  /** The last event that the figures rest on; -1: none. */
  readonly asOf: number;
  readonly ledger: { readonly log: string; readonly size: number; readonly root: string };
  /** In force at the moment asked about; null before the first. */
  readonly policy: string | null;
  /** Versions that came into force within the period, and the one before them, in order of time. */
  readonly policies: readonly string[];
  readonly engine: string;
  readonly normalisers: readonly string[];
  /** Everything that was asked, as canonical JSON. */
  readonly parameters: string;
  readonly zone: string;
  readonly madeBy: string;
  readonly madeAt: Instant;
  readonly rowCount: number;
  /** SHA-256, as hex, of the canonical JSON (RFC 8785) of the rows. */
  readonly rowsHash: string;
  readonly indeterminate: readonly { readonly rule: string; readonly count: number }[];
  readonly holes: readonly HoleRow[];
  readonly holeCount: number;
}

export interface Made {
  readonly name: ReportName;
  readonly viewer: Viewer;
  readonly whole: Window;
  readonly asOf: Instant;
  readonly parameters: { readonly [name: string]: Json };
  readonly zone: string;
  /** Of each row everything that it says, figures included. */
  readonly rows: readonly Json[];
  /** Units `(subject)` whose implementation started in the period. */
  readonly units: Fragment;
}

export async function provenanceOf(sql: Sql, made: Made): Promise<ProvenanceRow> {
  const { name, viewer, whole, asOf, zone, rows } = made;
  const until = whole.to < asOf ? whole.to : asOf;
  const [position, { log, size, root }, policies, normalisers, indeterminate, { holes, count }, [clock]] = await Promise.all([
    positionOf(sql),
    rootOf(presentOf(sql)),
    policiesIn(sql, whole.from, until),
    normalisersOf(sql),
    indeterminateOf(sql, made.units),
    holesOf(sql, { ignores: REPORTS[name].ignores, until }, whole.isOver),
    sql<{ now: Instant }[]>`select clock_timestamp() as now`,
  ]);
  const madeAt = clock?.now ?? asOf;
  return {
    ...{ asOf: position, ledger: { log, size, root }, policy: policies.now, policies: policies.within, engine: ENGINE, normalisers },
    ...{ parameters: canonical({ report: name, ...made.parameters }), zone, madeBy: viewer.name, madeAt },
    ...{
      rowCount: rows.length,
      rowsHash: createHash('sha256').update(canonical(rows)).digest('hex'),
      indeterminate,
      holes,
      holeCount: count,
    },
  };
}

/** What is older than the first policy is judged by it. */
async function policiesIn(sql: Sql, from: Instant, until: Instant): Promise<{ now: string | null; within: readonly string[] }> {
  const rows = await sql<{ version: string; within: boolean }[]>`
    select version, (activated_at < ${until}::timestamptz or first) and coalesce(until > ${from}::timestamptz, true) as within
    from (select seq, version, activated_at, lead(activated_at) over (order by seq) as until, seq = min(seq) over () as first from policy_version) p
    order by seq`;
  return { now: rows.at(-1)?.version ?? null, within: rows.filter(({ within }) => within).map(({ version }) => version) };
}

/** The versions that readers use, as `github/3`. */
export async function normalisersOf(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ version: string }[]>`
    select distinct on (regexp_replace(subject, '/[^/]*$', '')) substring(subject from 12) as version
    from timeline_entry
    where type = 'normaliser.activated'
    order by regexp_replace(subject, '/[^/]*$', ''), seq desc
    limit 200`;
  return rows.map(({ version }) => version);
}

async function indeterminateOf(sql: Sql, units: Fragment): Promise<ProvenanceRow['indeterminate']> {
  return sql<{ rule: string; count: number }[]>`
    select v.rule, count(*)::int as count
    from verdict v
    where v.recorded_to is null and v.answer = 'INDETERMINATE' and v.unit in (select u.subject from (${units}) u)
    group by v.rule
    order by v.rule`;
}
