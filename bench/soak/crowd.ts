import { rm } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import { type Draft, ref } from '#contract';
import { openPool, type Sql } from '../../src/db/pool.js';
import { FIRST_REPOSITORY, namelessRollout, recordRollouts, rolloutRef, RULE } from '../alerts/rollouts.js';
import { startSubscriber, type Subscriber } from '../alerts/subscriber.js';
import { startBenchServer, temporaryFolder } from '../database.js';
import { quantile, rounded } from '../figure.js';
import { untilTrue } from '../hub.js';
import { type HubProcess, hubIn } from './hub-process.js';
import type { SoakResult } from './kill.js';
import { type Load, subscriptionsOf } from './hub-load.js';
import { SOAK_SOURCE } from './release.js';
import { slowFaults } from './slow.js';

export interface CrowdOptions {
  readonly seconds: number;
  /** A tenth of them is told of each alert. */
  readonly subscribers: number;
  /** Whether somebody listens, too, who stops reading; he takes some twenty seconds more. */
  readonly withSlow: boolean;
  readonly say: (line: object) => void;
}

const ALERTS_A_SECOND = 10;
/** Each alert is of one repository, and so many different questions are asked. */
const REPOSITORIES = 10;
const PUSHES = 7;
const LATEST_MS = 60_000;
const MOST_MB = 1_000;

/**
 * 100 events/s, of which ten are alerts and each of these is for a tenth of all subscribers: none may be lost, told twice or out
 * of order, each question is run once for all who ask it, the hub stays below 1 GB, and who does not read is ended with a cursor.
 */
export async function soakCrowd(options: CrowdOptions): Promise<SoakResult> {
  const [folder, server] = [await temporaryFolder(), await startBenchServer()];
  const database = await server.database('crowd');
  const hub = await hubIn(folder, { database, policy: 'settle: 0ms\n' });
  const sql = openPool(database.url, { max: 4 });
  const crowd: Subscriber[] = [];
  try {
    await hub.start();
    for (let nth = 0; nth < options.subscribers; nth += 1) crowd.push(startSubscriber(hub, -1, { service: serviceOf(nth) }));
    await untilTrue(async () => (await subscriptionsOf(hub)).subscribers === options.subscribers);
    const told = await toldOf(hub, sql, crowd, options);
    const slow = options.withSlow ? await slowFaults(hub, sql, (from) => recordLoad(sql, from, 25 * ALERTS_A_SECOND)) : [];
    const load = await subscriptionsOf(hub);
    const faults = [...told.faults, ...slow, ...(load.memoryMb < MOST_MB ? [] : [`The hub took ${load.memoryMb} MB.`])];
    options.say({ soak: 'crowd', ...told.line, memoryMb: rounded(load.memoryMb), faults: faults.length, ok: faults.length === 0 });
    return { ok: faults.length === 0, faults };
  } finally {
    await Promise.all(crowd.map((one) => one.stop()));
    await hub.stop();
    await sql.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function serviceOf(nth: number): string {
  return `repository:${SOAK_SOURCE}:${FIRST_REPOSITORY + (nth % REPOSITORIES)}`;
}

async function toldOf(hub: HubProcess, sql: Sql, crowd: readonly Subscriber[], { seconds }: CrowdOptions) {
  const count = Math.round(seconds * ALERTS_A_SECOND);
  const before = await subscriptionsOf(hub);
  const recordedAt = await recordLoad(sql, 0, count);
  const shareOf = (nth: number) => Array.from({ length: count }, (_, of) => of).filter((of) => of % REPOSITORIES === nth % REPOSITORIES);
  const isTold = () => Promise.resolve(crowd.every(({ got }, nth) => got.length >= shareOf(nth).length));
  await Promise.race([untilTrue(isTold), after(LATEST_MS, undefined, { ref: false })]);
  const load = await subscriptionsOf(hub);
  const steps = await stepsOf(sql);
  const faults = crowd.flatMap(({ got }, nth) => crowdFault(nth, shareOf(nth), got, steps));
  const waits = crowd.flatMap(({ got }) => got.map(({ subject, gotAt }) => gotAt - (recordedAt[nthOf(subject)] ?? 0)));
  const line = {
    ...{ subscribers: crowd.length, questions: load.questions, seconds, alerts: count },
    ...{ answers: load.answers - before.answers, messages: load.messages - before.messages },
    p95Ms: waits.length > 0 ? Math.round(quantile(waits, 0.95)) : null,
  };
  return { line, faults: [...faults, ...sharingFaults(line, crowd.length / REPOSITORIES)] };
}

/** The question is run once for each alert, and the answer handed to all who asked it. */
export function sharingFaults(
  { alerts, answers, messages }: Pick<Load, 'answers' | 'messages'> & { readonly alerts: number },
  each: number,
) {
  return [
    ...(answers === alerts ? [] : [`${alerts} alerts took ${answers} answers: each question is to be run once for all who ask it.`]),
    ...(messages === alerts * each ? [] : [`${messages} messages were sent for ${alerts} alerts, each for ${each} subscribers.`]),
  ];
}

/** What is wrong with what one of the crowd was told of its share of the rollouts. */
export function crowdFault(
  nth: number,
  share: readonly number[],
  got: Pick<Subscriber, 'got'>['got'],
  steps: ReadonlyMap<string, number>,
): readonly string[] {
  const wanted = share.map((of) => steps.get(rolloutRef(SOAK_SOURCE, of)) ?? -1).sort((a, b) => a - b);
  const had = got.map(({ cursor }) => cursor);
  const wrong = Array.from({ length: Math.max(wanted.length, had.length) }, (_, place) => place).find((n) => wanted[n] !== had[n]);
  if (wrong === undefined) return [];
  return [`Subscriber ${nth} had ${had[wrong] ?? 'nothing'} as alert ${wrong}, and the ledger has ${wanted[wrong] ?? 'nothing'}.`];
}

/** By the ref of the rollout, where its gap stands in the ledger. */
async function stepsOf(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ subject: string; seq: number }[]>`select subject, seq from timeline_entry where type = 'gap.opened'`;
  return new Map(rows.map(({ subject, seq }) => [subject.slice(`gap:${RULE}:`.length), seq]));
}

function nthOf(rollout: string): number {
  return Number(rollout.slice(rollout.lastIndexOf(':') + 1));
}

/** Ten events for each alert: those that make it, the step of the gap, and pushes that nobody is told of. */
function recordLoad(sql: Sql, from: number, count: number): Promise<readonly number[]> {
  const draftsOf = (nth: number) => [
    ...namelessRollout(from + nth, REPOSITORIES),
    ...Array.from({ length: PUSHES }, (_, push) => pushOf((from + nth) * PUSHES + push)),
  ];
  return recordRollouts(sql, { source: SOAK_SOURCE, perSecond: ALERTS_A_SECOND, count, draftsOf });
}

function pushOf(nth: number): Draft {
  const natural = [String(FIRST_REPOSITORY), 'main', String(nth)];
  return {
    type: 'branch.pushed',
    subject: ref('branch', String(FIRST_REPOSITORY), 'main'),
    identity: { kind: 'push', natural, transition: 'pushed' },
    occurredAt: null,
    timeFrom: 'CORE',
    core: { nth },
    mentions: [],
  };
}
