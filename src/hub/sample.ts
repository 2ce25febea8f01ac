import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AnyConnector, Connector, PolicyFile } from '#contract';
import { type Config, loadPolicy, type SourceConfig } from '../config.js';
import { openPool } from '../db/pool.js';
import type { Logger } from '../inbox/index.js';
import type { EventsSaid } from '../read/index.js';

/** Stand-ins of the tools of a made-up company, as the room that makes them hands them over. */
interface Opened {
  readonly sources: readonly {
    readonly name: string;
    readonly connector: string;
    readonly given: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, string>>;
  }[];
  readonly pushed: readonly { readonly source: string; readonly events: readonly object[] }[];
  readonly policyFile: string;
  deliver(address: string): Promise<number>;
  close(): Promise<void>;
}

export interface SampleKit {
  readonly connectors: readonly AnyConnector[];
  open(options: { readonly now: Date; readonly isDelivered: boolean }): Promise<Opened>;
}

export interface Sample {
  readonly sources: readonly SourceConfig[];
  readonly policy: PolicyFile;
  /** Who pushes events. */
  readonly senders: readonly string[];
  /** Records what is pushed; a second time it is known. */
  push(record: (said: EventsSaid) => Promise<unknown>): Promise<void>;
  /** Sends the webhooks of today, once: a later start finds them delivered. */
  deliver(address: string, log: Logger): Promise<void>;
  close(): Promise<void>;
}

/** What is kept in the data folder, so that every start serves the same company. */
interface Kept {
  readonly now: string;
  readonly isDelivered: boolean;
}

/**
 * The sample organisation for a hub to which nothing was ever connected, or which showed it before; null for every other.
 * It is told up to the moment of the first start.
 */
export async function sampleFor(config: Config, databaseUrl: string, kit: SampleKit): Promise<Sample | null> {
  if (config.configFile !== null) return null;
  const file = join(config.dataFolder, 'sample.json');
  const before = await keptIn(file);
  if (before === null && (await hasSources(databaseUrl))) return null;
  const kept = before ?? { now: new Date().toISOString(), isDelivered: false };
  if (before === null) await keep(file, kept);
  const { sources, pushed, policyFile, deliver, close } = await kit.open({ now: new Date(kept.now), isDelivered: kept.isDelivered });
  return {
    sources: sources.map((source) => sourceOf(source, kit.connectors)),
    senders: pushed.map(({ source }) => source),
    push: async (record) => {
      for (const said of pushed) if (said.events.length > 0) await record({ ...said, token: 'sample' });
    },
    policy: config.policyFile === null ? loadPolicy(policyFile) : config.policy,
    deliver: async (address, log) => {
      if (kept.isDelivered) return;
      try {
        await deliver(address);
        await keep(file, { ...kept, isDelivered: true });
      } catch (error) {
        log.warn({ err: error }, 'Not all webhooks of the sample organisation arrived; the next start sends them again.');
      }
    },
    close,
  };
}

function sourceOf({ name, connector: kind, given, secrets }: Opened['sources'][number], connectors: readonly AnyConnector[]): SourceConfig {
  const connector = connectors.find((one) => one.kind === kind);
  if (connector === undefined) throw new Error(`The sample organisation needs the connector ${kind}, which is not in the list.`);
  const config = (connector as Connector).config.parse(given);
  return { name, connector, config, secret: (wanted) => [secrets[wanted] ?? []].flat(), unsignedWebhooks: false };
}

async function keptIn(file: string): Promise<Kept | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Kept);
}

// Written beside and renamed: a hub that is killed leaves no half file. With an external database nobody else makes the folder.
async function keep(file: string, kept: Kept): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(kept));
  await rename(`${file}.new`, file);
}

async function hasSources(databaseUrl: string): Promise<boolean> {
  const sql = openPool(databaseUrl, { max: 1, name: 'changeline' });
  try {
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from source_state`;
    return (row?.count ?? 0) > 0;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
