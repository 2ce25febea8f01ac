import type { Sql } from '../db/pool.js';
import { reservedWithin, within } from '../db/within.js';
import type { LedgerKey } from '../ledger/index.js';
import { followOnce } from './once.js';
import { FollowState } from './state.js';
import { work } from './work.js';

export interface FollowOptions {
  readonly sql: Sql;
  readonly key: LedgerKey;
  /** What nobody announced is found after so long; a second, unless said otherwise. */
  readonly idleMs?: number;
  readonly log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** Advisory lock: one hub follows, the others wait to take over. */
export const LOCK = 4_021_961;
const IDLE_MS = 1_000;
const RETRY_MS = 1_000;
/** A step takes seconds at most; one that hangs must not keep the lead. */
const STEP_MS = 120_000;
const PROBE_MS = 10_000;
const UNLOCK_MS = 2_000;

/**
 * The loop ledger → affected subjects → correlation → rules → read tables, gap steps and deadlines. Of several hubs
 * on one database one follows at a time. Ends with `stop`; never by bad input.
 */
export class Follower {
  readonly #options: FollowOptions;
  #state = new FollowState();
  #stopped = false;
  /** Something was recorded since the loop last looked. */
  #rung = false;
  #wake: () => void = () => undefined;
  #done: Promise<void> = Promise.resolve();
  #trouble: string | null = null;

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  /** A sentence about why following stands still, or null. */
  get trouble(): string | null {
    return this.#trouble;
  }

  start(): void {
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#done;
  }

  /** Something was recorded. */
  wake(): void {
    this.#rung = true;
    this.#wake();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#lead();
      } catch (error) {
        // A new one: a step that was given up may still write into the old.
        this.#state = new FollowState();
        const first = this.#trouble === null;
        this.#trouble = `Following the ledger failed and is tried again: ${error instanceof Error ? error.message : String(error)}`;
        if (first) this.#options.log.error({ err: error }, this.#trouble);
        await this.#sleep(RETRY_MS);
      }
    }
  }

  /** Holds the lock on a connection of its own and follows until the connection is lost or the hub stops. */
  async #lead(): Promise<void> {
    const connection = await reservedWithin(PROBE_MS, this.#options.sql);
    try {
      const [row] = await within(
        PROBE_MS,
        'Asking for the lead',
        connection<{ held: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as held`,
      );
      if (!row?.held) return void (await this.#sleep(IDLE_MS));
      // What another hub wrote in the meantime is not in memory.
      this.#state.forget();
      try {
        while (!this.#stopped) {
          this.#rung = false;
          const worked = await within(STEP_MS, 'A step of following', followOnce(this.#options, this.#state));
          this.#trouble = null;
          if (worked > 0) continue;
          await within(PROBE_MS, 'Asking whether this hub still leads', connection`select 1`);
          const { deadlineMs, stepMs } = await work(this.#options.sql);
          await this.#sleep(Math.max(1, Math.min(this.#options.idleMs ?? IDLE_MS, deadlineMs, stepMs)));
        }
      } finally {
        // On a connection that is gone there is nothing to unlock.
        await within(UNLOCK_MS, 'Unlocking', connection`select pg_advisory_unlock(${LOCK})`).catch(() => undefined);
      }
    } finally {
      connection.release();
    }
  }

  async #sleep(ms: number): Promise<void> {
    const isRung = this.#rung;
    this.#rung = false;
    // Whoever rang while the loop was at work is not kept waiting.
    if (this.#stopped || isRung) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Follows all that is recorded, unless another hub is following; answers whether it did. */
export async function followToEnd(sql: Sql, key: LedgerKey): Promise<boolean> {
  const connection = await sql.reserve();
  try {
    const [row] = await connection<{ held: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as held`;
    if (!row?.held) return false;
    try {
      const state = new FollowState();
      while ((await followOnce({ sql, key }, state)) > 0);
      return true;
    } finally {
      await connection`select pg_advisory_unlock(${LOCK})`;
    }
  } finally {
    connection.release();
  }
}
