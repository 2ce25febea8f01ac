import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { built } from '../setup/built.js';
import { temporaryFolder } from '../setup/temporary-folder.js';
import { expectedOf } from './history-folder.js';
import { killOnce } from './killed-at.js';
import { makeHistory } from './made-history.js';

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Circumstances {
  readonly data?: string;
  /** So many events in the ledger, and it is killed with -9. */
  readonly killOnceRecorded?: number;
}

/** Runs a command of the built program on a data folder. */
function command(args: readonly string[], { data = 'data', killOnceRecorded }: Circumstances = {}): Promise<Ended> {
  const env = { PATH: process.env['PATH'], CHANGELINE_DATA: join(folder, data), CHANGELINE_TOKEN: 't'.repeat(40) };
  const child = spawn(process.execPath, [built('src/main.ts'), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
  const watching = killOnceRecorded === undefined ? null : killOnce(child, join(folder, data), killOnceRecorded);
  let out = '';
  let err = '';
  const reading = takingHisTime(child.stdout, (text) => (out += text));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      void Promise.all([reading, watching]).then(() => resolve({ code, signal, out, err }));
    });
  });
}

/** Reads more slowly than the command writes. */
async function takingHisTime(from: Readable, take: (text: string) => void): Promise<void> {
  for await (const text of from.setEncoding('utf8')) {
    take(text as string);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** `tag sha` of every carried commit, out of the lines that `dump` prints. */
function carriedIn(dump: string): readonly string[] {
  const rows = (table: string) =>
    dump
      .split('\n')
      .filter((line) => line.startsWith(`${table} `))
      .map((line) => JSON.parse(line.slice(table.length + 1)) as Record<string, string | null>);
  const tags = new Map(rows('deployment').map((row) => [row['deployment'], row['git_ref']]));
  return rows('deployment_commit')
    .filter((row) => row['direction'] === 'CARRIES' && row['recorded_to'] === null)
    .map((row) => `${tags.get(row['deployment'] ?? '') ?? ''} ${row['sha'] ?? ''}`)
    .sort();
}

/** How many events the ledger holds, by `verify`, which must find it whole; 0 where it was not begun yet. */
async function verifiedSize(data: string): Promise<number> {
  const { out, err } = await command(['verify'], { data });
  if (out.startsWith('The ledger has no head')) return 0;
  expect(out, err).toMatch(/^The ledger is whole/);
  return Number(/whole: (\d+) events/.exec(out)?.[1]);
}

/**
 * Loads it once to see how much it is; then kills another loading three times, each time once a random share more of it is
 * recorded (from 5 % to 90 %), and starts it again. Gives the dump.
 */
async function killedAndStartedAgain(history: string): Promise<string> {
  expect(await command(['history', history], { data: 'undisturbed' })).toMatchObject({ code: 0 });
  const whole = await verifiedSize('undisturbed');
  const sizes: string[] = [];
  let share = 0.05;
  for (let nth = 1; nth <= 3; nth++) {
    share += Math.random() * 0.25;
    const killed = await command(['history', history], { killOnceRecorded: Math.ceil(whole * share) });
    expect(killed.signal, `${sizes.join('; ')}; then: ${killed.out}${killed.err}`).toBe('SIGKILL');
    sizes.push(`killed at ${Math.ceil(whole * share)} with ${await verifiedSize('data')} of ${whole}`);
  }
  const { code, err } = await command(['history', history]);
  expect(code, `${sizes.join('; ')}; then: ${err}`).toBe(0);
  expect(await verifiedSize('data')).toBeGreaterThanOrEqual(whole * 0.95);
  const dump = await command(['dump']);
  expect(dump).toMatchObject({ code: 0, err: '' });
  return dump.out;
}

describe('npm run history', () => {
  it('prints what came in and what was judged, leaves it in the hub, and what it leaves is rebuilt byte for byte', async () => {
    const { folder: history, contents } = await makeHistory(folder, 7, 3);
    const { out, err, code } = await command(['history', history]);
    expect({ code, err: err.split('\n').filter((line) => line.includes('"level":50')) }).toEqual({ code: 0, err: [] });
    expect(out).toContain('acme/pay is in the hub as source history-acme-pay:');
    expect(out).toMatch(/^ +10 {2}commit\.recorded$/m);
    expect(out).toContain('2 deployments carry 6 commits.');
    expect(out).toMatch(/^ +2 {2}direct-push: GAP$/m);
    expect(out).toMatch(/^ +3 {2}unreviewed-code: INDETERMINATE$/m);
    const dump = await command(['dump']);
    expect(carriedIn(dump.out)).toEqual(contents);
    expect((await command(['rebuild'])).out).toBe(dump.out);
  }, 60_000);

  it('says in one sentence which file of the folder is missing', async () => {
    const { code, err } = await command(['history', folder]);
    expect(code).toBe(1);
    expect(err).toContain(`commits.csv is missing in ${folder}`);
  });

  it('ends with the whole history when it was killed with -9 in the middle and started again', async () => {
    const { folder: history, contents } = await makeHistory(folder, 1_500, 50);
    expect(carriedIn(await killedAndStartedAgain(history))).toEqual(contents);
  }, 240_000);

  const recorded = process.env['RECORDED'];
  it.skipIf(!recorded).each(['mattermost__mattermost-plugin-jira', 'octokit__webhooks.js'])(
    'ends with the releases of %s when it was killed in the middle (folder in RECORDED)',
    async (name) => {
      const history = join(recorded ?? '', 'git-history', name);
      expect(basename(history)).toBe(name);
      const dump = await killedAndStartedAgain(history);
      expect(carriedIn(dump)).toEqual((await expectedOf(history)).contents);
    },
    360_000,
  );
});
