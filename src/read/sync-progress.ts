import { type Instant, instantOf } from '#contract';
import type { Sql } from '../db/pool.js';
import { leavable } from './feed.js';

/** How far the first reading of a source is. */
export interface SyncProgress {
  readonly source: string;
  readonly streams: number;
  /** Of them, those that were read to their end at least once. */
  readonly streamsRead: number;
  /** Of the streams that are being read for the first time: records so far, and how many there are where the tool says so of all of them. */
  readonly records: number;
  readonly total: number | null;
  /** 0 to 1: streams count alike, one under way by its records where the tool says how many there are. */
  readonly share: number;
  /** Of the last minute; null before there is something to compare with. */
  readonly recordsPerSecond: number | null;
  /** At the speed of the last minute; 0 when all is read, null while nothing moves. */
  readonly secondsLeft: number | null;
  readonly at: Instant;
}

/** Looks at the streams now and then, and knows from that how fast their reading is. */
export interface SyncMeter {
  /** As it was at most a second ago, by name. */
  look(): Promise<readonly SyncProgress[]>;
}

interface Row {
  readonly source: string;
  readonly stream: string;
  readonly records: number;
  readonly total: number | null;
  readonly isRead: boolean;
}

interface Sample {
  readonly atMs: number;
  readonly share: number;
  /** Records that were seen to come since the meter was opened. */
  readonly seen: number;
}

const WINDOW_MS = 60_000;
const FRESH_MS = 1_000;

export function openSyncMeter(sql: Sql, nowMs: () => number = Date.now): SyncMeter {
  const sources = new Map<string, SourceMeter>();
  let last: { readonly atMs: number; readonly found: Promise<readonly SyncProgress[]> } | null = null;

  async function look(): Promise<readonly SyncProgress[]> {
    const rows = await rowsOf(sql);
    const atMs = nowMs();
    const bySource = new Map<string, Row[]>();
    for (const row of rows) {
      const own = bySource.get(row.source) ?? [];
      own.push(row);
      bySource.set(row.source, own);
    }
    for (const name of bySource.keys()) if (!sources.has(name)) sources.set(name, new SourceMeter(name));
    return [...bySource].map(([name, own]) => sources.get(name)!.add(own, atMs));
  }

  return {
    look: () => {
      if (last !== null && nowMs() - last.atMs < FRESH_MS) return last.found;
      last = { atMs: nowMs(), found: look() };
      return last.found;
    },
  };
}

/** A census is no reading. */
function rowsOf(sql: Sql): Promise<Row[]> {
  return sql<Row[]>`
    select source, stream, records, total, passes > 0 as "isRead"
    from source_stream
    where stream not like 'census:%'
    order by source, stream`;
}

class SourceMeter {
  readonly #name: string;
  readonly #samples: Sample[] = [];
  /** Records of each stream that is being read for the first time, at the last look. */
  #before = new Map<string, number>();
  #seen = 0;

  constructor(name: string) {
    this.#name = name;
  }

  add(rows: readonly Row[], atMs: number): SyncProgress {
    const unread = rows.filter(({ isRead }) => !isRead);
    this.#seen += this.#newIn(rows);
    this.#before = new Map(unread.map(({ stream, records }) => [stream, records]));
    const share = rows.length === 0 ? 0 : (rows.length - unread.length + sum(unread.map(shareOf))) / rows.length;
    this.#samples.push({ atMs, share, seen: this.#seen });
    while (this.#samples.length > 2 && this.#samples[0]!.atMs < atMs - WINDOW_MS) this.#samples.shift();
    return {
      source: this.#name,
      streams: rows.length,
      streamsRead: rows.length - unread.length,
      records: sum(unread.map(({ records }) => records)),
      total: unread.every(({ total }) => total !== null) ? sum(unread.map(({ total }) => total ?? 0)) : null,
      share,
      ...speedOf(this.#samples),
      at: instantOf(atMs * 1000),
    };
  }

  /** A stream that has just been read keeps its count until its next pass begins. */
  #newIn(rows: readonly Row[]): number {
    return sum(rows.map(({ stream, records }) => Math.max(0, records - (this.#before.get(stream) ?? records))));
  }
}

function shareOf({ records, total }: Row): number {
  return total !== null && total > 0 ? Math.min(1, records / total) : 0;
}

function speedOf(samples: readonly Sample[]): Pick<SyncProgress, 'recordsPerSecond' | 'secondsLeft'> {
  const [first, last] = [samples[0]!, samples.at(-1)!];
  const left = 1 - last.share;
  const seconds = (last.atMs - first.atMs) / 1000;
  if (seconds <= 0) return { recordsPerSecond: null, secondsLeft: left === 0 ? 0 : null };
  const gained = last.share - first.share;
  const secondsLeft = left === 0 ? 0 : gained > 0 ? Math.round((left * seconds) / gained) : null;
  return { recordsPerSecond: Math.round(((last.seen - first.seen) / seconds) * 10) / 10, secondsLeft };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

const LOOK_MS = 2_000;

/** Each source, or the one that is named, as its reading goes on: at once, and whenever it stands otherwise than before. */
export function syncNews(meter: SyncMeter, source: string | null): AsyncGenerator<SyncProgress, undefined> {
  const leave = new AbortController();
  return leavable(news(meter, source, leave.signal), leave);
}

async function* news(meter: SyncMeter, source: string | null, signal: AbortSignal): AsyncGenerator<SyncProgress, undefined> {
  const told = new Map<string, string>();
  while (!signal.aborted) {
    for (const { at, ...progress } of await meter.look()) {
      const says = JSON.stringify(progress);
      if ((source !== null && progress.source !== source) || told.get(progress.source) === says) continue;
      told.set(progress.source, says);
      yield { ...progress, at };
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LOOK_MS);
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}
