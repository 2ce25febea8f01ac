import type { MessagePort } from 'node:worker_threads';
import { sent } from '../../db/together.js';
import type { Moment } from '../moment.js';
import { insertion, type Row, type Versioned } from '../write/versions.js';

/** Rows as JSON; null: whoever says it has come to where all meet. */
type Said = { readonly versioned: Versioned; readonly rows: string } | null;
type Now = Pick<Moment, 'tx' | 'at'>;

/** The other parts: what one part finds out that deployments carry, each writes to its own temporary tables. */
export class Peers {
  readonly #ports: readonly MessagePort[];
  /** How often each has come to where all meet. */
  readonly #came: number[];
  #meetings = 0;
  #allCame: () => void = () => undefined;

  constructor(ports: readonly MessagePort[]) {
    this.#ports = ports;
    this.#came = ports.map(() => 0);
  }

  /** From now on what the others say is written; what they said before waits in the ports. */
  listen(now: Now): void {
    this.#ports.forEach((port, nth) => port.on('message', (said: Said) => this.#hear(now, nth, said)));
  }

  /** Writes rows to a temporary table, here and at all others; not waited for. */
  write(now: Now, versioned: Versioned, rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const said = { versioned, rows: JSON.stringify(rows) };
    sent(insertion(now, versioned, said.rows));
    for (const port of this.#ports) port.postMessage(said satisfies Said);
  }

  /** Once all others have come here, too: what they wrote before is sent to the database. */
  async met(): Promise<void> {
    this.#meetings += 1;
    for (const port of this.#ports) port.postMessage(null satisfies Said);
    if (!this.#haveAllCome()) await new Promise<void>((allCame) => (this.#allCame = allCame));
  }

  close(): void {
    for (const port of this.#ports) port.close();
  }

  #hear(now: Now, nth: number, said: Said): void {
    if (said !== null) return sent(insertion(now, said.versioned, said.rows));
    this.#came[nth]! += 1;
    if (this.#haveAllCome()) this.#allCame();
  }

  #haveAllCome(): boolean {
    return this.#came.every((times) => times >= this.#meetings);
  }
}
