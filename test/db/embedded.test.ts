import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startEmbedded, type Embedded } from '../../src/db/embedded/index.js';
import { isAlive } from '../../src/db/embedded/process.js';
import { built } from '../setup/built.js';
import { temporaryFolder } from '../setup/temporary-folder.js';

let folder: string;
let holders: ChildProcess[];
let own: Embedded[];
let said: string[];

beforeEach(async () => {
  folder = await temporaryFolder();
  [holders, own, said] = [[], [], []];
});
afterEach(async () => {
  for (const holder of holders) holder.kill('SIGKILL');
  await Promise.all(own.map(({ stop }) => stop()));
  await vi.waitUntil(() => postmasterPid() === null || !isAlive(postmasterPid() ?? 0), { timeout: 10_000 });
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<Embedded> {
  const server = await startEmbedded({ dataFolder: folder, log: (sentence) => said.push(sentence) });
  own.push(server);
  return server;
}

/** A process that started the server; resolves with its address. */
async function hold(): Promise<{ holder: ChildProcess; url: string }> {
  const holder = spawn(process.execPath, [built('test/db/hold-embedded.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  holders.push(holder);
  for await (const line of createInterface({ input: holder.stdout })) {
    if (line.startsWith('postgres://')) return { holder, url: line };
  }
  throw new Error('the process ended without an address');
}

function postmasterPid(): number | null {
  try {
    return Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

async function answerOf(url: string): Promise<unknown> {
  const sql = postgres(url, { max: 1 });
  const [row] = await sql`select current_user as who, current_setting('fsync') as fsync`.finally(() => sql.end());
  return row;
}

test('starts a PostgreSQL 18 with a role for the application and with fsync on', async () => {
  const { appUrl, adminUrl, version } = await start();
  expect(version).toMatch(/^18\./);
  expect(await answerOf(appUrl)).toEqual({ who: 'changeline_app', fsync: 'on' });
  expect(await answerOf(adminUrl)).toEqual({ who: 'changeline_owner', fsync: 'on' });
});

test('dies with a process that was killed, and the next start has the data at the same address', async () => {
  const { holder, url } = await hold();
  const first = postmasterPid() ?? 0;
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const { appUrl } = await start();
  expect(appUrl).toBe(url);
  expect(postmasterPid()).not.toBe(first);
  expect(isAlive(first)).toBe(false);
});

test('ends in order on stop, and a second stop is harmless', async () => {
  const { stop } = await start();
  const pid = postmasterPid() ?? 0;
  await stop();
  await stop();
  expect(isAlive(pid)).toBe(false);
  expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).toContain('database system is shut down');
});

test('a server that was killed is started again at the same address', async () => {
  const { appUrl } = await start();
  const killed = postmasterPid() ?? 0;
  process.kill(killed, 'SIGKILL');
  await vi.waitUntil(() => answerOf(appUrl).catch(() => null), { timeout: 15_000 });
  expect(postmasterPid()).not.toBe(killed);
  expect(said).toEqual(['PostgreSQL ended unasked (SIGKILL); it is started again.']);
});

test('a second process uses the server of the first and leaves it running', async () => {
  const { url } = await hold();
  const { appUrl, stop } = await start();
  await stop();
  expect(appUrl).toBe(url);
  expect(await answerOf(url)).toMatchObject({ who: 'changeline_app' });
});

test('a lock file whose process id went to another process does not block', async () => {
  const { stop } = await start();
  await stop();
  await writeFile(join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n${folder}/postgres\n1\n5432\n\n127.0.0.1\n\nready\n`);
  const { appUrl } = await start();
  expect(await answerOf(appUrl)).toMatchObject({ who: 'changeline_app' });
});

test('a foreign cluster in the data folder is refused with a sentence', async () => {
  await mkdir(join(folder, 'postgres'));
  await writeFile(join(folder, 'postgres', 'PG_VERSION'), '18\n');
  await expect(start()).rejects.toThrow(/holds a PostgreSQL cluster that Changeline did not make.*CHANGELINE_DATA/);
});

test('a server that cannot start is quoted with its own words', async () => {
  const { stop } = await start();
  await stop();
  await writeFile(join(folder, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n');
  await expect(start()).rejects.toThrow(/unrecognized configuration parameter "no_such_setting"/);
});
