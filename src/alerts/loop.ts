import type { Sql } from '../db/pool.js';
import { reservedWithin, within } from '../db/within.js';
import { type Bell, type Logger, openBell } from '../inbox/index.js';
import { instantAt } from './clock.js';
import { Lookout } from './conditions/look.js';
import type { Watched } from './conditions/watched.js';
import { beat, type Beating } from './heartbeat.js';
import { Nudge, sleep } from './nudge.js';
import type { Sending } from './queue/attempt.js';
import { prune } from './queue/prune.js';
import { readOn, type Reading } from './queue/read-on.js';
import { Sender } from './queue/sender.js';

export interface AlertOptions extends Reading, Sending, Beating {
  readonly log: Logger;
  readonly watched: Watched;
}

/** Advisory lock: one hub sends, the others wait to take over. 4,021,962 is that of activating a policy. */
const LOCK = 4_021_963;
const RETRY_MS = 1_000;
const IDLE_MS = 1_000;
/** What waits for its next attempt is found so late at most. */
const DUE_MS = 500;
/** A condition is told after two looks. */
const LOOK_MS = 15_000;
const BEAT_MS = 60_000;
const STEP_MS = 60_000;
const PROBE_MS = 10_000;
const LAST_ANSWERS_MS = 500;

/**
 * Takes what was followed to the queues of routes, and the queues to the receivers. Of several hubs on one database one
 * does at a time; what a killed one did not note, the next sends again with the same id.
 */
export class AlertLoop {
  readonly #options: AlertOptions;
  readonly #stop = new AbortController();
  readonly #answered = new Nudge();
  /** Outlives a lead that was lost: what it began may still be answered. */
  readonly #sender: Sender;
  #done: Promise<void> = Promise.resolve();
  #trouble: string | null = null;

  constructor(options: AlertOptions) {
    this.#options = options;
    this.#sender = new Sender({ ...options, onSettled: () => this.#answered.ring() });
  }

  /** A sentence about why no alerts go out, or null. */
  get trouble(): string | null {
    return this.#trouble;
  }

  start(): void {
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
    // What is not noted by then is sent again at the next start.
    await Promise.race([this.#sender.idle().catch(() => undefined), sleep(LAST_ANSWERS_MS, new AbortController().signal)]);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#lead(signal);
      } catch (error) {
        const first = this.#trouble === null;
        this.#trouble = `Sending alerts failed and is tried again: ${error instanceof Error ? error.message : String(error)}`;
        if (first) this.#options.log.error({ err: error }, this.#trouble);
        await sleep(RETRY_MS, signal);
      }
    }
  }

  /** Holds the lock on a connection of its own and works until the connection is lost or the hub stops. */
  async #lead(stop: AbortSignal): Promise<void> {
    const connection = await reservedWithin(PROBE_MS, this.#options.sql);
    try {
      const asked = connection<{ held: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as held`;
      const [row] = await within(PROBE_MS, 'Asking for the lead', asked);
      if (!row?.held) return await sleep(IDLE_MS, stop);
      try {
        await this.#work(connection, stop);
      } finally {
        await within(PROBE_MS, 'Unlocking', connection`select pg_advisory_unlock(${LOCK})`).catch(() => undefined);
      }
    } finally {
      connection.release();
    }
  }

  async #work(connection: Sql, stop: AbortSignal): Promise<void> {
    const round = new AbortController();
    const signal = AbortSignal.any([stop, round.signal]);
    const leading = this.#leading(connection, signal);
    const loops = [this.#reading(signal), this.#sending(signal), this.#looking(signal), this.#beating(signal), leading];
    const ended = await Promise.allSettled(loops.map((loop) => loop.finally(() => round.abort())));
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
  }

  async #reading(signal: AbortSignal): Promise<void> {
    const bell = openBell(this.#options.sql, 'follow');
    try {
      while (!signal.aborted) {
        if (!(await within(STEP_MS, 'Reading on for alerts', readOn(this.#options)))) await waitFor(bell, signal);
      }
    } finally {
      await bell.close();
    }
  }

  async #sending(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if ((await within(STEP_MS, 'Looking for due alerts', this.#sender.begin())) === 0) await this.#answered.wait(DUE_MS, signal);
    }
  }

  async #looking(signal: AbortSignal): Promise<void> {
    const { sql, clock } = this.#options;
    const lookout = new Lookout(this.#options);
    while (!signal.aborted) {
      await within(STEP_MS, 'Looking for what is wrong', lookout.look());
      await prune(sql, instantAt(clock.now()));
      await sleep(LOOK_MS, signal);
    }
  }

  /** Silent while a loop of the hub stands still: whoever listens shall ask why. */
  async #beating(signal: AbortSignal): Promise<void> {
    const { watched, log } = this.#options;
    let wasWell = true;
    while (!signal.aborted) {
      const beaten = watched.standingStill().length === 0 ? await beat(this.#options) : null;
      if (beaten?.isWell === false && wasWell) log.warn({ sentence: beaten.sentence }, 'The heartbeat did not arrive.');
      wasWell = beaten?.isWell ?? wasWell;
      await sleep(BEAT_MS, signal);
    }
  }

  async #leading(connection: Sql, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(IDLE_MS, signal);
      await within(PROBE_MS, 'Asking whether this hub still leads', connection`select 1`);
      // What fails at once does not count as over in between.
      if (!signal.aborted) this.#trouble = null;
    }
  }
}

async function waitFor(bell: Bell, signal: AbortSignal): Promise<void> {
  const ring = (): void => bell.ring();
  signal.addEventListener('abort', ring, { once: true });
  await bell.wait(IDLE_MS);
  signal.removeEventListener('abort', ring);
}
