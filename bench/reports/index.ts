import type { Sql } from '../../src/db/pool.js';
import { report, REPORT_NAMES, type ReportName, reportTable } from '../../src/read/index.js';
import type { BenchServer } from '../database.js';
import { quantile, rounded, type Tell, timed } from '../figure.js';
import { filledWithChanges, VERDICTS_EACH } from './fill.js';

export interface ReportsOptions {
  readonly few: number;
  readonly many: number;
  /** How often each report is made of each database, by turns. */
  readonly repeats: number;
}

const MOST_MS = 1_000;
const VIEWER = { token: 'none', name: 'bench', kind: 'PERSON', role: 'viewer', expiresAt: '2999-01-01T00:00:00.000000Z' } as never;
const YEAR = { from: '2025-01-01', to: '2026-01-01', zone: 'Europe/Berlin' };

/** Each report over a year of changes, by month and team, as the API makes it; and beside it what else may be asked of one. */
export async function benchReports(server: BenchServer, tell: Tell, { few, many, repeats }: ReportsOptions): Promise<void> {
  const [small, large] = [await filledWithChanges(server, few), await filledWithChanges(server, many)];
  try {
    for (const name of REPORT_NAMES) {
      const ms: { few: number[]; many: number[] } = { few: [], many: [] };
      for (let nth = -2; nth < repeats; nth++) {
        const [a, b] = [(await timed(() => made(small, name))).ms, (await timed(() => made(large, name))).ms];
        if (nth < 0) continue;
        ms.few.push(a);
        ms.many.push(b);
      }
      const [value, beside] = [quantile(ms.many, 0.95), quantile(ms.few, 0.95)];
      const of = `${many} changes with ${VERDICTS_EACH} verdicts each, in rows that the bench made itself; by month and team`;
      const ratioTo = `the same of ${few} changes`;
      tell({
        name: `report ${name}, p95 of ${repeats}: ${of}`,
        value: rounded(value),
        unit: 'ms',
        ratioTo,
        ratio: rounded(value / beside),
        bound: `p95 <= ${MOST_MS} ms`,
        holds: value <= MOST_MS,
      });
    }
    await besides(large, tell, repeats);
  } finally {
    await small.end();
    await large.end();
  }
}

async function made(sql: Sql, name: ReportName): Promise<void> {
  const asked = await report(sql, VIEWER, { period: YEAR, every: 'MONTH', by: ['TEAM'] });
  const { rows } = await reportTable(asked, name);
  if (rows.length === 0) throw new Error(`${name} has no rows.`);
}

/** Told, not judged. */
async function besides(sql: Sql, tell: Tell, repeats: number): Promise<void> {
  const first = async () => {
    const asked = await report(sql, VIEWER, { period: YEAR, every: 'MONTH', by: ['TEAM'] });
    return (await reportTable(asked, 'volume')).rows[0]!.figure('started');
  };
  const alone = quantile(await several(repeats, first), 0.5);
  const others: Readonly<Record<string, () => Promise<unknown>>> = {
    'with the time before': async () => (await first()).comparedTo(),
    'with 50 changes behind a figure': async () => (await first()).changes('NUMERATOR', { first: 50 }),
  };
  for (const [name, work] of Object.entries(others)) {
    const value = quantile(await several(repeats, work), 0.5);
    tell({ name: `report volume ${name}`, value: rounded(value), unit: 'ms', ratioTo: 'the report alone', ratio: rounded(value / alone) });
  }
}

async function several(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const ms: number[] = [];
  for (let nth = 0; nth < times; nth++) ms.push((await timed(work)).ms);
  return ms;
}
