import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';
import { temporaryFolder } from '../setup/temporary-folder.js';

export const SOURCE = 'github-acme';
export const TOKEN = 'token-of-the-operator-of-these-tests';
export const SECRET = 'webhook-secret-of-these-tests';
export const GITHUB_TOKEN = 'github-token-of-these-tests';

type Env = Readonly<Record<string, string>>;

/** A folder in which a hub runs: its configuration lies there, and its data below it. */
export interface Place {
  readonly folder: string;
  readonly env: Env;
  /** Removes the folder, and the database where there is one of its own. */
  clear(): Promise<void>;
}

/** What the operator writes. */
export interface Written {
  /** changeline.yaml; none where it is left out. */
  readonly connections?: string;
  readonly policy?: string;
}

/** For a hub that runs a PostgreSQL of its own. */
export async function embeddedPlace(written: Written = {}): Promise<Place> {
  const folder = await temporaryFolder();
  const env = { CHANGELINE_DATA: join(folder, 'data'), GITHUB_TOKEN, GITHUB_WEBHOOK_SECRET: SECRET };
  await write(folder, written);
  return { folder, env, clear: () => rm(folder, { recursive: true, force: true }) };
}

export interface ExternalPlace extends Place {
  readonly database: Pick<FreshDatabase, 'url' | 'adminUrl' | 'name'>;
}

/** For a hub on a database of the tests' server, or on this one; the ledger is protected by role. */
export async function externalPlace(written: Written = {}, given?: FreshDatabase): Promise<ExternalPlace> {
  const database = given ?? (await freshDatabase());
  const { folder, env, clear } = await embeddedPlace(written);
  const key = join(folder, 'data.key');
  await writeFile(key, randomBytes(32), { mode: 0o600 });
  const external = { DATABASE_URL: database.url, DATABASE_ADMIN_URL: database.adminUrl, CHANGELINE_DATA_KEY_FILE: key };
  return {
    folder,
    database,
    env: { ...env, ...external },
    clear: async () => {
      await clear();
      await database.drop();
    },
  };
}

async function write(folder: string, { connections, policy }: Written): Promise<void> {
  if (connections !== undefined) await writeFile(join(folder, 'changeline.yaml'), connections);
  if (policy !== undefined) await writeFile(join(folder, 'policy.yaml'), policy);
}

/** changeline.yaml of sources that read these addresses every second, by name. */
export function connectionsTo(addresses: Readonly<Record<string, string>>, repository = 'acme/pay'): string {
  const sources = Object.entries(addresses).map(
    ([name, url]) => `  ${name}:
    connector: github
    url: ${url}
    token: { env: GITHUB_TOKEN }
    webhookSecret: { env: GITHUB_WEBHOOK_SECRET }
    repositories: [${repository}]
    pollSeconds: 1
`,
  );
  return `sources:\n${sources.join('')}`;
}
