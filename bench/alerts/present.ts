import { rm } from 'node:fs/promises';
import { openPool, type Sql } from '../../src/db/pool.js';
import { type BenchDatabase, temporaryFolder } from '../database.js';
import { quantile, rounded, type Tell } from '../figure.js';
import { untilTrue } from '../hub.js';
import { hubIn } from '../soak/hub-process.js';
import { measureNotify } from './notify.js';
import { namelessRollout, recordBacklog, recordRollouts, rolloutRef, RULE } from './rollouts.js';
import { type Alert, allTold, startSubscriber } from './subscriber.js';
import { tellTrip, tellWaits } from './tell.js';

const SOURCE = 'github-acme';
/** Of two events each: 100 events/s. */
const ROLLOUTS_A_SECOND = 50;

export interface PresentOptions {
  readonly seconds: number;
  readonly openGaps: number;
  /** p95 without them, in milliseconds. */
  readonly beside: number | null;
}

/** Gaps by facts that are present, on top of others that are open; answers p95 in milliseconds. */
export async function benchPresent(database: BenchDatabase, tell: Tell, options: PresentOptions): Promise<number> {
  const { seconds, openGaps } = options;
  const folder = await temporaryFolder();
  const sql = openPool(database.url, { max: 4 });
  const hub = await hubIn(folder, { database, policy: 'settle: 0ms\n' });
  try {
    await hub.start();
    await recordBacklog(sql, { source: SOURCE, count: openGaps });
    await untilTrue(() => areOpen(sql, openGaps));
    const subscriber = startSubscriber(hub, await lastSeq(sql));
    await untilTrue(() => Promise.resolve(subscriber.isOpen));
    const notify = measureNotify(database.url);
    const count = Math.round(seconds * ROLLOUTS_A_SECOND);
    const load = { source: SOURCE, perSecond: ROLLOUTS_A_SECOND, count, draftsOf: namelessRollout };
    const recordedAt = await recordRollouts(sql, load);
    await allTold(subscriber.got, count);
    const tripMs = await notify.stop();
    await subscriber.stop();
    return tellAll(tell, { ...(await waits(sql, subscriber.got, recordedAt)), tripMs }, options);
  } finally {
    await hub.stop();
    await sql.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function areOpen(sql: Sql, count: number): Promise<boolean> {
  const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from gap where status = 'OPEN' and rule = ${RULE}`;
  return (row?.count ?? 0) >= count;
}

async function lastSeq(sql: Sql): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`select size - 1 as seq from ledger_head`;
  return row?.seq ?? -1;
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

interface Measured extends Waits {
  readonly tripMs: readonly number[];
}

function tellAll(tell: Tell, { alertMs, stepMs, tripMs }: Measured, { openGaps, beside }: PresentOptions): number {
  if (beside !== null) {
    const most = tellWaits(tell, `event to gapAlerts, facts present, ${openGaps} gaps open`, alertMs, tripMs);
    const [value, ratio] = [rounded(most), rounded(most / beside)];
    tell({ name: `what ${openGaps} open gaps cost at p95`, value, unit: 'ms', ratioTo: 'the same load with none open before', ratio });
    return most;
  }
  const most = tellWaits(tell, 'event to gapAlerts, facts present', alertMs, tripMs);
  const step = quantile(stepMs, 0.95);
  const ratio = rounded(step / most);
  tell({ name: 'event to the recorded step p95', value: rounded(step), unit: 'ms', ratioTo: 'the alerts at p95', ratio });
  tellTrip(tell, tripMs);
  return most;
}
