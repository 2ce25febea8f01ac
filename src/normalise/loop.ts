import { LedgerBroken } from '#contract';
import { within } from '../db/within.js';
import { openBell, troubleSentence, type Bell, type Runtime } from '../inbox/index.js';
import { step, type Stepped } from './step.js';

export interface NormaliseState {
  /** STOPPED: the ledger is not what it must be, and a person must look. */
  readonly health: 'RUNNING' | 'WAITING' | 'STOPPED';
  readonly sentence: string;
}

export interface NormaliseLoop {
  state(): NormaliseState;
  stop(): Promise<void>;
}

/** Two lanes: while one waits for the database, the other parses and seals. */
const LANES = 2;
const LOOK_EVERY_MS = 1_000;
/** A step takes some 100 ms; should one only be slow, its deliveries are locked and another takes the next ones. */
const STEP_MS = 60_000;
const RUNNING: NormaliseState = { health: 'RUNNING', sentence: 'Deliveries are read as they come.' };

interface Loop {
  readonly runtime: Runtime;
  readonly bell: Bell;
  stopped: boolean;
  failures: number;
  state: NormaliseState;
}

/** Takes every delivery from the inbox into the ledger until it is stopped; errors that pass are waited out. */
export function startNormaliseLoop(runtime: Runtime): NormaliseLoop {
  const loop: Loop = { runtime, bell: openBell(runtime.sql, 'inbox'), stopped: false, failures: 0, state: RUNNING };
  const lanes = Promise.all(Array.from({ length: LANES }, () => lane(loop)));
  return {
    state: () => loop.state,
    stop: async () => {
      loop.stopped = true;
      await loop.bell.close();
      await lanes;
    },
  };
}

async function lane(loop: Loop): Promise<void> {
  while (!loop.stopped) {
    try {
      const done = await within(STEP_MS, 'A step of normalising', step(loop.runtime));
      await recovered(loop);
      if (done.deliveries === 0) await loop.bell.wait(LOOK_EVERY_MS);
      else told(loop, done);
    } catch (error) {
      await failed(loop, error);
    }
  }
}

function told(loop: Loop, done: Stepped): void {
  if (done.quarantined === 0) return;
  loop.runtime.log.warn({ quarantined: done.quarantined }, 'Records were quarantined; `sources` lists them with what to do.');
}

async function recovered(loop: Loop): Promise<void> {
  if (loop.failures === 0) return;
  loop.failures = 0;
  loop.state = RUNNING;
  loop.runtime.log.info({}, 'Deliveries are read again.');
  await loop.bell.renew();
}

async function failed(loop: Loop, error: unknown): Promise<void> {
  if (error instanceof LedgerBroken) {
    loop.stopped = true;
    loop.state = {
      health: 'STOPPED',
      sentence: `The ledger is broken, and nothing is written any more: ${error.message} Run npm run verify.`,
    };
    loop.runtime.log.error({}, loop.state.sentence);
    return;
  }
  loop.failures += 1;
  loop.state = { health: 'WAITING', sentence: `Reading waits, and nothing is lost: ${troubleSentence(error)}.` };
  if (loop.failures === 1) loop.runtime.log.warn({ code: codeOf(error) }, loop.state.sentence);
  await loop.bell.wait(backoffMs(loop.failures));
}

/** 100 ms, doubled up to 5 s, with half of it random so that replicas do not come back in step. */
function backoffMs(failures: number): number {
  return Math.min(5_000, 100 * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
