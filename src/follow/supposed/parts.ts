import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { newCounters } from './claims.js';
import type { Differing } from './differing.js';
import type { Counted, Proposed } from './part.js';
import type { Given, Word } from './worker.js';

export interface Told {
  readonly found: (some: readonly Differing[]) => Promise<void>;
  readonly advanced: (n: number) => Promise<void>;
  readonly stopping: AbortSignal;
}

/** Each has a connection to the database, and a core of its own to make it worth while. */
const MOST_PARTS = 4;
/**
 * A thread that wants more than this for its objects ends, and the back-test with it; the hub goes on. What is judged together
 * outlives the few MB that V8 gives to young objects, and was copied again and again.
 */
const LIMITS = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 192 };
/** The built form, also where this file runs as a source, under the test runner. */
const FILE = new URL(import.meta.url.endsWith('.ts') ? '../../../dist/src/follow/supposed/worker.js' : './worker.js', import.meta.url);

/** Does a back-test in threads, as many as there are cores, four at most; when one fails, or it is to stop, all end. */
export async function inParts(proposed: Proposed, told: Told): Promise<Counted> {
  const count = Math.min(availableParallelism(), MOST_PARTS);
  const counters = newCounters(count);
  const ports = portsOf(count);
  const workers = ports.map((own, nth) => started({ proposed, counters, nth, ports: own }));
  try {
    const counted = await Promise.all(workers.map((worker) => ended(worker, told)));
    return counted.reduce((sum, one) => ({ units: sum.units + one.units, verdicts: sum.verdicts + one.verdicts }));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function started(workerData: Given): Worker {
  return new Worker(FILE, { workerData, transferList: [...workerData.ports], resourceLimits: LIMITS });
}

/** A channel between each two; by part its ends of them. */
function portsOf(count: number): readonly (readonly MessagePort[])[] {
  const ports: MessagePort[][] = Array.from({ length: count }, () => []);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      const { port1, port2 } = new MessageChannel();
      ports[a]!.push(port1);
      ports[b]!.push(port2);
    }
  }
  return ports;
}

/** What a thread counted, once all that it said was heard to the end. Throws what it threw, or the signal's reason. */
async function ended(worker: Worker, { found, advanced, stopping }: Told): Promise<Counted> {
  let hearing = Promise.resolve();
  const word = new Promise<Counted>((resolve, reject) => {
    const hear = async (said: Word) => {
      stopping.throwIfAborted();
      if (said.kind === 'ADVANCED') return advanced(said.n);
      if (said.kind === 'DONE') return resolve(said.counted);
      await found(said.some);
      worker.postMessage('KEPT');
    };
    worker.on('message', (said: Word) => void (hearing = hearing.then(() => hear(said)).catch(reject)));
    worker.once('error', reject);
    // What it said before is heard first.
    worker.once('exit', () => void (hearing = hearing.then(() => reject(new Error('A thread of the back-test ended too early.')))));
    stopping.addEventListener('abort', () => reject(stopping.reason as Error), { once: true });
    if (stopping.aborted) reject(stopping.reason as Error);
  });
  try {
    return await word;
  } finally {
    await hearing;
  }
}
