import { once } from 'node:events';
import { openPool, type Sql } from '../../src/db/pool.js';
import { type Child, startChild } from '../child.js';
import type { BenchDatabase, BenchServer } from '../database.js';
import { rounded, type Tell, timed } from '../figure.js';
import { isSettled } from '../hub.js';
import type { AskedOf } from './tool.js';

export interface BackfillOptions {
  readonly repositories: number;
  /** In each. */
  readonly pulls: number;
  /** The budget of the token, in windows of this length; as GitHub counts, REST and GraphQL apart. */
  readonly perWindow: number;
  readonly windowMs: number;
}

const MOST_MB = 512;
/** As the hub keeps of every budget. */
const RESERVE = 0.05;
const PULLS_OF_A_PAGE = 25;
const LOOK_EVERY_MS = 250;
const LOOKS_A_LINE = 120;
/** Once so much of the streams is read, the hub is killed. */
const KILLED_AT = 0.4;

/**
 * The first reading of many repositories from a GitHub in a process of its own, by a hub in a process of its own with all its loops,
 * which is killed (-9) on the way and started again: its memory, the budget, and what was read twice.
 */
export async function benchBackfill(server: BenchServer, tell: Tell, options: BackfillOptions): Promise<void> {
  const { repositories, pulls, perWindow, windowMs } = options;
  const database = await server.database('backfill');
  const sql = openPool(database.url, { max: 2, name: 'changeline bench' });
  const tool = startChild('bench/backfill/tool.ts', [repositories, pulls, perWindow, windowMs].map(String));
  try {
    const url = await tool.line();
    const least = watchBudget(sql);
    const first = await killedOnTheWay({ database, url, options, sql });
    const hub = await started({ database, url, options });
    const { ms } = await timed(() => untilRead(sql, hub, async (share) => share === 1 && isSettled(sql)));
    const second = await memoryOf(hub);
    await hub.stop();
    const asked = await askedOf(tool);
    told(tell, {
      options,
      ms: first.ms + ms,
      mb: Math.max(first.mb, second),
      asked,
      least: await least.stop(),
      records: await recordsOf(sql),
    });
  } finally {
    await tool.stop();
    await sql.end();
  }
}

interface Place {
  readonly database: BenchDatabase;
  readonly url: string;
  readonly options: BackfillOptions;
}

async function started({ database, url, options }: Place): Promise<Child> {
  const hub = startChild('bench/backfill/hub.ts', [database.url, url, String(options.repositories)]);
  await hub.line();
  return hub;
}

async function killedOnTheWay({ sql, ...place }: Place & { readonly sql: Sql }): Promise<{ readonly ms: number; readonly mb: number }> {
  const hub = await started(place);
  const { ms } = await timed(() => untilRead(sql, hub, (share) => share >= KILLED_AT));
  const mb = await memoryOf(hub);
  const ended = once(hub.process, 'exit');
  hub.process.kill('SIGKILL');
  await ended;
  return { ms, mb };
}

/** Looks seldom: 16,000 streams are counted by reading them all. How far it is goes to the standard error now and then. */
async function untilRead(sql: Sql, hub: Child, isEnough: (share: number) => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 1; ; looks += 1) {
    const share = await shareRead(sql);
    if (await isEnough(share)) return;
    if (looks % LOOKS_A_LINE === 0) {
      const far = `${rounded(share * 100)} % of the streams, ${await recordsOf(sql)} records, ${await memoryOf(hub)} MB at most`;
      process.stderr.write(`backfill: ${far}\n`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** How many of the streams were read to their end. */
async function shareRead(sql: Sql): Promise<number> {
  const [row] = await sql<{ share: number | null }[]>`
    select avg((passes > 0)::int)::float8 as share from source_stream where stream not like 'census:%'`;
  return row?.share ?? 0;
}

async function memoryOf(hub: Child): Promise<number> {
  hub.process.kill('SIGUSR2');
  return Number(await hub.line());
}

async function askedOf(tool: Child): Promise<AskedOf> {
  tool.process.kill('SIGUSR2');
  return JSON.parse(await tool.line()) as AskedOf;
}

/** The least that the tool said was left, of all budgets. */
function watchBudget(sql: Sql): { stop(): Promise<number> } {
  let least = Infinity;
  const look = async (): Promise<void> => {
    const rows = await sql<{ left: number }[]>`
      select (kind.value ->> 'remaining')::float8 as left from source_state, jsonb_each(budget) as kind`;
    least = Math.min(least, ...rows.map(({ left }) => left));
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => void (looking = look()), 100);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
      return least;
    },
  };
}

async function recordsOf(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::float8 as count from inbox_record`;
  return row?.count ?? 0;
}

interface Measured {
  readonly options: BackfillOptions;
  readonly ms: number;
  readonly mb: number;
  readonly asked: AskedOf;
  readonly least: number;
  readonly records: number;
}

function told(tell: Tell, { options, ms, mb, asked, least, records }: Measured): void {
  const { repositories, pulls, perWindow } = options;
  const of = `${repositories} repositories with ${pulls} pull requests each`;
  const pagesThereAre = repositories * Math.ceil(pulls / PULLS_OF_A_PAGE);
  const reserve = Math.floor(perWindow * RESERVE);
  tell({ name: 'backfill', value: rounded(records / (ms / 1000)), unit: 'records/s', ratioTo: of, ratio: rounded(ms / 1000) });
  tell({ name: 'backfill, most memory', value: mb, unit: 'MB', ratioTo: of, ratio: 1, bound: `<= ${MOST_MB}`, holds: mb <= MOST_MB });
  tell({
    name: 'backfill, requests',
    value: asked.requests,
    unit: 'requests',
    ratioTo: 'records',
    ratio: rounded(asked.requests / records),
  });
  tell({
    ...{ name: 'backfill, refused for the budget', value: asked.refused, unit: 'requests', ratioTo: 'requests' },
    ...{ ratio: rounded(asked.refused / asked.requests), bound: '= 0', holds: asked.refused === 0 },
  });
  tell({
    ...{ name: 'backfill, least that was left of the budget', value: least, unit: 'requests', ratioTo: 'its reserve' },
    ...{ ratio: rounded(least / Math.max(1, reserve)), bound: `>= ${reserve}`, holds: least >= reserve },
  });
  tell({
    ...{ name: 'backfill, pages of pull requests', value: asked.pages, unit: 'pages', ratioTo: 'pages that there are' },
    ...{ ratio: rounded(asked.pages / pagesThereAre), bound: `= ${pagesThereAre}`, holds: asked.pages === pagesThereAre },
  });
  tell({
    ...{ name: 'backfill, pages of one repository asked for again after kill -9', value: asked.pagesAgainOfOne, unit: 'pages' },
    ...{
      ratioTo: `${asked.pages} pages`,
      ratio: rounded(asked.pagesAgain / asked.pages),
      bound: '<= 1',
      holds: asked.pagesAgainOfOne <= 1,
    },
  });
}
