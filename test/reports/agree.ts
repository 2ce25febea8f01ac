import { expect } from 'vitest';
import type { Sql } from '../../src/db/pool.js';
import { report, type ReportName, reportTable, type ReportRow } from '../../src/read/index.js';
import { type Dimension, type Every, REPORTS } from '../../src/reports/index.js';
import {
  type Days,
  type Figure,
  type Group,
  NAMES,
  periodBefore,
  recomputed,
  type Stretch,
  windowBefore,
  windowsIn,
  type World,
  type Zone,
  zoneOf,
} from './recompute/index.js';

export interface Question {
  readonly days: Days;
  readonly timeZone: string;
  readonly every: Every | null;
  readonly by: readonly Dimension[];
}

export const VIEWER = { token: 'none', name: 'test', kind: 'PERSON', role: 'viewer', expiresAt: '2999-01-01T00:00:00.000000Z' } as never;

export interface Compared {
  readonly world: World;
  /** How far all was read but these collections. */
  readonly readUpTo: (ignored: readonly string[]) => string | null;
  /** The moment at which it was known; left out: now. */
  readonly knownAt?: string;
  /** Reports that are not compared. */
  readonly but?: readonly string[];
}

/** Every figure of every report is what plain loops over the events say; how many figures were compared, and how many say something. */
export async function agree(sql: Sql, question: Question, compared: Compared): Promise<{ figures: number; telling: number }> {
  const { days, timeZone, every, by } = question;
  const { world, knownAt, but = [] } = compared;
  const zone = zoneOf(timeZone);
  const asked = await report(sql, VIEWER, { period: { ...days, zone: timeZone }, every, by, knownAt: (knownAt ?? null) as never });
  const windows = windowsIn(days, every);
  const seen = { figures: 0, telling: 0 };
  for (const name of NAMES.filter((one) => !but.includes(one)) as readonly ReportName[]) {
    const { totals, rows } = await reportTable(asked, name);
    const answered = { world, zone, name, question, seen, upTo: compared.readUpTo(REPORTS[name].ignores) };
    for (const row of totals) await isRight(answered, row, { group: {}, days, before: periodBefore(days) });
    for (const row of rows) {
      const window = windows.find(({ from }) => from === zone.dayOf(row.window.from));
      expect(window?.to, `${name}: the end of the window from ${row.window.from}`).toBe(zone.dayOf(row.window.to));
      const before = every === null ? periodBefore(days) : windowBefore(window!, every);
      await isRight(answered, row, { group: groupOf(row, by), days: window!, before });
    }
    expect(rows.length % windows.length, `${name}: windows in each group`).toBe(0);
    nothingIsMissing(answered, rows, windows);
    noGroupIsMissing(answered, totals, rows);
  }
  return seen;
}

interface Answered {
  readonly world: World;
  readonly zone: Zone;
  readonly name: ReportName;
  readonly upTo: string | null;
  readonly question: Question;
  readonly seen: { figures: number; telling: number };
}

interface Place {
  readonly group: Group;
  readonly days: Days;
  readonly before: Days;
}

async function isRight(
  { world, zone, name, question, seen, upTo }: Answered,
  row: ReportRow,
  { group, days, before }: Place,
): Promise<void> {
  const keys = keysOf(name, row);
  // What is over was read to its end, or not.
  expect(row.isPartial, `${name}: whether the window to ${row.window.to} is partial`).toBe(upTo === null || upTo < row.window.to);
  const now = figuresOf(recomputed(name, world, group, stretchOf(zone, days, row.window.to)), keys);
  const compared = await row.figure(Object.keys(REPORTS[name].figures)[0]!).comparedTo();
  const then = figuresOf(recomputed(name, world, group, stretchOf(zone, before, compared.to)), keys);
  for (const figure of Object.keys(REPORTS[name].figures)) {
    const said = row.figure(figure);
    const where = `${name}.${figure} of ${JSON.stringify({ ...question, keys, group, window: days })}`;
    isSame(said, now?.[figure], where);
    seen.figures += 1;
    if (said.numerator > 0) seen.telling += 1;
    const { from, to, ...earlier } = await said.comparedTo();
    expect([zone.dayOf(from), zone.dayOf(to)], `${where}: what it is compared to`).toEqual([before.from, before.to]);
    isSame(earlier, then?.[figure], `${where}, before`);
  }
}

function isSame(said: Figure, is: Figure | undefined, where: string): void {
  const rounded = ({ value, numerator, denominator, unknown }: Figure) => ({
    value: value === null ? null : Math.round(value * 1e6),
    ...{ numerator, denominator: denominator === null ? null : Math.round(denominator * 1e6), unknown },
  });
  // What no loop found is nothing.
  if (is === undefined) expect({ numerator: said.numerator, unknown: said.unknown }, where).toEqual({ numerator: 0, unknown: 0 });
  else expect(rounded(said), where).toEqual(rounded(is));
}

