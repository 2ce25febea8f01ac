import type { Sql, Transaction } from '../../db/pool.js';
import { instantAt } from '../clock.js';
import { attempt, type Sending } from './attempt.js';
import { dueMessages, type Due } from './due.js';
import { settle } from './settle.js';

export interface SenderOptions extends Sending {
  readonly sql: Sql;
  /** Told when a receiver answered, since its route may have more. */
  readonly onSettled?: () => void;
}

/** So many receivers are spoken to at the same moment; each with one message, so that its order is kept and one that hangs holds up no other. */
const AT_ONCE = 64;

/** Sends what is due, each route on its own. One is at work for all hubs on a database. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #busy = new Map<string, Promise<void>>();
  #trouble: unknown = null;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Begins what is due and does not wait for the answers; how many messages that is. Throws what went wrong with noting an answer. */
  async begin(): Promise<number> {
    this.#throwTrouble();
    const { sql, clock } = this.#options;
    const free = AT_ONCE - this.#busy.size;
    if (free <= 0) return 0;
    const due = await dueMessages(sql, { now: instantAt(clock.now()), busy: [...this.#busy.keys()], limit: free });
    for (const one of due) this.#busy.set(one.route, this.#send(one));
    return due.length;
  }

  /** Resolves once every receiver answered or was given up. */
  async idle(): Promise<void> {
    await Promise.all(this.#busy.values());
    this.#throwTrouble();
  }

  async #send(due: Due): Promise<void> {
    try {
      const ended = await attempt(this.#options, due, due);
      await this.#options.sql.begin((tx) => settle(tx as Transaction, this.#options, due, ended));
    } catch (error) {
      // Not noted, so it is sent again, with the same id.
      this.#trouble = error;
    } finally {
      this.#busy.delete(due.route);
      this.#options.onSettled?.();
    }
  }

  #throwTrouble(): void {
    const trouble = this.#trouble;
    this.#trouble = null;
    if (trouble !== null) throw trouble instanceof Error ? trouble : new Error(String(trouble));
  }
}
