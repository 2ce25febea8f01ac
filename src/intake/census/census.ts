import { instantOf, microsOf, type Doorbell } from '#contract';
import { ring } from '../../inbox/index.js';
import { failureOf } from '../poll/failure.js';
import type { Poller } from '../poll/poller.js';
import { putOff, type Standing } from '../poll/streams.js';
import { conclude, tell } from './conclude.js';
import { bellsOf, type Ground } from './ground.js';
import { knownIn, unknownOf, windowFrom } from './known.js';
import { moveSweep } from './progress.js';
import { after, beginning, isOver, sweepOf, type Sweep } from './sweep.js';

/** Younger things the hub need not have read yet, and a tool's search need not have indexed. */
const YOUNGEST_MS = 10 * 60_000;

/** Compares one window, and at the end of a sweep says what came of it. Never throws but what the database throws. */
export async function census(poller: Poller, ground: Ground, standing: Standing): Promise<void> {
  try {
    await compare(poller, ground, goingOn(poller, standing));
  } catch (error) {
    await failed(poller, ground, standing, error);
  }
}

/** By the source's clock; before its first answer in this process, by the hub's. */
function goingOn({ http }: Poller, { cursor }: Standing): Sweep {
  const last = sweepOf(cursor);
  if (last && !isOver(last)) return last;
  const now = http.sourceTime() ?? instantOf(Date.now() * 1000);
  return beginning(last, instantOf(microsOf(now) - YOUNGEST_MS * 1000));
}

async function compare(poller: Poller, ground: Ground, sweep: Sweep): Promise<void> {
  const { source, io, polling } = poller;
  const { sql } = polling.runtime;
  const window = await windowFrom(sql, ground, source.name, { from: sweep.next, to: sweep.end });
  const lists: (readonly string[])[] = [];
  for (const stream of ground.streams) lists.push(await source.connector.poll.census(stream, window, io));
  const there = new Set(lists.flat());
  const here = await knownIn(sql, ground, source.name, window);
  const missingHere = await unknownOf(
    sql,
    ground,
    source.name,
    [...there].filter((id) => !here.has(id)),
  );
  const missingThere = ground.roots.forgets ? [] : [...here].filter((id) => !there.has(id));
  const found = { missingHere, missingThere };
  const next = after(sweep, window.to, there.size, found);
  if (isOver(next)) await conclude(poller, ground, next);
  else await go(poller, ground, next, bellsOf(ground, missingHere));
}

async function go({ source, polling }: Poller, { name }: Ground, sweep: Sweep, bells: readonly Doorbell[]): Promise<void> {
  await polling.runtime.sql.begin(async (tx) => {
    await ring(tx, source.name, bells);
    await moveSweep(tx, { source: source.name, stream: name }, { sweep, isOver: false, nextMs: 0 });
  });
}

/** A failed run says nothing: the same window is compared again later. A refusal is on record. */
async function failed(poller: Poller, ground: Ground, standing: Standing, error: unknown): Promise<void> {
  const { polling, source } = poller;
  const failure = failureOf(error, standing.failures, poller.secrets());
  if (polling.stopped) return;
  if (failure.health === 'HUB') throw error;
  polling.runtime.log.warn({ source: source.name, stream: ground.label }, failure.sentence);
  await putOff(polling.runtime.sql, { source: source.name, stream: ground.name }, failure);
  if (failure.health === 'REFUSED') tell(poller, ground, { state: 'DENIED', reason: failure.sentence });
}
