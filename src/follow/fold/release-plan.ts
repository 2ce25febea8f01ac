import type { Transaction } from '../../db/pool.js';
import { releasePlan } from '../../db/tables/read-releases.js';
import { FactRows } from './fact-table.js';
import type { Reading } from './reading.js';

/** Planned dates. `release.scheduled`, subject `release:<source>:<id>` or `thing:<source>:version:<id>`: repository, tag, start, end. */
export class ReleasePlanFold {
  readonly #plans = new FactRows(releasePlan);

  scheduled(reading: Reading, rewritten: boolean): void {
    const tag = reading.text('tag');
    if (!tag) return;
    const row = {
      seq: reading.seq,
      plan: reading.subject,
      source: reading.event.envelope.source,
      name: tag.replace(/^v+/, ''),
      repository: reading.text('repository'),
      starts: reading.text('start'),
      ends: reading.text('end'),
    };
    this.#plans.put(row, rewritten ? 'REPLACE' : 'FILL');
  }

  write(tx: Transaction, until: number): void {
    this.#plans.write(tx, until);
  }
}
