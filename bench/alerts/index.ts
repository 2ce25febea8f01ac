import { rm } from 'node:fs/promises';
import { openPool, type Sql } from '../../src/db/pool.js';
import { type BenchServer, temporaryFolder } from '../database.js';
import { quantile, rounded, type Tell } from '../figure.js';
import { untilTrue } from '../hub.js';
import { hubIn } from '../soak/hub-process.js';
import { recordRollouts, rolloutRef, RULE } from './rollouts.js';
import { startSubscriber, type Alert } from './subscriber.js';

const SOURCE = 'github-acme';
const LIMIT_MS = 150;
/** Of two events each: 100 events/s. */
const ROLLOUTS_A_SECOND = 50;
const LATEST_MS = 60_000;

/**
 * From the commit of an event to its alert at a subscriber over WebSocket, settling 0, of a hub that runs as `npm start`
 * runs it: gaps by facts that are present. NOTIFY's round trip through the same server is measured meanwhile.
 */
export async function benchAlerts(server: BenchServer, tell: Tell, { seconds }: { readonly seconds: number }): Promise<void> {
  const folder = await temporaryFolder();
  const database = await server.database(`alerts_${seconds}`.replace('.', '_'));
  const sql = openPool(database.url, { max: 4 });
  const hub = await hubIn(folder, { database, policy: 'settle: 0ms\n' });
  try {
    await hub.start();
    const subscriber = startSubscriber(hub, -1);
    await untilTrue(() => Promise.resolve(subscriber.isOpen));
    const notify = measureNotify(database.url);
    const count = Math.round(seconds * ROLLOUTS_A_SECOND);
    const recordedAt = await recordRollouts(sql, { source: SOURCE, perSecond: ROLLOUTS_A_SECOND, count });
    await allTold(subscriber.got, count);
    const tripMs = await notify.stop();
    await subscriber.stop();
    tellAll(tell, await waits(sql, subscriber.got, recordedAt), tripMs);
  } finally {
    await hub.stop();
    await sql.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function allTold(got: readonly Alert[], count: number): Promise<void> {
  const latest = performance.now() + LATEST_MS;
  await untilTrue(() => Promise.resolve(got.length >= count || performance.now() > latest));
  if (got.length < count) throw new Error(`${got.length} of ${count} alerts came within ${LATEST_MS / 1000} s.`);
}

interface Waits {
  /** From the commit of the event to the alert. */
  readonly alertMs: readonly number[];
  /** From the commit to the recorded step. */
  readonly stepMs: readonly number[];
}

async function waits(sql: Sql, got: readonly Alert[], recordedAt: readonly number[]): Promise<Waits> {
  const steps = await sql<{ subject: string; at: number }[]>`
    select subject, extract(epoch from recorded_at)::float8 * 1000 as at from timeline_entry where type = 'gap.opened'`;
  const stepAt = new Map(steps.map(({ subject, at }) => [subject, at]));
  const gotAt = new Map(got.map(({ subject, gotAt: at }) => [subject, at]));
  return {
    alertMs: recordedAt.map((at, nth) => (gotAt.get(rolloutRef(SOURCE, nth)) ?? Infinity) - at),
    stepMs: recordedAt.map((at, nth) => (stepAt.get(`gap:${RULE}:${rolloutRef(SOURCE, nth)}`) ?? Infinity) - at),
  };
}

function tellAll(tell: Tell, { alertMs, stepMs }: Waits, tripMs: readonly number[]): void {
  const trip = quantile(tripMs, 0.95);
  const beside = (value: number) => ({ unit: 'ms', ratioTo: "NOTIFY's round trip at p95, in the same run", ratio: rounded(value / trip) });
  const [half, most] = [quantile(alertMs, 0.5), quantile(alertMs, 0.95)];
  tell({ name: 'event to gapAlerts p50, facts present', value: rounded(half), ...beside(half) });
  tell({
    name: 'event to gapAlerts p95, facts present',
    value: rounded(most),
    ...beside(most),
    bound: `<= ${LIMIT_MS}`,
    holds: most <= LIMIT_MS,
  });
  const step = quantile(stepMs, 0.95);
  tell({ name: 'event to the recorded step p95', value: rounded(step), ...beside(step) });
  tell({ name: "NOTIFY's round trip p95", value: rounded(trip), unit: 'ms', ratioTo: 'itself', ratio: 1 });
}

/** One after the other, twenty a second, from one connection to another. */
function measureNotify(url: string): { stop(): Promise<readonly number[]> } {
  const sql = openPool(url, { max: 2, name: 'changeline bench notify' });
  const tripMs: number[] = [];
  let stopped = false;
  let heard: () => void = () => undefined;
  const run = async (): Promise<void> => {
    await sql.listen('bench_trip', () => heard());
    while (!stopped) {
      const hearing = new Promise<void>((resolve) => (heard = resolve));
      const begun = performance.now();
      await sql.notify('bench_trip', '');
      await hearing;
      tripMs.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped = true;
      await running;
      await sql.end();
      return tripMs;
    },
  };
}
