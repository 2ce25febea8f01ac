import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, startChild } from '../child.js';
import type { BenchDatabase } from '../database.js';
import { BENCH_KEY } from '../hub.js';
import { WEBHOOK_SECRET } from '../source.js';
import { SOAK_SOURCE } from './release.js';

/** A hub as `npm start` runs it, on a data folder and a port that stay the same however often it is killed. */
export interface HubProcess {
  readonly port: number;
  readonly token: string;
  /** Of the hub that runs now. */
  readonly pid: number;
  /** Starts it and resolves when it says that it is ready. */
  start(): Promise<void>;
  /** Whether `verify`, beside the running hub, finds the ledger whole; and what it says. */
  verify(): Promise<{ readonly ok: boolean; readonly sentence: string }>;
  /** Resolves when the hub that was killed is gone. */
  ended(): Promise<void>;
  /** Its orderly end. */
  stop(): Promise<void>;
}

export interface HubOptions {
  /** Left out, it has a server of its own. Its ledger is then that of BENCH_KEY, so that others may append to it, too. */
  readonly database?: BenchDatabase;
  /** The text of policy.yaml. */
  readonly policy?: string;
  /** Further sources, as they stand in changeline.yaml. */
  readonly sources?: string;
}

export async function hubIn(folder: string, { database, policy, sources = '' }: HubOptions = {}): Promise<HubProcess> {
  const port = await freePort();
  const config = join(folder, 'changeline.yaml');
  await writeFile(config, CONFIG + sources);
  if (policy !== undefined) await writeFile(join(folder, 'policy.yaml'), policy);
  if (database) await writeFile(join(folder, 'data.key'), BENCH_KEY.key);
  const env = {
    PORT: String(port),
    CHANGELINE_DATA: join(folder, 'data'),
    CHANGELINE_CONFIG: config,
    ...(policy === undefined ? {} : { CHANGELINE_POLICY: join(folder, 'policy.yaml') }),
    CHANGELINE_TOKEN: TOKEN,
    SOAK_SECRET: WEBHOOK_SECRET,
    LOG_LEVEL: 'fatal',
    ...(database
      ? { DATABASE_URL: database.url, DATABASE_ADMIN_URL: database.adminUrl, CHANGELINE_DATA_KEY_FILE: join(folder, 'data.key') }
      : {}),
  };
  let hub: Child | null = null;
  return {
    port,
    token: TOKEN,
    get pid() {
      return hub?.process.pid ?? -1;
    },
    start: async () => {
      hub = startChild('src/main.ts', [], env);
      while (!(await hub.line()).includes('is ready at'));
    },
    verify: async () => {
      const child = startChild('src/main.ts', ['verify'], env);
      const ended = once(child.process, 'exit');
      const sentence = await child.line().catch(() => 'verify said nothing.');
      const [code] = (await ended) as [number | null];
      return { ok: code === 0, sentence };
    },
    ended: async () => {
      const { process: own } = hub ?? {};
      if (own && own.exitCode === null && own.signalCode === null) await once(own, 'exit');
    },
    stop: async () => hub?.stop(),
  };
}

const TOKEN = 'a-token-that-only-this-soak-knows';

// The source's own address answers nothing: what it is asked for by polling stays unread.
const CONFIG = `sources:
  ${SOAK_SOURCE}:
    connector: github
    url: http://127.0.0.1:9
    token: { env: SOAK_SECRET }
    webhookSecret: { env: SOAK_SECRET }
    repositories: [acme/service-0]
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
