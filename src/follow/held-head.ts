import type { Transaction } from '../db/pool.js';
import { holdHead } from './gaps.js';

/** So few that whoever appends waits for a third of a second at the most. */
const MOST_UNITS = 100;

/** The ledger's head, held while a reading decides a few units at once: what is appended meanwhile would be followed before their gaps. */
export class HeldHead {
  readonly #tx: Transaction;
  #isHeld = false;

  constructor(tx: Transaction) {
    this.#tx = tx;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  async holdFor(units: number): Promise<void> {
    if (this.#isHeld || units === 0 || units > MOST_UNITS) return;
    this.#isHeld = true;
    await holdHead(this.#tx);
  }
}
