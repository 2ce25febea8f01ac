import type { Transaction } from '../../db/pool.js';
import { searchText } from '../../db/tables/read-texts.js';
import { FactRows } from './fact-table.js';
import type { Reading } from './reading.js';

/** What tools call the field of a title. */
const TITLES: readonly string[] = ['summary', 'short_description', 'title'];

/** Which texts can be searched for, by their commitments: titles of tickets, and comments on them. */
export class TextFold {
  readonly #texts = new FactRows(searchText);

  fieldChanged(reading: Reading): void {
    if (TITLES.includes(reading.text('field') ?? '')) this.#put(reading, 'to', 'TITLE');
  }

  commented(reading: Reading): void {
    this.#put(reading, 'text', 'COMMENT');
  }

  #put(reading: Reading, name: string, place: string): void {
    for (const commitment of reading.commitments(name)) {
      this.#texts.put({ commitment, about: reading.subject, place, seq: reading.seq }, 'FILL');
    }
  }

  write(tx: Transaction, until: number): void {
    this.#texts.write(tx, until);
  }
}
