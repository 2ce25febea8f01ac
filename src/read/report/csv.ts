import { csvLine, DIMENSIONS, type FigureDefinition, REPORTS, type RowKey, unitOf } from '../../reports/index.js';
import { reportTable, type AskedReport, type ReportTable } from './report.js';
import type { ReportName } from '../../reports/index.js';
import type { ReportRow } from './row.js';

const KEYS: Readonly<Record<RowKey, string>> = {
  stage: 'stage',
  waitingFor: 'waiting_for',
  leg: 'leg',
  rule: 'rule',
  gapService: 'gap_service',
};
const FIXED = ['report', 'scope', 'from', 'to', 'zone'] as const;
const OF_FIGURE = [
  'figure',
  'unit',
  'value',
  'numerator',
  'denominator',
  'unknown',
  'before_from',
  'before_to',
  'before_value',
  'before_numerator',
  'before_denominator',
  'before_unknown',
  'partial',
] as const;

/**
 * A report as CSV (RFC 4180), a line a figure: totals first (`scope` TOTAL), then each window and group (ROW). Texts that a
 * spreadsheet would take for a formula are defused. As bounded as the report itself: at most 10,000 rows.
 */
export async function* reportCsv(asked: AskedReport, name: ReportName): AsyncGenerator<string> {
  const table = await reportTable(asked, name);
  const keys: readonly RowKey[] = REPORTS[name].keys;
  yield csvLine([...FIXED, ...DIMENSIONS.map((one) => one.toLowerCase()), ...keys.map((key) => KEYS[key]), ...OF_FIGURE]);
  for (const row of table.totals) yield await linesOf(asked, table, row, 'TOTAL');
  for (const row of table.rows) yield await linesOf(asked, table, row, 'ROW');
}

async function linesOf({ input }: AskedReport, { name }: ReportTable, row: ReportRow, scope: 'TOTAL' | 'ROW'): Promise<string> {
  const { from, to } = row.window;
  const keys = REPORTS[name].keys.map((key) => row.key(key));
  const head = [name, scope, from, to, input.period.zone, ...DIMENSIONS.map((one) => row.of(one)), ...keys];
  const figures: Readonly<Record<string, FigureDefinition>> = REPORTS[name].figures;
  const lines = Object.entries(figures).map(async ([called, definition]) => {
    const { value, numerator, denominator, unknown, isPartial, comparedTo } = row.figure(called);
    const before = await comparedTo();
    const compared = [before.from, before.to, before.value, before.numerator, before.denominator, before.unknown];
    return csvLine([...head, called, unitOf(definition), value, numerator, denominator, unknown, ...compared, isPartial]);
  });
  return (await Promise.all(lines)).join('');
}
