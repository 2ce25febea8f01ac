import type { LedgerEvent } from '#contract';
import type { Transaction } from '../db/pool.js';
import { holdHead } from './gaps.js';

/** So few that whoever appends waits for a third of a second at the most. */
const MOST_UNITS = 100;
/** Of more transactions before a reading, it waits for these first. */
const FEW_BEFORE = 5;

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

  /** The same as soon as the reading is at hand: what is followed before it, and finding out whom it concerns, takes some 20 ms. */
  async holdForReadings(transactions: readonly (readonly LedgerEvent[])[]): Promise<void> {
    if (transactions.length > FEW_BEFORE) return;
    const readings = transactions.flat().flatMap(({ envelope: { type }, body: { core } }) => {
      const { scope, collection, upTo } = core;
      return type === 'coverage.changed' && typeof upTo === 'string' ? [{ scope, collection, up_to: upTo }] : [];
    });
    if (readings.length > 0) await this.holdFor(await awaiting(this.#tx, readings));
  }
}

/** How many wait for one of these readings, or for no moment of it; more than can be held for counts as one more. */
async function awaiting(tx: Transaction, readings: readonly object[]): Promise<number> {
  const [row] = await tx<{ units: number }[]>`
    select count(*)::integer as units
    from (
      select distinct a.unit
      from json_to_recordset(${JSON.stringify(readings)}::text::json) as row (scope text, collection text, up_to timestamptz)
      join awaiting a on a.scope = row.scope and a.collection = row.collection
      where a.up_to is null or a.up_to <= row.up_to
      limit ${MOST_UNITS + 1}) waiting`;
  return row?.units ?? 0;
}
