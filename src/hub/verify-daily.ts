import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import type { Sql } from '../db/pool.js';
import type { Logger } from '../inbox/index.js';

export interface VerifyingDaily {
  readonly sql: Sql;
  readonly log: Logger;
  /** The built main program: it is run with `verify`, in a process of its own, so that nobody waits for it here. */
  readonly program: string;
  /** What it finds in its environment; that of the hub if nothing is said. */
  readonly env?: NodeJS.ProcessEnv;
  /** An hour if nothing is said. */
  readonly lookMs?: number;
}

const LOOK_MS = 3_600_000;
/** Below everything else (`nice`): a million events take a minute of a core. */
const LOWEST = 19;
/** Advisory lock: of several hubs on one database one verifies. 4,021,963 is that of sending alerts. */
const LOCK = 4_021_964;

/** Has the ledger verified once a day, as long as the hub runs; `npm run verify` by hand or by the clock of the machine counts, too. */
export function verifyDaily({ sql, log, program, env = process.env, lookMs = LOOK_MS }: VerifyingDaily): { stop(): Promise<void> } {
  const stop = new AbortController();
  let looking: Promise<void> = Promise.resolve();
  const look = (): void => {
    looking = looking
      .then(() => verifyWhenDue(sql, () => verified(program, env, stop.signal)))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) log.warn({ err: error }, 'The ledger could not be verified; it is tried again.');
      });
  };
  const timer = setInterval(look, lookMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      stop.abort();
      await looking;
    },
  };
}

/** Runs it where the last verification is older than a day, and no other hub is at it. */
export async function verifyWhenDue(sql: Sql, run: () => Promise<void>): Promise<void> {
  const connection = await sql.reserve();
  try {
    const [row] = await connection<{ held: boolean }[]>`
      select case when not exists (select from ledger_verification where at > clock_timestamp() - interval '1 day')
        then pg_try_advisory_lock(${LOCK}) else false end as held`;
    if (!row?.held) return;
    await run().finally(() => connection`select pg_advisory_unlock(${LOCK})`);
  } finally {
    connection.release();
  }
}

/** It notes itself what it found: the routes of alerts tell of a difference. */
async function verified(program: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [program, 'verify'], { stdio: 'ignore', env, signal });
  if (child.pid !== undefined) setPriority(child.pid, LOWEST);
  await once(child, 'exit');
}
