import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { bootstrap, oneTimeCode } from '../access/index.js';
import type { Config } from '../config.js';
import { openPool } from '../db/pool.js';
import { hooks, openTally } from '../intake/index.js';
import { type Logger, openKeeper } from '../inbox/index.js';
import { openSyncMeter, openTail } from '../read/index.js';
import { buildServer, type ServerHub } from '../server/index.js';
import { startAlerts } from './alerts.js';
import { orSay } from './cannot-start.js';
import { type Connected, watchConnections } from './connected.js';
import { type Database, openDatabase } from './database.js';
import { startEngine } from './engine.js';
import { hubOf, partsOf } from './hub-of.js';
import { Jobs } from './jobs.js';
import { listen } from './listen.js';
import { showProgress, type Terminal } from './progress-bar.js';
import { type Sample, type SampleKit, sampleFor } from './sample.js';
import { watchUnawaited } from './unawaited.js';
import { verifyDaily } from './verify-daily.js';

export interface Serving {
  /** `http://127.0.0.1:4000` */
  readonly address: string;
  stop(): Promise<void>;
}

export interface ServeOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly say: (line: string) => void;
  /** For a hub without configuration; left out, such a hub is empty. */
  readonly sample?: SampleKit;
  /** Where the progress of a first reading is drawn; left out, nowhere. */
  readonly terminal?: Terminal;
  /** Environment and files anew, where changeline.yaml is to be looked at while the hub runs. */
  readonly reread?: () => Config;
  /** The main program, by which the ledger is verified once a day; left out, it is not. */
  readonly program?: string;
}

/** The longest that a step of stopping may take: the database may be away, and what was answered is committed already. */
const STEP_MS = 1_500;

/** Starts database, loops and doors, in that order, and says how to get in. Whatever fails, what was started is stopped again. */
export async function serve({ config: given, log, say, sample: kit, reread, terminal, program }: ServeOptions): Promise<Serving> {
  const stops: (() => Promise<unknown>)[] = [];
  const unwatch = watchUnawaited(log);
  let database: Database | null = null;
  const stop = async (): Promise<void> => {
    for (let last = stops.pop(); last; last = stops.pop()) await Promise.race([last(), after(STEP_MS)]);
    await database?.stop();
    unwatch();
  };
  try {
    database = await openDatabase(given, say);
    const sample = kit === undefined ? null : await sampleFor(given, database.url, kit);
    if (sample !== null) stops.push(() => sample.close());
    const config = sample === null ? given : { ...given, sources: sample.sources, senders: sample.senders, policy: sample.policy };
    const engine = await startEngine(config, database, config.sources, log);
    stops.push(() => engine.stop());
    const alerts = startAlerts({ config, database, engine, parts: () => partsOf(engine) });
    stops.push(() => alerts.stop());
    const verifying = program === undefined ? null : verifyDaily({ sql: engine.sql, log, program });
    stops.push(async () => verifying?.stop());
    const tail = await openTail(database.url);
    stops.push(() => tail.close());
    const api = openPool(database.url, API);
    stops.push(() => api.end({ timeout: 1 }));
    const meter = openSyncMeter(api);
    const jobs = new Jobs(engine.sql, log);
    stops.push(() => jobs.stop());
    const connected: Connected = { senders: config.senders };
    const hub = hubOf(config, engine, { url: database.url, jobs, alerts, api: { sql: api, tail, meter }, connected }, log);
    await sample?.push(hub.recordEvents);
    const token = await orSay(bootstrap(hub.access, { token: config.token, file: join(config.dataFolder, 'admin-token') }));
    const keeper = openKeeper(engine.sql);
    const tally = openTally(engine.runtime);
    stops.push(async () => {
      await keeper.close();
      await tally.close();
    });
    const address = await open({ config, hub, intake: hooks({ runtime: engine.runtime, keeper, tally }), stops });
    welcome({
      config,
      say,
      address,
      database: `${database.words} (ledger ${engine.log}, ${database.protection})`,
      code: await oneTimeCode(engine.sql, token),
      sample,
    });
    void sample?.deliver(hooksOf(config, address), log);
    const progress = terminal === undefined ? null : showProgress({ meter, terminal, log });
    stops.push(async () => progress?.stop());
    if (reread !== undefined && config.configFile !== null) {
      const watching = watchConnections({ config, connected, read: reread, connect: (sources) => engine.connect(sources), log });
      stops.push(() => watching.stop());
    }
    return { address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Questions have connections and a limit of their own, so that slow ones hold up nothing else. Reports sort every change there is, and no
 * workers help with it: they would hand on each row, which takes longer than to read it (600,000 stays: 0.4 s).
 */
export const API = { max: 8, name: 'changeline api', statementTimeoutMs: 15_000, workMemoryMb: 32, parallelWorkers: 0 } as const;

interface Doors {
  readonly config: Config;
  readonly hub: ServerHub;
  readonly intake: ReturnType<typeof hooks>;
  readonly stops: (() => Promise<unknown>)[];
}

async function open({ config, hub, intake, stops }: Doors): Promise<string> {
  const app = buildServer(hub);
  const door: FastifyInstance = config.hooksPort === null ? app : Fastify({ forceCloseConnections: true });
  void door.register(intake);
  stops.push(() => app.close());
  const address = await listen(app, { port: config.port, host: config.host, variable: 'PORT' });
  if (config.hooksPort !== null) {
    stops.push(() => door.close());
    await listen(door, { port: config.hooksPort, host: config.host, variable: 'HOOKS_PORT' });
  }
  return address;
}

/** Where webhooks go: they can have a port of their own. */
function hooksOf({ hooksPort, host }: Config, address: string): string {
  return hooksPort === null ? address : `http://${host.includes(':') ? `[${host}]` : host}:${hooksPort}`;
}

interface Welcome {
  readonly config: Config;
  readonly say: (line: string) => void;
  readonly address: string;
  readonly database: string;
  readonly code: string;
  readonly sample: Sample | null;
}

function welcome({ config, say, address, database, code, sample }: Welcome): void {
  say(`Changeline is ready at ${address}, on ${database}.`);
  say(`Open ${address}/?code=${code} in a browser (good for ten minutes, once).`);
  if (config.token === null) say(`The administrator's token is in ${join(config.dataFolder, 'admin-token')}.`);
  if (sample !== null) return sayWhose(say);
  if (config.sources.length > 0)
    return say(`It reads ${config.sources.map((source) => source.name).join(', ')}; \`sources\` tells how far.`);
  say('It has no sources yet. Fill it in one of two ways:');
  say('  1. copy changeline.example.yaml to changeline.yaml, name your repositories, and start again;');
  say('  2. npm run history -- FOLDER, with a git history as README.md describes it.');
}

function sayWhose(say: (line: string) => void): void {
  say('This is the sample organisation, acme: a quarter of invented changes, read from stand-ins of its tools on this machine.');
  say('To connect your own tools, copy changeline.example.yaml to changeline.yaml and start with an empty data folder:');
  say('what was recorded stays, so the sample does too. Remove .changeline, or name another folder in CHANGELINE_DATA.');
}
