import type { Stream } from '#contract';
import { census } from '../census/census.js';
import { groundsOf } from '../census/ground.js';
import { isReadToTheEnd, noteCensuses } from '../census/progress.js';
import { failureOf } from './failure.js';
import { registerSources } from './health.js';
import { pass } from './pass.js';
import { lookOut } from './lookout.js';
import { probe } from './permissions.js';
import type { Poller } from './poller.js';
import { leaveUnmoved } from './unmoved.js';
import { dueStreams, noteStreams, type Standing } from './streams.js';

const LIST_EVERY_MS = 10 * 60_000;
const MOST_LIST_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
/** How many streams of a source are read at a time; its requests have their own limit. */
const ABREAST = 4;

/** Reads a source until polling stops, while no other hub does. What fails is waited out. */
export async function pollSource(poller: Poller): Promise<void> {
  const { polling, source } = poller;
  let failures = 0;
  let registered = false;
  while (!polling.stopped) {
    try {
      if (!registered) await registerSources({ sql: polling.runtime.sql, sources: new Map([[source.name, source]]) });
      registered = true;
      if (await polling.holds.take(source.name)) await turn(poller);
      failures = 0;
      await polling.bell.wait(Math.min(untilNextLook(), poller.intervalMs));
    } catch (error) {
      if (polling.stopped) return;
      failures += 1;
      const failure = failureOf(error, failures, poller.secrets());
      if (failures === 1) polling.runtime.log.warn({ source: source.name }, failure.sentence);
      await polling.bell.wait(failure.health === 'HUB' ? Math.min(5_000, failure.nextMs) : failure.nextMs);
      await polling.bell.renew();
    }
  }
}

/** Looks keep to a beat: what tools date by the second is asked for second by second, however long a look took. */
function untilNextLook(): number {
  return LOOK_EVERY_MS - (Date.now() % LOOK_EVERY_MS);
}

async function turn(poller: Poller): Promise<void> {
  if (Date.now() - poller.listedAtMs > LIST_EVERY_MS && !(await list(poller))) return;
  await probe(poller);
  await lookOut(poller);
  const due = await dueStreams(poller.polling.runtime.sql, poller.source.name);
  const moved = await leaveUnmoved(poller, due);
  const waiting = poller.streams.filter((stream) => moved.has(stream.name)).values();
  await Promise.all(Array.from({ length: ABREAST }, () => readEach(poller, waiting, moved)));
  await countEach(poller, due);
}

/** One window of each census that is due. */
async function countEach(poller: Poller, due: ReadonlyMap<string, Standing>): Promise<void> {
  const { sql } = poller.polling.runtime;
  for (const ground of groundsOf(poller)) {
    const standing = due.get(ground.name);
    if (!standing || poller.polling.stopped) continue;
    if (await isReadToTheEnd(sql, poller.source.name, ground)) await census(poller, ground, standing);
  }
}

async function readEach(poller: Poller, waiting: IterableIterator<Stream>, due: ReadonlyMap<string, Standing>): Promise<void> {
  for (const stream of waiting) {
    const standing = due.get(stream.name);
    if (standing && !poller.polling.stopped) await pass(poller, stream, standing);
  }
}

/** Asks what there is to read. False when the source would not say, and when that was told. */
async function list(poller: Poller): Promise<boolean> {
  const { source, polling } = poller;
  try {
    poller.streams = await source.connector.poll.streams(poller.io);
  } catch (error) {
    const failure = failureOf(error, poller.listFailures, poller.secrets());
    if (failure.health === 'HUB' || polling.stopped) throw error;
    poller.listFailures += 1;
    // A minute at most: whoever has just put the token right waits for this.
    poller.listedAtMs = Date.now() - LIST_EVERY_MS + Math.min(failure.nextMs, MOST_LIST_WAIT_MS);
    polling.runtime.log.warn({ source: source.name }, failure.sentence);
    await poller.health.bad('', failure);
    return poller.streams.length > 0;
  }
  poller.listFailures = 0;
  poller.listedAtMs = Date.now();
  await noteStreams(polling.runtime.sql, source.name, poller.streams);
  await noteCensuses(polling.runtime.sql, source.name, groundsOf(poller));
  poller.health.streams(await donePasses(poller));
  if (poller.streams.length === 0) await poller.health.idle();
  return true;
}

async function donePasses(poller: Poller): Promise<ReadonlyMap<string, boolean>> {
  const rows = await poller.polling.runtime.sql<{ stream: string; done: boolean }[]>`
    select stream, passes > 0 as done
    from source_stream
    where source = ${poller.source.name}`;
  const done = new Map(rows.map((row) => [row.stream, row.done]));
  return new Map(poller.streams.map((stream) => [stream.name, done.get(stream.name) ?? false]));
}
