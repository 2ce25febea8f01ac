import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { openPool } from '../../src/db/pool.js';
import { startEmbedded } from '../../src/db/embedded/index.js';
import { temporaryFolder } from '../database.js';
import { isFollowed, isSettled, untilTrue } from '../hub.js';
import { randomFrom } from '../random.js';
import { descendantsOf, killAtOnce } from './descendants.js';
import { type HubProcess, hubIn } from './hub-process.js';
import { missingOrDoubled } from './reckoning.js';
import { type Senders, startSenders } from './senders.js';

export interface KillOptions {
  readonly kills: number;
  readonly connections: number;
  readonly seed: number;
  readonly say: (line: object) => void;
}

export interface SoakResult {
  readonly ok: boolean;
  readonly faults: readonly string[];
}

const WHAT = ['hub', 'postgres', 'both'] as const;
type What = (typeof WHAT)[number];
/** The random instant lies within so long after the hub took deliveries again. */
const WITHIN_MS = 600;

/** kill -9 of the hub, of its Postgres, or of both, at random instants under load; afterwards nothing answered may be lost or doubled. */
export async function soakKill(options: KillOptions): Promise<SoakResult> {
  const folder = await temporaryFolder();
  const hub = await hubIn(folder);
  const random = randomFrom(options.seed);
  const faults: string[] = [];
  try {
    await hub.start();
    const senders = startSenders({ ports: [hub.port], connections: options.connections });
    for (let kill = 1; kill <= options.kills; kill++) {
      const what = WHAT[Math.floor(random() * WHAT.length)]!;
      const line = await oneKill(hub, senders, what, random() * WITHIN_MS);
      if (!line.verified) faults.push(`After kill ${kill}: ${line.verify}`);
      options.say({ kill, ...line });
    }
    await senders.stop();
    faults.push(...(await reckon(join(folder, 'data'), senders)));
    options.say({
      soak: 'kill',
      kills: options.kills,
      seed: options.seed,
      answered: senders.kept.size,
      faults: faults.length,
      ok: faults.length === 0,
    });
    return { ok: faults.length === 0, faults };
  } finally {
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function oneKill(hub: HubProcess, senders: Senders, what: What, atMs: number) {
  await senders.next();
  await after(atMs);
  const answeredBefore = senders.kept.size;
  const began = performance.now();
  await killed(hub, what);
  if (what !== 'postgres') await hub.start();
  await answeredAnew(senders, answeredBefore);
  const backMs = Math.round(performance.now() - began);
  // `verify` reads all that was ever recorded: with a minute of load for each, the last ones would take minutes.
  senders.pause();
  const { ok, sentence } = await hub.verify().finally(() => senders.resume());
  return { what, atMs: Math.round(atMs), answeredBefore, backMs, verified: ok, verify: sentence };
}

/** Until more was answered than can have been on its way at the kill. */
async function answeredAnew({ kept, next, connections }: Senders, before: number): Promise<void> {
  while (kept.size <= before + connections) await next();
}

/** All at once, so that nothing has the time to end in order. */
async function killed(hub: HubProcess, what: What): Promise<void> {
  const { pid } = hub;
  const postgres = descendantsOf(pid);
  if (postgres.length === 0) throw new Error('The hub has no server to kill.');
  killAtOnce([...(what === 'postgres' ? [] : [pid]), ...(what === 'hub' ? [] : postgres)]);
  if (what !== 'postgres') await hub.ended();
}

async function reckon(dataFolder: string, { kept }: Senders): Promise<readonly string[]> {
  const server = await startEmbedded({ dataFolder, log: () => undefined });
  const sql = openPool(server.appUrl, { max: 2 });
  try {
    await untilTrue(() => isSettled(sql));
    await untilTrue(() => isFollowed(sql));
    if (kept.size === 0) return ['Nothing was ever answered.'];
    return await missingOrDoubled(sql, kept);
  } finally {
    await sql.end();
    await server.stop();
  }
}
