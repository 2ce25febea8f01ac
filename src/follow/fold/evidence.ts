import type { Transaction } from '../../db/pool.js';
import { evidence, sender } from '../../db/tables/read-operations.js';
import { FactRows } from './fact-table.js';
import type { Reading } from './reading.js';

/** The normaliser of what was pushed by `recordEvents` and `/events`: nobody read it from a tool. */
const RECORDED = 'recorded/';

/** What people attached to things (`evidence.attached`, about the thing itself), and who pushes events. */
export class EvidenceFold {
  readonly #evidence = new FactRows(evidence);
  readonly #senders = new FactRows(sender);
  readonly #seen = new Set<string>();

  attached(reading: Reading): void {
    const [kind, by] = [reading.text('kind'), reading.seenText('by')];
    if (!kind || !by) return;
    const file = { digest: reading.text('digest'), size: reading.number('size'), media_type: reading.seenText('mediaType') };
    this.#evidence.put({ seq: reading.seq, about: reading.subject, kind, ...file, shows: reading.text('shows'), by }, 'FILL');
  }

  pushed(reading: Reading): void {
    const { normaliser, source } = reading.event.envelope;
    if (!normaliser.startsWith(RECORDED)) return;
    this.#seen.add(source);
    this.#senders.put({ source, seq: reading.seq }, 'FILL');
  }

  get senders(): readonly string[] {
    return [...this.#seen];
  }

  write(tx: Transaction, until: number): void {
    this.#evidence.write(tx, until);
    this.#senders.write(tx, until);
  }
}
