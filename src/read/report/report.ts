import type { Instant, Json } from '#contract';
import { badInput, Refusal, type Viewer } from '../../access/index.js';
import type { Sql } from '../../db/pool.js';
import {
  type Dimension,
  DIMENSIONS,
  type Every,
  type PeriodInput,
  type ReportName,
  type ReportDefinition,
  REPORTS,
  Tallies,
  type Window,
} from '../../reports/index.js';
import type { Fragment } from '../fragment.js';
import type { Ground } from './facts/fact.js';
import { apart } from '../one-moment.js';
import { isFilter, type ReportFilter } from './filter.js';
import { isPartial, readUpTo } from './holes.js';
import { populationOf } from './population.js';
import { tallied } from './count.js';
import { type ProvenanceRow, provenanceOf } from './provenance.js';
import { ReportRow } from './row.js';
import { type PeriodWindows, windowsOf } from './windows.js';

export interface ReportInput {
  readonly period: PeriodInput;
  readonly every?: Every | null;
  readonly by?: readonly Dimension[] | null;
  readonly filter?: ReportFilter | null;
  readonly knownAt?: Instant | null;
}

/** What was asked of reports, with the windows that it means. Each of them is counted when somebody asks for it. */
export interface AskedReport {
  readonly sql: Sql;
  readonly viewer: Viewer;
  readonly input: ReportInput;
  readonly by: readonly Dimension[];
  readonly windows: PeriodWindows;
}

/** `sql` answers as of the moment that the input names (`knownAt`). Refuses BAD_INPUT for what is no period, zone or filter. */
export async function report(asked: Sql, viewer: Viewer, input: ReportInput): Promise<AskedReport> {
  const sql = apart(asked);
  const by = [...new Set(input.by ?? [])];
  const unknown = by.find((one) => !DIMENSIONS.includes(one));
  if (unknown !== undefined) throw badInput(`${String(unknown)} is nothing to group by. There are: ${DIMENSIONS.join(', ')}.`);
  return { sql, viewer, input, by, windows: await windowsOf(sql, input.period, input.every ?? null, input.knownAt ?? null) };
}

/** One report: the whole period without groups, and each window and group of it. */
export interface ReportTable {
  readonly name: ReportName;
  /** One row, or one for each key of the report's own. */
  readonly totals: readonly ReportRow[];
  readonly rows: readonly ReportRow[];
  readonly provenance: () => Promise<ProvenanceRow>;
}

const MOST_ROWS = 10_000;

/** Counts a report. Refuses TOO_COSTLY where it has more than 10,000 rows. */
export async function reportTable(asked: AskedReport, name: ReportName): Promise<ReportTable> {
  const { sql, windows, by } = asked;
  const ground = groundOf(asked);
  const count = async (side: 'now' | 'before') =>
    new Tallies(await tallied(name, ground, { windows: windows[side], asOf: windows.asOf }, by.length));
  const [now, upTo] = await Promise.all([count('now'), readUpTo(sql, REPORTS[name].ignores)]);
  let before: Promise<Tallies> | undefined;
  const table = { sql, name, by, windows, ground, now, before: () => (before ??= count('before')) };
  const rowsOf = (kinds: ReturnType<typeof kindsOf>, nth: readonly number[]) =>
    kinds.flatMap((kind) =>
      nth.map((window) => new ReportRow(table, { ...kind, window, isPartial: isPartial(windowOf(windows, window), upTo) })),
    );
  const totals = rowsOf(kindsOf(now, false, name), [0]);
  const numbers = windows.now.parts.map((_, index) => index + 1);
  const kinds = kindsOfWindows(now, by.length > 0, name);
  if (kinds.length * numbers.length + totals.length > MOST_ROWS) throw tooMany();
  const rows = rowsOf(kinds, numbers);
  const provenance = () =>
    provenanceOf(sql, {
      name,
      viewer: asked.viewer,
      ...whatWasAsked(asked),
      rows: saidBy([...totals, ...rows]),
      units: unitsOf(ground, windows.now.whole),
    });
  return { name, totals, rows, provenance };
}

function tooMany(): Refusal {
  return new Refusal('TOO_COSTLY', `This report has more than ${MOST_ROWS} rows. Ask for longer windows, or group by less.`, {
    cost: MOST_ROWS + 1,
    limit: MOST_ROWS,
  });
}

export function windowOf({ now }: PeriodWindows, nth: number): Window {
  return nth === 0 ? now.whole : now.parts[nth - 1]!;
}

/** The groups and keys that have rows; without groups and keys there is one, also where nothing was counted. */
function kindsOf(tallies: Tallies, isGrouped: boolean, name: ReportName) {
  const { keys, atLeast }: ReportDefinition = REPORTS[name];
  const kinds = tallies.rows(isGrouped);
  if (kinds.length === 0 && !isGrouped && keys.length === 0) return [{ group: null, keys: [] }];
  if (atLeast === undefined) return kinds;
  return kinds.filter((kind) => (tallies.cell({ ...kind, group: null }, 0).tally(atLeast.what)?.count ?? 0) >= atLeast.count);
}

/** The same of the windows: what only totals are sorted by is left out. */
function kindsOfWindows(tallies: Tallies, isGrouped: boolean, name: ReportName) {
  const { keys, inTotals }: ReportDefinition = REPORTS[name];
  const kinds = kindsOf(tallies, isGrouped, name);
  return inTotals === undefined ? kinds : kinds.filter((kind) => kind.keys[keys.indexOf(inTotals)] === null);
}

function groundOf({ sql, input, by }: AskedReport): Ground {
  const each = (what: (nth: number) => Fragment) => by.map((_, nth) => what(nth + 1)).reduce((all, one) => sql`${all}, ${one}`, sql``);
  return {
    sql,
    isFiltered: isFilter(input.filter ?? {}),
    ...populationOf(sql, input.filter ?? {}, by),
    lists: each((nth) => sql`${sql(`q.d${nth}`)}`),
    noLists: each((nth) => sql`''::text as ${sql(`d${nth}`)}`),
    handOn: each((nth) => sql`${sql(`u.d${nth}`)}`),
  };
}

/** Deployments and changes whose implementation started in a window. */
function unitsOf({ sql, records, deployments }: Ground, { from, to }: Window): Fragment {
  return sql`
    select q.subject from (${deployments}) q where q.start_from >= ${from}::timestamptz and q.start_from < ${to}::timestamptz
    union all
    select q.subject from (${records}) q where q.started_at >= ${from}::timestamptz and q.started_at < ${to}::timestamptz and q.kind = 'TICKET'`;
}

function whatWasAsked({ input, by, windows }: AskedReport) {
  const { period, every = null, filter, knownAt = null } = input;
  const given = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const parameters = { period: { ...period }, every, by: [...by], filter: Object.fromEntries(given), knownAt } as unknown as {
    readonly [name: string]: Json;
  };
  return { parameters, zone: period.zone, whole: windows.now.whole, asOf: windows.asOf };
}

function saidBy(rows: readonly ReportRow[]): readonly Json[] {
  return rows.map((row) => row.said());
}
