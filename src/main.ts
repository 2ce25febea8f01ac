import { pino } from 'pino';
import type { Connector } from '#contract';
import { connectors } from '../connectors/index.js';
import { loadConfig } from './config.js';
import { loadIntoHub } from './hub/history.js';
import { dump, rebuildCommand, verify } from './hub/maintain.js';
import { fullName, loadHistory, startGitHub } from './sample/index.js';

// Composition root: the only file that imports connectors and sample. `npm start` and the other commands end up here.

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<boolean>>> = {
  verify: () => verify(loadConfig(process.env, connectors), say),
  dump: () => dump(loadConfig(process.env, connectors), say),
  rebuild: (args) => rebuildCommand(loadConfig(process.env, connectors), args, say, tell),
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
  const connector = connectors.find((one) => one.kind === 'github') as unknown as Connector<unknown>;
  const log = pino({ level: 'warn' }, pino.destination(2));
  await loadIntoHub({ config, connector, served, log, say }).finally(() => served.close());
  return true;
}

const [command, ...args] = process.argv.slice(2);
const run = COMMANDS[command ?? ''];
if (!run) {
  tell(`There is no command ${command}. There are: ${Object.keys(COMMANDS).join(', ')}.`);
  process.exitCode = 1;
} else {
  run(args).then(
    (ok) => void (process.exitCode = ok ? 0 : 1),
    (error: unknown) => {
      tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
      process.exitCode = 1;
    },
  );
}
