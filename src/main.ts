import type { AnyConnector } from '#contract';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import githubConnector from '../connectors/github/index.js';
import * as listed from '../connectors/index.js';
import { ConfigurationError, loadConfig } from './config.js';
import { EmbeddedFailure } from './db/embedded/index.js';
import { CannotStart } from './hub/cannot-start.js';
import { checkConfig } from './hub/check-config.js';
import { loadIntoHub } from './hub/history.js';
import { DoorTaken } from './hub/listen.js';
import { dump, rebuildCommand, verify } from './hub/maintain.js';
import { serve } from './hub/serve.js';
import { untilAsked } from './hub/stop-signals.js';
import { UnfitDatabase } from './hub/unfit-database.js';
import { BadHistory, fullName, loadHistory, openSample, startGitHub } from './sample/index.js';

// Composition root: the only file that imports connectors and sample. `npm start` and the other commands end up here.

const connectors: readonly AnyConnector[] = Object.values(listed);

const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** Waits for a reader who is slower: a dump may be larger than memory. */
const print = async (line: string): Promise<void> => {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
};
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<boolean>>> = {
  verify: () => verify(loadConfig(process.env, connectors), say),
  dump: () => dump(loadConfig(process.env, connectors), print),
  rebuild: (args) => rebuildCommand(loadConfig(process.env, connectors), args, { print, tell }),
  'check-config': async () => checkConfig(process.env, connectors, { say, tell }),
  history,
};

async function history([folder]: readonly string[]): Promise<boolean> {
  if (folder === undefined) {
    tell('Usage: npm run history -- FOLDER, with commits.csv, pulls.json, pull_commits.csv and releases.csv in it.');
    return false;
  }
  const config = loadConfig(process.env, connectors);
  const token = 'history';
  const world = await loadHistory(folder);
  const github = await startGitHub(world, { token });
  const served = { url: github.url, token, repository: fullName(world.repositories[0]!), close: () => github.close() };
  const log = pino({ level: 'warn' }, pino.destination(2));
  await loadIntoHub({ config, connector: githubConnector, served, log, say }).finally(() => served.close());
  return true;
}

async function hub(): Promise<boolean> {
  const config = loadConfig(process.env, connectors);
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info' }, pino.destination(2));
  const serving = await serve({
    config,
    log,
    say,
    sample: { connectors, open: openSample },
    terminal: process.stderr,
    reread: () => loadConfig(process.env, connectors),
    program: fileURLToPath(import.meta.url),
  });
  await untilAsked();
  await serving.stop();
  return true;
}

/** These say all in their sentence; anything else is a defect, and its stack helps. */
const SENTENCES = [ConfigurationError, EmbeddedFailure, CannotStart, DoorTaken, UnfitDatabase, BadHistory];

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return SENTENCES.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}

const [command, ...args] = process.argv.slice(2);
const run = command === undefined ? hub : COMMANDS[command];
if (!run) tell(`There is no command ${command}. There are: ${Object.keys(COMMANDS).join(', ')}; without one the hub starts.`);
const ok = run ? await run(args).catch((error: unknown) => void tell(wordsOf(error))) : false;
// What the reader has not taken yet would be cut off.
await new Promise<void>((resolve) => void process.stdout.write('', () => resolve()));
process.exit(ok ? 0 : 1);
