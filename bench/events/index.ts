import type { Sql } from '../../src/db/pool.js';
import type { Runtime } from '../../src/inbox/index.js';
import { startNormaliseLoop } from '../../src/normalise/index.js';
import type { BenchServer } from '../database.js';
import { rounded, type Tell, timed } from '../figure.js';
import { isFollowed, isSettled, openHub, startFollowing, startLoops, untilTrue } from '../hub.js';
import { benchSource } from '../source.js';
import { appendAlone } from './floor.js';
import { fillInbox, pagesOf, recordCoverage } from './fill.js';

const SOURCE = 'github-acme';
/** Events each second that the hub must reach on two cores. */
const LEAST = 3_000;

/**
 * Events per second from the inbox to verdicts, loops as the hub runs them in one process; beside it the ledger's append
 * alone of as many events, and the two loops one after the other. `rounds` of 80 pull requests, some 1,300 events each.
 */
export async function benchEvents(server: BenchServer, tell: Tell, rounds: number): Promise<void> {
  const whole = await filledHub(server, `events_${rounds}`, rounds);
  const { ms } = await timed(() => throughBoth(whole));
  const counted = await countsOf(whole.sql);
  await whole.sql.end();
  const floorMs = await floorOf(server, rounds, counted.events);
  const [value, floor] = [counted.events / (ms / 1000), counted.events / (floorMs / 1000)];
  const beside = { ratioTo: "events/s of the ledger's append alone, 500 a transaction", ratio: rounded(value / floor) };
  tell({
    name: 'events from inbox to verdict',
    value: rounded(value, 4),
    unit: 'events/s',
    ...beside,
    bound: `>= ${LEAST}`,
    holds: value >= LEAST,
  });
  tell({ name: "the ledger's append alone", value: rounded(floor, 4), unit: 'events/s', ratioTo: 'itself', ratio: 1 });
  const each = { ratioTo: 'events of the source', ratio: 0 };
  tell({ name: 'events counted', value: counted.events, unit: 'events', ...each, ratio: 1 });
  tell({ name: 'verdicts written', value: counted.verdicts, unit: 'verdicts', ...each, ratio: rounded(counted.verdicts / counted.events) });
  tell({
    name: 'deployments judged',
    value: counted.deployments,
    unit: 'deployments',
    ...each,
    ratio: rounded(counted.deployments / counted.events),
  });
  await stages(server, tell, Math.max(1, Math.round(rounds / 5)));
}

/** What each loop takes when it runs alone. */
async function stages(server: BenchServer, tell: Tell, rounds: number): Promise<void> {
  const hub = await filledHub(server, `stages_${rounds}`, rounds);
  const normalised = await timed(() => throughNormalising(hub));
  const followed = await timed(() => throughFollowing(hub));
  const { events } = await countsOf(hub.sql);
  await hub.sql.end();
  const microseconds = (ms: number) => rounded((ms * 1000) / events);
  const sum = normalised.ms + followed.ms;
  const stage = (name: string, ms: number) =>
    tell({ name, value: microseconds(ms), unit: 'µs/event', ratioTo: 'both loops, one after the other', ratio: rounded(ms / sum) });
  stage('normalising alone (inbox to ledger)', normalised.ms);
  stage('following alone (ledger to verdict)', followed.ms);
}

async function filledHub(server: BenchServer, name: string, rounds: number): Promise<Runtime> {
  const { url } = await server.database(name);
  const runtime = await openHub(url, benchSource(SOURCE));
  await fillInbox(runtime.sql, SOURCE, pagesOf(rounds));
  await recordCoverage(runtime, SOURCE);
  return runtime;
}

async function throughBoth(runtime: Runtime): Promise<void> {
  const loops = startLoops(runtime);
  await untilTrue(() => isSettled(runtime.sql));
  await untilTrue(() => isFollowed(runtime.sql));
  await loops.stop();
}

async function throughNormalising(runtime: Runtime): Promise<void> {
  const loop = startNormaliseLoop(runtime);
  await untilTrue(() => isSettled(runtime.sql));
  await loop.stop();
}

async function throughFollowing(runtime: Runtime): Promise<void> {
  const following = startFollowing(runtime);
  await untilTrue(() => isFollowed(runtime.sql));
  await following.stop();
}

async function floorOf(server: BenchServer, rounds: number, count: number): Promise<number> {
  const { url } = await server.database(`floor_${rounds}`);
  const runtime = await openHub(url, benchSource(SOURCE));
  const ms = await appendAlone(runtime, pagesOf(rounds), count);
  await runtime.sql.end();
  return ms;
}

async function countsOf(sql: Sql): Promise<{ readonly events: number; readonly verdicts: number; readonly deployments: number }> {
  const [row] = await sql<{ events: number; verdicts: number; deployments: number; quarantined: number }[]>`
    select (select count(*) from timeline_entry where source = ${SOURCE}) as events,
      (select count(*) from verdict where recorded_to is null) as verdicts,
      (select count(*) from deployment_range where recorded_to is null) as deployments,
      (select count(*) from inbox_record where state <> 'EVENTS') as quarantined`;
  if (!row || row.events === 0 || row.verdicts === 0 || row.quarantined > 0) {
    throw new Error(`Not everything became events and verdicts: ${JSON.stringify(row)}.`);
  }
  return row;
}
