import { startEmbedded } from '../db/embedded/index.js';
import { migrate } from '../db/migrate.js';
import type { Config } from '../config.js';
import { refuseUnfit } from './unfit-database.js';

export interface Database {
  /** As the application. */
  readonly url: string;
  /** `append-only by trigger and role`, or `by trigger` where the application owns the tables. */
  readonly protection: string;
  readonly words: string;
  stop(): Promise<void>;
}

/** The embedded server, or the operator's own; migrated, and fit for the hub. Throws a sentence when it cannot be. */
export async function openDatabase(config: Config, say: (sentence: string) => void): Promise<Database> {
  if (config.databaseUrl === null) return embedded(config, say);
  const { databaseUrl: url, databaseAdminUrl: adminUrl } = config;
  await refuseUnfit(url, 'DATABASE_URL');
  if (adminUrl !== null) await refuseUnfit(adminUrl, 'DATABASE_ADMIN_URL');
  const separate = adminUrl !== null && roleOf(adminUrl) !== roleOf(url);
  await migrate(adminUrl ?? url, separate ? roleOf(url) : null);
  return {
    url,
    protection: separate ? 'append-only by trigger and role' : 'append-only by trigger; give DATABASE_ADMIN_URL to protect it by role, too',
    words: 'the database of DATABASE_URL',
    stop: async () => undefined,
  };
}

async function embedded(config: Config, say: (sentence: string) => void): Promise<Database> {
  const server = await startEmbedded({ dataFolder: config.dataFolder, log: say });
  try {
    await migrate(server.adminUrl, roleOf(server.appUrl));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: server.appUrl,
    protection: 'append-only by trigger and role',
    words: `its own PostgreSQL ${server.version}`,
    stop: () => server.stop(),
  };
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
