import { type Json, MalformedRecord, type RawRecord, type WatchIo } from '#contract';
import { databaseTrouble } from '../../inbox/index.js';
import { REAL_CLOCKWORK } from '../http/backoff.js';
import { failureOf } from '../poll/failure.js';
import { keepPage } from '../poll/keep-page.js';
import type { Poller } from '../poll/poller.js';

const STREAM = 'watch';
/** Nobody is listened to but by the hub that polls; how often it is looked whether that is this one. */
const LOOK_EVERY_MS = 1_000;
/** After an answer that ended well; proxies end them every minute or so. */
const PAUSE_MS = 1_000;
/** A watch that works was heard for so long. */
const WORKS_MS = 60_000;

interface Watching {
  readonly poller: Poller;
  /** What was heard, as the connector keeps it: an answer that breaks off is begun again with it. */
  known: Json | null;
  failures: number;
}

/**
 * Listens to a source until polling stops, while this hub polls it; what it tells is kept as a page of a poll is. Whatever fails is
 * told once and waited out, and is the poll's meanwhile.
 */
export async function watchSource(poller: Poller): Promise<void> {
  const { source, polling } = poller;
  if (!source.connector.poll.watch) return;
  const watching: Watching = { poller, known: null, failures: 0 };
  while (!polling.stopped) {
    const waitMs = polling.holds.has(source.name) ? await listened(watching) : LOOK_EVERY_MS;
    await REAL_CLOCKWORK.sleep(waitMs, polling.signal);
  }
}

/** Listens once, until it ends. Gives how long to wait before the next time. */
async function listened(watching: Watching): Promise<number> {
  const { poller } = watching;
  const beganMs = Date.now();
  try {
    await heardToTheEnd(watching);
    watching.failures = 0;
    return PAUSE_MS;
  } catch (error) {
    if (poller.polling.stopped) return 0;
    if (Date.now() - beganMs > WORKS_MS) watching.failures = 0;
    const failure = failureOf(error, watching.failures, poller.secrets());
    // What a proxy made of a line is no defect of the connector.
    const sentence = error instanceof MalformedRecord ? error.message : failure.sentence;
    if (watching.failures === 0) tell(poller, `${sentence} It is polled meanwhile.`);
    watching.failures += 1;
    return Math.max(PAUSE_MS, failure.nextMs);
  }
}

async function heardToTheEnd(watching: Watching): Promise<void> {
  const { source, polling, io, http } = watching.poller;
  const watchIo: WatchIo<unknown> = { ...io, http };
  for await (const { records, known } of source.connector.poll.watch?.(watching.known, watchIo) ?? []) {
    if (polling.stopped || !polling.holds.has(source.name)) return;
    if (!(await kept(watching.poller, records))) return;
    watching.known = known;
  }
}

/** No more is taken in while the database is away: what was heard may be gone at the next listening. False: the hub stopped meanwhile. */
async function kept({ polling, source }: Poller, records: readonly RawRecord[]): Promise<boolean> {
  if (records.length === 0) return true;
  while (!polling.stopped) {
    try {
      await polling.runtime.sql.begin((tx) => keepPage(tx, { source: source.name, stream: STREAM }, { records }));
      return true;
    } catch (error) {
      const trouble = databaseTrouble(error);
      if (trouble === null || trouble === 'DATA') throw error;
      await REAL_CLOCKWORK.sleep(LOOK_EVERY_MS, polling.signal);
    }
  }
  return false;
}

function tell({ polling, source }: Poller, sentence: string): void {
  polling.runtime.log.warn({ source: source.name, stream: STREAM }, sentence);
}
