import { afterAll, beforeAll, expect, test } from 'vitest';
import { benchAlerts } from '../../bench/alerts/index.js';
import { type BenchServer, startBenchServer } from '../../bench/database.js';
import { benchEvents } from '../../bench/events/index.js';
import { type Figure, median, quantile } from '../../bench/figure.js';
import { benchRange } from '../../bench/range/index.js';
import { benchReports } from '../../bench/reports/index.js';
import { benchTimeline } from '../../bench/timeline/index.js';
import { benchWebhooks } from '../../bench/webhooks/index.js';

// The short forms: they run, tell every figure with what it is measured beside, and judge no time.

let server: BenchServer;
beforeAll(async () => {
  server = await startBenchServer();
});
afterAll(() => server.stop());

async function figuresOf(bench: (tell: (figure: Figure) => void) => Promise<void>): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  await bench((figure) => figures.push(figure));
  for (const { name, value, unit, ratioTo, ratio } of figures) {
    expect([name, unit, ratioTo], name).not.toContain('');
    expect(Number.isFinite(value) && value > 0 && Number.isFinite(ratio) && ratio > 0, name).toBe(true);
  }
  return figures;
}

test('webhooks are kept through the real door, and told beside single commits', { timeout: 120_000 }, async () => {
  const figures = await figuresOf((tell) => benchWebhooks(server, tell, { rounds: 1, secondsARound: 0.5 }));
  expect(figures.map(({ name }) => name)).toEqual([
    'webhooks kept',
    'the same row committed one by one',
    'webhook latency p50',
    'webhook latency p99',
    'distinct commits that kept them',
    'webhooks kept while all loops run',
  ]);
  const commits = figures.find(({ unit }) => unit === 'commits');
  expect(commits?.ratio, 'several webhooks share a commit, and not all of them one').toBeLessThanOrEqual(1);
});

test('events go from the inbox to verdicts in the proportion that is told', { timeout: 120_000 }, async () => {
  const figures = await figuresOf((tell) => benchEvents(server, tell, 1));
  const value = (unit: string) => figures.find((figure) => figure.unit === unit)?.value;
  // 80 pull requests: 16 deployments, four verdicts for each of these, and three for each pull request.
  expect(value('deployments')).toBe(16);
  expect(value('verdicts')).toBe(320);
  expect(value('events')).toBeGreaterThan(1_000);
});

test('ranges found from memory, in a new process and by a query are the same', { timeout: 120_000 }, async () => {
  const figures = await figuresOf((tell) => benchRange(server, tell, { commits: 3_000, pairs: 20, repeats: 1 }));
  expect(figures.filter(({ bound }) => bound !== undefined)).toHaveLength(2);
});

test('alerts come from a hub of its own, each once, and are told beside NOTIFY', { timeout: 120_000 }, async () => {
  const figures = await figuresOf((tell) => benchAlerts(server, tell, { seconds: 1, openGaps: 50 }));
  expect(figures.filter(({ bound }) => bound === '<= 150').map(({ name }) => name)).toEqual([
    'event to gapAlerts, facts present p95',
    'event to gapAlerts, facts present, 50 gaps open p95',
    'answer of a reading to gapAlerts, by absence p95',
  ]);
});

test('pages of a timeline are told beside the same of a short one', { timeout: 120_000 }, async () => {
  const figures = await figuresOf((tell) => benchTimeline(server, tell, { few: 500, many: 2_000, pages: 3 }));
  expect(figures).toHaveLength(4);
});

test('a figure of nothing is refused', () => {
  expect(() => median([])).toThrow('No value was measured.');
  expect(quantile([3, 1, 2, 4], 0.5)).toBe(2);
  expect(quantile([3, 1, 2, 4], 0.99)).toBe(4);
});

test('every report is told beside the same of fewer changes', { timeout: 120_000 }, async () => {
  const figures = await figuresOf((tell) => benchReports(server, tell, { few: 200, many: 400, repeats: 1 }));
  expect(figures).toHaveLength(12);
});
