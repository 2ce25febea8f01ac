import { statfs } from 'node:fs/promises';
import { alertDoor, AlertLoop, type AlertOptions, type Watched, WALL_CLOCK } from '../alerts/index.js';
import type { Config } from '../config.js';
import { openPool } from '../db/pool.js';
import type { Source } from '../inbox/index.js';
import { pollSeconds, webhookSecrets } from '../intake/index.js';
import type { AlertDoor } from '../read/index.js';
import type { Part } from '../server/index.js';
import type { Database } from './database.js';
import type { Engine } from './engine.js';

export interface Alerts {
  readonly door: AlertDoor;
  /** Always ready: a receiver that is away makes no hub unfit to answer. */
  part(): Part;
  stop(): Promise<void>;
}

export interface AlertsOf {
  readonly config: Pick<Config, 'alerts' | 'dataFolder'>;
  readonly database: Pick<Database, 'url'>;
  readonly engine: Engine;
  /** The loops of the hub. */
  readonly parts: () => readonly Part[];
}

/** Routes have connections of their own, so that a hub that is slow to answer still tells why. */
export function startAlerts({ config, database, engine, parts }: AlertsOf): Alerts {
  const { runtime } = engine;
  const sql = openPool(database.url, { max: 4, name: 'changeline alerts' });
  const watched: Watched = {
    sql,
    get sources() {
      return [...runtime.sources.values()].map(watchedSource);
    },
    standingStill: () => parts().filter(({ ready }) => !ready),
    disk: () => diskOf(config.dataFolder),
  };
  const options: AlertOptions = { ...config.alerts, sql, key: runtime.ledger.key, clock: WALL_CLOCK, log: runtime.log, watched };
  const loop = new AlertLoop(options);
  loop.start();
  return {
    door: alertDoor(options),
    part: () => ({ name: 'alerts', ready: true, sentence: loop.trouble ?? 'Alerts are sent.' }),
    stop: async () => {
      await loop.stop();
      await sql.end({ timeout: 1 });
    },
  };
}

function watchedSource(source: Source) {
  const hasHook = source.connector.webhook !== undefined && webhookSecrets(source).length > 0;
  return { name: source.name, hasHook, pollSeconds: pollSeconds(source.config) };
}

/** Null where there is no such folder: with an external database nothing need lie in it. */
async function diskOf(folder: string): Promise<{ freeBytes: number; totalBytes: number } | null> {
  const found = await statfs(folder).catch(() => null);
  return found === null ? null : { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize };
}
