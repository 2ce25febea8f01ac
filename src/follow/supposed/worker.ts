import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Claims } from './claims.js';
import type { Differing } from './differing.js';
import { type Counted, judgePart, type Proposed } from './part.js';
import { Peers } from './peers.js';

/** What a thread is started with. */
export interface Given {
  readonly proposed: Proposed;
  readonly counters: SharedArrayBuffer;
  readonly nth: number;
  readonly ports: readonly MessagePort[];
}

/** What it says; whoever started it answers FOUND once the differences are kept. */
export type Word =
  | { readonly kind: 'FOUND'; readonly some: readonly Differing[] }
  | { readonly kind: 'ADVANCED'; readonly n: number }
  | { readonly kind: 'DONE'; readonly counted: Counted };

/** So few that whoever gets them is soon back at other work. */
const FOUND_AT_ONCE = 500;

// A thread of a back-test (`parts.ts` starts it).
const { proposed, counters, nth, ports } = workerData as Given;
const port = parentPort!;
const say = (word: Word) => port.postMessage(word);
const peers = new Peers(ports);
let last = Promise.resolve();

/** One after another, each once the one before it is kept: they do not pile up at whoever keeps them. */
function found(some: readonly Differing[]): Promise<void> {
  last = last.then(async () => {
    for (let from = 0; from < some.length; from += FOUND_AT_ONCE) {
      say({ kind: 'FOUND', some: some.slice(from, from + FOUND_AT_ONCE) });
      await once(port, 'message');
    }
  });
  return last;
}

function advanced(n: number): Promise<void> {
  return Promise.resolve(say({ kind: 'ADVANCED', n }));
}

say({ kind: 'DONE', counted: await judgePart(proposed, { claims: new Claims(counters, nth), peers, found, advanced }) });
peers.close();
