import type { Sql } from '../../src/db/pool.js';
import { insertDeliveries, type Runtime } from '../../src/inbox/index.js';
import type { BenchServer } from '../database.js';
import { fillInbox, idOf, recordCoverage } from '../events/fill.js';
import { deliveryOf, type Page, pageOf } from '../events/page.js';
import { Repository } from '../events/repository.js';
import { median, rounded, type Tell, timed } from '../figure.js';
import { isFollowed, isSettled, openHub, startLoops, untilTrue } from '../hub.js';
import { benchSource } from '../source.js';

export interface DeploymentOptions {
  /** Commits that each deployment carries, at least. */
  readonly commits: number;
  /** Repositories with as many, each deployed once. */
  readonly deployments: number;
}

const SOURCE = 'github-acme';
const MOST_MS = 1_000;
const MOST_MB = 200;

/** Of a deployment that carries thousands of commits that are stored already: from its delivery in the inbox to its verdicts. */
export async function benchDeployment(server: BenchServer, tell: Tell, { commits, deployments }: DeploymentOptions): Promise<void> {
  // The first ones are small: they tell what any deployment takes, and let the machine code come about.
  const small = Array.from({ length: deployments }, (_, nth) => historyOf(nth, commits / 50));
  const large = Array.from({ length: deployments }, (_, nth) => historyOf(deployments + nth, commits));
  const { url } = await server.database('deployment');
  const runtime = await openHub(url, benchSource(SOURCE));
  await fillInbox(
    runtime.sql,
    SOURCE,
    [...small, ...large].flatMap(({ stored }) => stored),
  );
  await recordCoverage(runtime, SOURCE, 2 * deployments);
  const loops = startLoops(runtime);
  try {
    await untilTrue(async () => (await isSettled(runtime.sql)) && (await isFollowed(runtime.sql)));
    const few: Judged[] = [];
    for (const one of small) few.push(await judged(runtime, one));
    const many: Judged[] = [];
    for (const one of large) many.push(await judged(runtime, one));
    report(tell, commits, few, many);
  } finally {
    await loops.stop();
    await runtime.sql.end();
  }
}

function report(tell: Tell, commits: number, few: readonly Judged[], many: readonly Judged[]): void {
  const least = Math.min(...many.map(({ carries }) => carries));
  if (least < commits) throw new Error(`A deployment carries ${least} commits.`);
  const value = Math.max(...many.map(({ ms }) => ms));
  const ratioTo = `the same with ${few[0]!.carries} commits`;
  tell({
    name: `a deployment of ${least} stored commits, inbox to verdict, slowest of ${many.length}`,
    value: rounded(value),
    unit: 'ms',
    ratioTo,
    ratio: rounded(value / Math.max(...few.map(({ ms }) => ms))),
    bound: `<= ${MOST_MS} ms`,
    holds: value <= MOST_MS,
  });
  const [ms, beside] = [median(many.map((one) => one.ms)), median(few.map((one) => one.ms))];
  tell({ name: 'the same, median', value: rounded(ms), unit: 'ms', ratioTo, ratio: rounded(ms / beside) });
  const mb = Math.max(...many.map((one) => one.mb));
  tell({
    name: 'by how much the process grew meanwhile, most',
    value: rounded(mb),
    unit: 'MB',
    ratioTo: 'its size before',
    ratio: rounded(mb / many[0]!.beforeMb),
    bound: `<= ${MOST_MB} MB`,
    holds: mb <= MOST_MB,
  });
}

interface History {
  readonly stored: readonly Page[];
  readonly deployment: Page;
}

/** A repository's pages until it has so many commits, without its deployments but the last. */
function historyOf(nth: number, commits: number): History {
  const repository = new Repository({ id: idOf(nth), name: `acme/service-${nth}` });
  const pages = [...repository.begin()];
  const count = () => pages.filter(({ stream }) => stream === 'commits').reduce((all, { records }) => all + records.length - 1, 0);
  while (count() < commits) pages.push(...repository.next());
  const last = pages.findLast(({ stream }) => stream === 'deployments');
  return {
    stored: pages.filter(({ stream }) => stream !== 'deployments'),
    deployment: pageOf('deployments', last?.records.slice(-1) ?? []),
  };
}

interface Judged {
  readonly ms: number;
  readonly mb: number;
  readonly beforeMb: number;
  readonly carries: number;
}

async function judged({ sql }: Runtime, { deployment }: History): Promise<Judged> {
  const ref = refOf(deployment);
  const beforeMb = megabytes();
  let most = beforeMb;
  const watch = setInterval(() => (most = Math.max(most, megabytes())), 5);
  const { ms } = await timed(async () => {
    await insertDeliveries(sql, [deliveryOf(SOURCE, deployment)]);
    // As the door and the poll do it.
    await sql`select pg_notify('inbox', '')`;
    await untilTrue(() => isJudged(sql, ref));
  });
  clearInterval(watch);
  await untilTrue(() => isFollowed(sql));
  const [row] = await sql<{ carries: number }[]>`select carries from deployment_range where deployment = ${ref} and recorded_to is null`;
  return { ms, mb: most - beforeMb, beforeMb, carries: row?.carries ?? 0 };
}

function refOf({ records }: Page): string {
  return `deployment:${SOURCE}:${String(records[0]?.key).split(':')[1]}`;
}

async function isJudged(sql: Sql, ref: string): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select exists(select from verdict where unit = ${ref} and recorded_to is null) and exists(select from deployment_range where deployment = ${ref} and outcome = 'SUCCEEDED' and recorded_to is null) as found`;
  return row?.found === true;
}

function megabytes(): number {
  return process.memoryUsage().rss / 1_000_000;
}
