import { rm } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import { openPool, type Sql } from '../../src/db/pool.js';
import { namelessRollout, recordRollouts, rolloutRef, RULE } from '../alerts/rollouts.js';
import { startSubscriber, type Subscriber } from '../alerts/subscriber.js';
import { startBenchServer, temporaryFolder } from '../database.js';
import { untilTrue } from '../hub.js';
import { randomFrom } from '../random.js';
import { type HubProcess, hubIn } from './hub-process.js';
import type { SoakResult } from './kill.js';
import { SOAK_SOURCE } from './release.js';

export interface SubscribersOptions {
  readonly seconds: number;
  readonly subscribers: number;
  readonly seed: number;
  readonly say: (line: object) => void;
}

/** Two events each. */
const ROLLOUTS_A_SECOND = 100;
/** Of how often a subscriber is killed: at random, within so long. */
const WITHIN_MS = 800;
/** What is left to be told when the last event was recorded takes seconds; a hub that does not tell it in so long has lost it. */
const LATEST_MS = 60_000;

/**
 * Under 200 events/s subscribers are killed at random instants and go on after their last alert, and the hub is killed
 * in the middle: each of them must have had every recorded step of a gap once, in the order of the ledger.
 */
export async function soakSubscribers(options: SubscribersOptions): Promise<SoakResult> {
  const [folder, server] = [await temporaryFolder(), await startBenchServer()];
  const database = await server.database('subscribers');
  const hub = await hubIn(folder, { database, policy: 'settle: 0ms\n' });
  const sql = openPool(database.url, { max: 4 });
  const random = randomFrom(options.seed);
  try {
    await hub.start();
    const subscribers = Array.from({ length: options.subscribers }, () => startSubscriber(hub, -1));
    const count = Math.round(options.seconds * ROLLOUTS_A_SECOND);
    const killing = killAtRandom(subscribers, random);
    const restarted = restart(hub, (options.seconds * 1000) / 2);
    await recordRollouts(sql, { source: SOAK_SOURCE, perSecond: ROLLOUTS_A_SECOND, count, draftsOf: namelessRollout });
    await restarted;
    const isTold = () => Promise.resolve(subscribers.every(({ got }) => got.filter(({ rule }) => rule === RULE).length >= count));
    await Promise.race([untilTrue(isTold), after(LATEST_MS, undefined, { ref: false })]);
    await killing.stop();
    for (const subscriber of subscribers) await subscriber.stop();
    const faults = faultsOf(subscribers, await recordedIn(sql), count);
    const begun = subscribers.map((one) => one.begun);
    const alerts = subscribers.map(({ got }) => got.length);
    options.say({ soak: 'subscribers', seed: options.seed, count, alerts, begun, faults: faults.length, ok: faults.length === 0 });
    return { ok: faults.length === 0, faults };
  } finally {
    await hub.stop();
    await sql.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function killAtRandom(subscribers: readonly Subscriber[], random: () => number): { stop(): Promise<void> } {
  let stopped = false;
  const kill = async (subscriber: Subscriber): Promise<void> => {
    while (!stopped) {
      await after(random() * WITHIN_MS);
      subscriber.kill();
    }
  };
  const killing = Promise.all(subscribers.map(kill));
  return {
    stop: async () => {
      stopped = true;
      await killing;
    },
  };
}

async function restart(hub: HubProcess, inMs: number): Promise<void> {
  await after(inMs);
  process.kill(hub.pid, 'SIGKILL');
  await hub.ended();
  await hub.start();
}

/** A step of a gap, as the ledger has it. */
export interface RecordedStep {
  readonly cursor: number;
  readonly subject: string;
}

/** What is wrong with what came: an alert lost, told twice or out of order, and a rollout without one. */
export function faultsOf(
  subscribers: readonly Pick<Subscriber, 'got'>[],
  recorded: readonly RecordedStep[],
  count: number,
): readonly string[] {
  const opened = new Set(recorded.map(({ subject }) => subject));
  const unopened = Array.from({ length: count }, (_, nth) => rolloutRef(SOAK_SOURCE, nth)).filter(
    (one) => !opened.has(`gap:${RULE}:${one}`),
  );
  const differing = subscribers.flatMap(({ got }, nth) => {
    const wrong = Array.from({ length: Math.max(got.length, recorded.length) }, (_, place) => place).find(
      (place) => got[place]?.cursor !== recorded[place]?.cursor,
    );
    if (wrong === undefined) return [];
    const [had, is] = [got[wrong]?.cursor ?? 'nothing', recorded[wrong]?.cursor ?? 'nothing'];
    return [`Subscriber ${nth} had ${had} as alert ${wrong}, and the ledger has ${is} (${got.length} of ${recorded.length} came).`];
  });
  return [...unopened.map((one) => `${one} has no gap.`), ...differing];
}

function recordedIn(sql: Sql): Promise<readonly RecordedStep[]> {
  return sql<RecordedStep[]>`
    select seq as cursor, convert_from(leaf, 'UTF8')::jsonb ->> 'subject' as subject
    from ledger_event where convert_from(leaf, 'UTF8')::jsonb ->> 'type' like 'gap.%' order by seq`;
}
