import type { ExecutionResult } from 'graphql';
import { Refusal } from '../../access/index.js';

/** What is answered about one piece of news, and its place in the ledger. */
export interface Told {
  readonly seq: number;
  readonly result: ExecutionResult;
}

/** The place of one subscriber in an audience: what was handed to it and not yet taken, of which there is an end. */
export class Seat {
  readonly #most: number;
  #after: number;
  #waiting: Told[] = [];
  #isSlow = false;
  #wake: () => void = () => undefined;

  /** `after`: up to there it was told by others. */
  constructor(after: number, most: number) {
    this.#after = after;
    this.#most = most;
  }

  /** Whether it is still to be told. */
  hand(told: Told): boolean {
    if (this.#isSlow || told.seq <= this.#after) return false;
    this.#isSlow = this.#waiting.length >= this.#most;
    if (this.#isSlow) this.#waiting = [];
    else this.#waiting.push(told);
    this.#wake();
    return !this.#isSlow;
  }

  /** The next, or null when the signal aborts. Throws UNAVAILABLE with the `cursor` to go on after, when more waits than may. */
  async next(signal: AbortSignal): Promise<Told | null> {
    while (!signal.aborted) {
      if (this.#isSlow) throw tooSlow(this.#after, this.#most);
      const told = this.#waiting.shift();
      if (told !== undefined) {
        this.#after = told.seq;
        return told;
      }
      await this.#handed(signal);
    }
    return null;
  }

  async #handed(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = () => {
        signal.removeEventListener('abort', this.#wake);
        resolve();
      };
      signal.addEventListener('abort', this.#wake);
    });
  }
}

function tooSlow(cursor: number, most: number): Refusal {
  const sentence = `This subscriber takes news more slowly than they come: ${most} waited for it. Subscribe again with after: "${cursor}", and nothing is missed.`;
  return new Refusal('UNAVAILABLE', sentence, { cursor: String(cursor) });
}
