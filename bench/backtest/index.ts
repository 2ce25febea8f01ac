import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { openPool, type Sql } from '../../src/db/pool.js';
import { backtestDoor } from '../../src/hub/backtest.js';
import { Jobs } from '../../src/hub/jobs.js';
import type { Instant } from '#contract';
import type { BenchServer } from '../database.js';
import { rounded, type Tell, timed } from '../figure.js';
import { BENCH_KEY } from '../hub.js';
import { databaseSeconds } from './database-seconds.js';
import { fillWithFacts, PEOPLE } from './fill.js';

const MOST_S = 60;
const YEAR = { from: '2025-01-01T00:00:00.000000Z' as Instant, to: '2027-01-01T00:00:00.000000Z' as Instant, zone: 'UTC' };

/** As a person would write it: people with their accounts, what statuses mean, and some rules. */
function policyText(more: object): string {
  const accounts = (n: number) => [`github-acme:${n}`, `jira-acme:${n}`];
  const people = Object.fromEntries(Array.from({ length: PEOPLE }, (_, n) => [`Person ${n}`, { accounts: accounts(n) }]));
  return JSON.stringify({
    people,
    environments: { production: { production: true } },
    baselines: { '*': 'empty' },
    changeTypes: { '*': ['10200'] },
    statuses: { '*': { 'In Progress': { stage: 'IMPLEMENTING' }, Done: { stage: 'CLOSED' } } },
    fields: { '*': { implementationPlan: 'customfield_10010' } },
    ...more,
  });
}

const STRICTER = {
  approvals: { required: [{ number: 2 }] },
  services: { pay: { repositories: ['acme/service-1', 'acme/service-2'] } },
  rules: {
    'incomplete-request': { fields: ['description', 'requester', 'implementationPlan', 'backoutPlan'] },
    'direct-push': { enabled: false },
  },
};

/** A back-test over a year of changes, from its job's start to its end; before it the policy by which the standing verdicts were made. */
export async function benchBacktest(server: BenchServer, tell: Tell, changes: number): Promise<void> {
  const { url, adminUrl } = await server.database('backtest');
  const [owner, sql] = [openPool(adminUrl, { max: 1 }), openPool(url, { max: 8 })];
  try {
    await fillWithFacts(owner, changes);
    const first = await tested(url, sql, policyText({}));
    await standing(owner, first.id);
    const same = await tested(url, sql, policyText({}));
    if (same.differences > 0) throw new Error(`The policy by which all was judged differs from itself in ${same.differences} verdicts.`);
    const other = await tested(url, sql, policyText(STRICTER));
    const [of] = await sql<{ units: number; verdicts: number }[]>`select units, verdicts from backtest where id = ${other.id}`;
    const value = other.ms / 1000;
    tell({
      name: `back-test of ${changes} changes, ${of?.units} units with ${of?.verdicts} verdicts, ${other.differences} of which differ; facts that the bench made itself`,
      value: rounded(value),
      unit: 's',
      ratioTo: 'the same with the policy in force, where none differs',
      ratio: rounded(other.ms / same.ms),
      bound: `<= ${MOST_S} s`,
      holds: value <= MOST_S,
    });
    tell({
      name: 'seconds of a core in its process',
      value: rounded(other.cpuMs / 1000),
      unit: 's',
      ratioTo: 'those that passed',
      ratio: rounded(other.cpuMs / other.ms),
    });
    tell({
      name: 'seconds of a core in Postgres',
      value: rounded(other.databaseS),
      unit: 's',
      ratioTo: 'those that passed',
      ratio: rounded((other.databaseS * 1000) / other.ms),
    });
    tell({
      name: 'longest wait of its event loop, while threads judge',
      value: rounded(other.longestWaitMs),
      unit: 'ms',
      ratioTo: 'that which one turn in a hundred exceeds',
      ratio: rounded(other.longestWaitMs / other.usualWaitMs),
    });
    tell({
      name: 'memory of its process at most',
      value: rounded(other.rss / 2 ** 20),
      unit: 'MB',
      ratioTo: 'before it',
      ratio: rounded(other.rss / other.before),
    });
  } finally {
    await sql.end({ timeout: 5 });
    await owner.end();
  }
}

/** The differences of a back-test over a hub without verdicts are all verdicts there are. */
async function standing(owner: Sql, id: string): Promise<void> {
  await owner`
    insert into verdict (rule, subject, unit, recorded_from, recorded_to, answer, severity, sentence, would_pass_if, events, rests_on, about, missing,
      policy, before_policy, engine, cause, settles_at)
    select rule, subject, unit, '2026-06-01Z', null, would_be, would_be_severity, would_be_sentence, null, array[1, 2, 3], 3, '{}', '[]',
      '0123456789abcdef', false, 'bench', 'FACT', null
    from backtest_difference where backtest = ${id}`;
  await owner.unsafe('vacuum analyze');
}

async function tested(url: string, sql: Sql, text: string) {
  const quiet = () => undefined;
  const jobs = new Jobs(sql, {
    info: quiet,
    warn: quiet,
    error: (facts) => process.stderr.write(`${String((facts as { err: Error }).err.stack)}\n`),
  });
  const door = backtestDoor({ url, sql, key: BENCH_KEY, jobs, sources: ['github-acme', 'jira-acme'] });
  const [before, cpu, database] = [process.memoryUsage.rss(), process.cpuUsage(), await databaseSeconds(sql)];
  const watched = watchMemory();
  const waits = monitorEventLoopDelay({ resolution: 10 });
  waits.enable();
  const { ms, result } = await timed(async () => {
    const started = await door({ text, period: YEAR, by: { name: 'bench' } });
    if ('problems' in started) throw new Error(JSON.stringify(started.problems));
    await jobs.idle();
    return started.job;
  });
  waits.disable();
  const rss = await watched.most();
  const { user, system } = process.cpuUsage(cpu);
  const [job] = await sql<{ state: string; result: string }[]>`select state, result from job where id = ${result}`;
  if (job?.state !== 'DONE') throw new Error('The back-test failed.');
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from backtest_difference where backtest = ${job.result}`;
  // Its connections are over a moment later.
  await after(500);
  const databaseS = (await databaseSeconds(sql)) - database;
  const [longestWaitMs, usualWaitMs] = [waits.max / 1e6, waits.percentile(99) / 1e6];
  const found = { id: job.result, differences: row?.n ?? 0 };
  return { ...found, ms, rss, before, cpuMs: (user + system) / 1000, databaseS, longestWaitMs, usualWaitMs };
}

function watchMemory(): { most(): Promise<number> } {
  let most = 0;
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await after(100)) most = Math.max(most, process.memoryUsage.rss());
  })();
  return {
    most: async () => {
      isOver = true;
      await watching;
      return most;
    },
  };
}
