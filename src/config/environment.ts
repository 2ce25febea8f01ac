import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from './problem.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable that the hub reads. Secrets of sources come from variables that changeline.yaml names. */
export const VARIABLES = [
  'PORT',
  'HOST',
  'HOOKS_PORT',
  'CORS_ORIGINS',
  'DATABASE_URL',
  'DATABASE_ADMIN_URL',
  'CHANGELINE_CONFIG',
  'CHANGELINE_POLICY',
  'CHANGELINE_DATA',
  'CHANGELINE_TOKEN',
  'CHANGELINE_DATA_KEY_FILE',
  'CHANGELINE_SIGNING_KEY_FILE',
] as const;
type Variable = (typeof VARIABLES)[number];

/** What the environment says, each value checked; null where it says nothing and there is no default. */
export interface Settings {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** `/hooks` on a port of its own, beside `port`. */
  readonly hooksPort: number | null;
  readonly corsOrigins: readonly string[];
  /** Null: the embedded server. */
  readonly databaseUrl: string | null;
  readonly databaseAdminUrl: string | null;
  /** Absolute. */
  readonly dataFolder: string;
  /** The bootstrap administrator's token. */
  readonly token: string | null;
  readonly dataKeyFile: string | null;
  readonly signingKeyFile: string | null;
}

const LEAST_TOKEN = 32;

/** Never fails: what is wrong is added to `problems`, and no value of a variable that may hold a secret is repeated. */
export function readEnvironment(env: Environment, problems: Problem[]): Settings {
  const value = (name: Variable) => env[name]?.trim() || null;
  const report = (where: Variable, sentence: string) => void problems.push({ where, sentence });
  const settings: Settings = {
    port: portOf('PORT', value('PORT'), report) ?? 4000,
    host: value('HOST') ?? '127.0.0.1',
    hooksPort: portOf('HOOKS_PORT', value('HOOKS_PORT'), report),
    corsOrigins: originsOf(value('CORS_ORIGINS'), report),
    databaseUrl: addressOf('DATABASE_URL', value('DATABASE_URL'), report),
    databaseAdminUrl: addressOf('DATABASE_ADMIN_URL', value('DATABASE_ADMIN_URL'), report),
    dataFolder: resolve(value('CHANGELINE_DATA') ?? '.changeline'),
    token: tokenOf(value('CHANGELINE_TOKEN'), report),
    dataKeyFile: fileOf('CHANGELINE_DATA_KEY_FILE', value('CHANGELINE_DATA_KEY_FILE'), report),
    signingKeyFile: fileOf('CHANGELINE_SIGNING_KEY_FILE', value('CHANGELINE_SIGNING_KEY_FILE'), report),
  };
  checkTogether(value, report);
  return settings;
}

type Report = (where: Variable, sentence: string) => void;

function checkTogether(value: (name: Variable) => string | null, report: Report): void {
  if (value('DATABASE_ADMIN_URL') && !value('DATABASE_URL')) {
    report('DATABASE_ADMIN_URL', 'is given without DATABASE_URL. Give both, or neither for the embedded server.');
  }
  if (value('DATABASE_URL') && !value('CHANGELINE_DATA_KEY_FILE')) {
    report(
      'CHANGELINE_DATA_KEY_FILE',
      'must name a file with the 32 bytes of the data key when DATABASE_URL is given: "head -c 32 /dev/urandom > data.key" makes one. Keep a copy; without it the ledger’s people and texts cannot be matched again.',
    );
  }
}

function portOf(where: Variable, text: string | null, report: Report): number | null {
  if (text === null) return null;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  report(where, `is ${JSON.stringify(text)}. Write a number from 0 to 65535.`);
  return null;
}

function originsOf(text: string | null, report: Report): string[] {
  const origins = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  for (const origin of origins) {
    if (URL.canParse(origin) && new URL(origin).origin === origin) continue;
    report(
      'CORS_ORIGINS',
      `has ${JSON.stringify(origin)}, which is no origin. Write scheme, host and port only, such as https://dash.example.com, with commas between.`,
    );
  }
  return origins;
}

function addressOf(where: Variable, text: string | null, report: Report): string | null {
  if (text === null || (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text))) return text;
  report(
    where,
    'is no address of a PostgreSQL database. Write postgres://user:password@host:5432/database, with special characters in the password percent-encoded.',
  );
  return null;
}

function tokenOf(text: string | null, report: Report): string | null {
  if (text === null || (text.length >= LEAST_TOKEN && !/\s/.test(text))) return text;
  report(
    'CHANGELINE_TOKEN',
    `is too easy to guess. Write at least ${LEAST_TOKEN} characters without blanks: "openssl rand -hex 32" makes some.`,
  );
  return null;
}

function fileOf(where: Variable, text: string | null, report: Report): string | null {
  if (text === null) return null;
  const file = resolve(text);
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    report(
      where,
      `names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}). Write the path of a file that the hub’s user can read.`,
    );
  }
  return file;
}
