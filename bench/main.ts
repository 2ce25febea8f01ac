import { benchAlerts } from './alerts/index.js';
import { benchBackfill } from './backfill/index.js';
import { benchBacktest } from './backtest/index.js';
import { benchDeployment } from './deployment/index.js';
import { startBenchServer, type BenchServer } from './database.js';
import { benchEvents } from './events/index.js';
import type { Figure, Tell } from './figure.js';
import { benchRange } from './range/index.js';
import { benchRecords } from './records/index.js';
import { benchReports } from './reports/index.js';
import { benchTimeline } from './timeline/index.js';
import { benchWebhooks } from './webhooks/index.js';

// `npm run bench [name…]`: a line of JSON for each figure, with what was measured beside it in the same run.

const BENCHES: Readonly<Record<string, (server: BenchServer, tell: Tell) => Promise<void>>> = {
  webhooks: (server, tell) => benchWebhooks(server, tell, { rounds: 3, secondsARound: 4 }),
  range: (server, tell) => benchRange(server, tell, { commits: 200_000, pairs: 500, repeats: 5 }),
  events: (server, tell) => benchEvents(server, tell, Number(process.env['BENCH_ROUNDS'] ?? 80)),
  alerts: (server, tell) =>
    benchAlerts(server, tell, {
      seconds: Number(process.env['BENCH_SECONDS'] ?? 20),
      openGaps: 10_000,
      onlyAbsent: process.env['BENCH_PART'] === 'absent',
    }),
  reports: (server, tell) =>
    benchReports(server, tell, {
      few: 10_000,
      many: Number(process.env['BENCH_CHANGES'] ?? 100_000),
      repeats: Number(process.env['BENCH_ROUNDS'] ?? 20),
    }),
  backtest: (server, tell) => benchBacktest(server, tell, Number(process.env['BENCH_CHANGES'] ?? 100_000)),
  backfill: (server, tell) =>
    benchBackfill(server, tell, {
      repositories: Number(process.env['BENCH_REPOSITORIES'] ?? 1_000),
      pulls: 100,
      perWindow: 5_000,
      windowMs: 30_000,
    }),
  deployment: (server, tell) => benchDeployment(server, tell, { commits: 5_000, deployments: 5 }),
  records: (server, tell) =>
    benchRecords(server, tell, { changes: 300, events: Number(process.env['BENCH_EVENTS'] ?? 1_000_000), questions: 200 }),
  timeline: (server, tell) => benchTimeline(server, tell, { few: 10_000, many: 1_000_000, pages: 200 }),
};

function tell(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

async function run(names: readonly string[]): Promise<boolean> {
  const unknown = names.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.\n`);
    return false;
  }
  const server = await startBenchServer();
  try {
    for (const name of names.length > 0 ? names : Object.keys(BENCHES)) await BENCHES[name]!(server, tell);
  } finally {
    await server.stop();
  }
  return true;
}

const ok = await run(process.argv.slice(2));
process.exit(ok ? 0 : 1);
