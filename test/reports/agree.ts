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
  worldOf,
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

/** Every figure of every report is what plain loops over the tables say; how many figures were compared, and how many say something. */
export async function agree(sql: Sql, question: Question): Promise<{ figures: number; telling: number }> {
  const { days, timeZone, every, by } = question;
  const [world, zone] = [await worldOf(sql), zoneOf(timeZone)];
  const asked = await report(sql, VIEWER, { period: { ...days, zone: timeZone }, every, by });
  const windows = windowsIn(days, every);
  const seen = { figures: 0, telling: 0 };
  for (const name of NAMES as readonly ReportName[]) {
    const { totals, rows } = await reportTable(asked, name);
    const answered = { world, zone, name, question, seen };
    for (const row of totals) await isRight(answered, row, { group: {}, days, before: periodBefore(days) });
    for (const row of rows) {
      const window = windows.find(({ from }) => from === zone.dayOf(row.window.from));
      expect(window?.to, `${name}: the end of the window from ${row.window.from}`).toBe(zone.dayOf(row.window.to));
      const before = every === null ? periodBefore(days) : windowBefore(window!, every);
      await isRight(answered, row, { group: groupOf(row, by), days: window!, before });
    }
    expect(rows.length % windows.length, `${name}: windows in each group`).toBe(0);
    nothingIsMissing(answered, rows, windows);
  }
  return seen;
}

interface Answered {
  readonly world: World;
  readonly zone: Zone;
  readonly name: ReportName;
  readonly question: Question;
  readonly seen: { figures: number; telling: number };
}

interface Place {
  readonly group: Group;
  readonly days: Days;
  readonly before: Days;
}

async function isRight({ world, zone, name, question, seen }: Answered, row: ReportRow, { group, days, before }: Place): Promise<void> {
  const keys = keysOf(name, row);
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
      if (isSomething) expect(shown.has(JSON.stringify(keys)), `${name} shows ${JSON.stringify(keys)}`).toBe(true);
    }
  }
}

/** How many changes were requested on each day on which any was. */
export async function requestedByDay(sql: Sql, days: Days, timeZone: string) {
  const zone = zoneOf(timeZone);
  const { rows } = await reportTable(await report(sql, VIEWER, { period: { ...days, zone: timeZone }, every: 'DAY' }), 'volume');
  const some = rows.map((row) => [zone.dayOf(row.window.from), row.figure('requested').value] as const).filter(([, value]) => value !== 0);
  return Object.fromEntries(some);
}