function stretchOf(zone: Zone, { from, to }: Days, end: string): Stretch {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return { has: (instant) => instant !== null && zone.dayOf(instant) >= from && zone.dayOf(instant) < to, end, days };
}

function figuresOf(rows: ReturnType<typeof recomputed>, keys: readonly (string | null)[]) {
  return rows.find((row) => JSON.stringify(row.keys) === JSON.stringify(keys))?.figures;
}

function keysOf(name: ReportName, row: ReportRow): readonly (string | null)[] {
  return REPORTS[name].keys.map((key) => row.key(key));
}

function groupOf(row: ReportRow, by: readonly Dimension[]): Group {
  return Object.fromEntries(by.map((dimension) => [dimension, row.of(dimension)]));
}

/** Every key that the loops find in a window has its row. */
function nothingIsMissing({ world, zone, name }: Answered, rows: readonly ReportRow[], windows: readonly Days[]): void {
  if (name === 'recurringGaps') return;
  const shown = new Set(rows.map((row) => JSON.stringify(keysOf(name, row))));
  const end = rows.at(-1)?.window.to ?? '9999-12-31T00:00:00.000000Z';
  for (const days of windows) {
    for (const { keys, figures } of recomputed(name, world, {}, stretchOf(zone, days, end))) {
      const isSomething = Object.values(figures).some(({ numerator, unknown }) => numerator + unknown > 0);
      if (isSomething && !isOfTotals(name, keys))
        expect(shown.has(JSON.stringify(keys)), `${name} shows ${JSON.stringify(keys)}`).toBe(true);
    }
  }
}

/** For whom changes wait is told of the whole period alone. */
function isOfTotals(name: ReportName, keys: readonly (string | null)[]): boolean {
  return name === 'bottlenecks' && keys[1] !== null;
}

/** Every group and key of which the loops find anything in the period has its rows; of gaps, those that come again. */
function noGroupIsMissing(
  { world, zone, name, question: { days, by } }: Answered,
  totals: readonly ReportRow[],
  rows: readonly ReportRow[],
): void {
  const end = totals[0]?.window.to ?? '9999-12-31T00:00:00.000000Z';
  const found = (group: Group) => recomputed(name, world, group, stretchOf(zone, days, end));
  const nameOf = (keys: readonly (string | null)[], group: Group) => JSON.stringify([keys, by.map((one) => group[one] ?? null)]);
  const isSomething = ({ figures }: ReturnType<typeof recomputed>[number]) =>
    Object.values(figures).some(({ numerator, unknown }) => numerator + unknown > 0);
  if (name === 'recurringGaps') {
    const again = found({}).filter(({ figures }) => figures['gaps']!.numerator >= 2);
    expect(totals.map((row) => JSON.stringify(keysOf(name, row))).sort(), name).toEqual(
      again.map(({ keys }) => JSON.stringify(keys)).sort(),
    );
    return;
  }
  const whole = new Set(totals.map((row) => JSON.stringify(keysOf(name, row))));
  for (const { keys } of found({}).filter(isSomething))
    expect(whole.has(JSON.stringify(keys)), `${name} has totals of ${JSON.stringify(keys)}`).toBe(true);
  const shown = new Set(rows.map((row) => nameOf(keysOf(name, row), groupOf(row, by))));
  for (const group of groupsOf(world, by)) {
    const some = found(group).filter((row) => isSomething(row) && !isOfTotals(name, row.keys));
    for (const { keys } of some) expect(shown.has(nameOf(keys, group)), `${name} shows ${nameOf(keys, group)}`).toBe(true);
  }
}

/** Every combination of the values that changes and deployments have of these dimensions, and of none. */
function groupsOf({ records, rollouts, teams }: World, by: readonly Dimension[]): readonly Group[] {
  const values: Readonly<Record<Dimension, readonly string[]>> = {
    TEAM: [...teams.values()],
    SERVICE: rollouts.map(({ service }) => service),
    ENVIRONMENT: rollouts.map(({ environment }) => environment),
    CHANGE_TYPE: ['NORMAL', 'STANDARD', 'EMERGENCY'],
    TICKET_TYPE: records.map((one) => one.issue_type).filter((one) => one !== ''),
    RISK: records.map(({ risk }) => risk).filter((one) => one !== ''),
  };
  return by.reduce<readonly Group[]>(
    (groups, one) => groups.flatMap((group) => [null, ...new Set(values[one])].map((value) => ({ ...group, [one]: value }))),
    [{}],
  );
}
