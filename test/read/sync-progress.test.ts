import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPool, type Sql } from '../../src/db/pool.js';
import { barOf, lineOf, showProgress } from '../../src/hub/progress-bar.js';
import { openSyncMeter, type SyncMeter, syncNews } from '../../src/read/index.js';
import { until } from '../intake/until.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';

let database: FreshDatabase;
let sql: Sql;
let meter: SyncMeter;
let nowMs = Date.parse('2026-01-02T03:04:05Z');
beforeEach(async () => {
  database = await freshDatabase();
  sql = openPool(database.url, { max: 2 });
  meter = openSyncMeter(sql, () => nowMs);
  await stream('4711/pull_requests', 0, null);
  await stream('4711/commits', 0, 4_000);
  await stream('census:pull_requests', 7, 7);
});
afterEach(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

async function stream(name: string, records: number, total: number | null, passes = 0): Promise<void> {
  await sql`
    insert into source_stream (source, stream, label, records, total, passes) values ('github-acme', ${name}, ${name}, ${records}, ${total}, ${passes})
    on conflict (source, stream) do update set records = excluded.records, total = excluded.total, passes = excluded.passes`;
}

async function after(ms: number) {
  nowMs += ms;
  const [one] = await meter.look();
  return one!;
}

describe('the progress of a first reading', () => {
  it('counts streams and records, and says speed and time left once there is something to compare with', async () => {
    expect(await after(0)).toMatchObject({ source: 'github-acme', streams: 2, streamsRead: 0, records: 0, total: null, share: 0 });
    expect(await after(500)).toMatchObject({ recordsPerSecond: null, secondsLeft: null });
    await stream('4711/commits', 1_000, 4_000);
    await stream('4711/pull_requests', 200, null);
    // A quarter of one of two streams in ten seconds: seven times as much is left.
    expect(await after(9_500)).toMatchObject({ records: 1_200, total: null, share: 0.125, secondsLeft: 70 });
    await stream('4711/pull_requests', 500, 1_000);
    expect(await after(10_000)).toMatchObject({ records: 1_500, total: 5_000, share: 0.375 });
  });

  it('counts the records of what was read to its end meanwhile, and has nothing left when all is read', async () => {
    await after(0);
    await stream('4711/commits', 4_000, 4_000, 1);
    const half = await after(10_000);
    expect(half).toMatchObject({ streamsRead: 1, records: 0, share: 0.5, recordsPerSecond: 400, secondsLeft: 10 });
    await stream('4711/pull_requests', 10, 10, 1);
    expect(await after(10_000)).toMatchObject({ streamsRead: 2, share: 1, secondsLeft: 0 });
    // Later passes count from nought again, and are no part of it.
    await stream('4711/commits', 3, 3, 2);
    expect(await after(61_000)).toMatchObject({ share: 1, records: 0, secondsLeft: 0 });
    expect(await after(61_000)).toMatchObject({ recordsPerSecond: 0 });
  });

  it('has no time left to tell while nothing moves', async () => {
    await after(0);
    expect(await after(30_000)).toMatchObject({ recordsPerSecond: 0, secondsLeft: null });
  });

  it('is told at once, and again when it stands otherwise; of another source never', async () => {
    const news = syncNews(meter, 'github-acme');
    expect((await news.next()).value).toMatchObject({ share: 0 });
    await stream('4711/commits', 2_000, 4_000);
    nowMs += 5_000;
    expect((await news.next()).value).toMatchObject({ share: 0.25, recordsPerSecond: 400, secondsLeft: 15 });
    const other = syncNews(meter, 'jira-acme');
    const never = other.next();
    await other.return(undefined);
    expect(await never).toEqual({ done: true, value: undefined });
    await news.return(undefined);
  });

  it('is a bar on a terminal, and a line elsewhere', async () => {
    await after(0);
    await stream('4711/commits', 2_000, 4_000);
    const one = await after(10_000);
    const words = ' 25 %  0 of 2 streams  2,000 records  200/s  30 s left';
    expect(barOf(one)).toBe(`github-acme [${'█'.repeat(6)}${'░'.repeat(18)}] ${words}`);
    expect(lineOf(one)).toBe(`github-acme  ${words}`);
    const written: string[] = [];
    const terminal = { isTTY: true, columns: 40, write: (text: string) => void written.push(text) };
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const shown = showProgress({ meter, terminal, log });
    await until('it is drawn, and no wider than the terminal', () => written[0] === `\r\x1b[2K${barOf(one).slice(0, 39)}\r`);
    await stream('4711/commits', 4_000, 4_000, 1);
    await stream('4711/pull_requests', 0, 0, 1);
    nowMs += 2_000;
    await until('it is wiped away when all is read', () => written.at(-1) === '\r\x1b[2K');
    shown.stop();
  });
});
