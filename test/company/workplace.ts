import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Asked, Found } from './one.js';

/** What a process may hold when a company is done with: then the next one gets a new process. */
const MOST_MEGABYTES = 900;

/**
 * A process for companies one after the other: its code is compiled once (a third of the time of a company by itself), and memory stays
 * bounded, since it is left when it has grown.
 */
export class Workplace {
  #child: ChildProcess | null = null;

  /** Throws when the process ended before the company was done with. */
  async asked(asked: Asked): Promise<Found> {
    const child = (this.#child ??= start());
    const over = new AbortController();
    const ended = once(child, 'exit', over).then(() => {
      this.#child = null;
      throw new Error(`The company of seed ${asked.seed} came to no end.`);
    });
    child.send(asked);
    try {
      const [found] = (await Promise.race([once(child, 'message', over), ended])) as [Found];
      if (found.megabytes > MOST_MEGABYTES) this.leave();
      return found;
    } finally {
      over.abort();
      ended.catch(() => undefined);
    }
  }

  leave(): void {
    if (this.#child?.connected) this.#child.disconnect();
    this.#child = null;
  }
}

const start = (): ChildProcess =>
  // Each answer of a hub is garbage at once: with room for more of it, collecting takes a tenth of the time.
  fork(fileURLToPath(new URL('one.js', import.meta.url)), {
    stdio: 'inherit',
    execArgv: [...process.execArgv, '--max-semi-space-size=64'],
  });
