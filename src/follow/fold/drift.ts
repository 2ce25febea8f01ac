import type { Transaction } from '../../db/pool.js';
import { drift, productionAccess } from '../../db/tables/read-operations.js';
import { FactRows } from './fact-table.js';
import { happenedAt } from './happened.js';
import type { Reading } from './reading.js';

/**
 * What came into production past the deployments. `infrastructure.drifted`, subject `drift:<source>:<id>`: kind, resource,
 * service, environment. `production.accessed`, subject `access:<source>:<id>`: by, method, system, service, environment, until.
 */
export class DriftFold {
  readonly #drifts = new FactRows(drift);
  readonly #accesses = new FactRows(productionAccess);

  drifted(reading: Reading, rewritten: boolean): void {
    const resource = reading.text('resource');
    if (!resource) return;
    const row = { drift: reading.subject, kind: reading.text('kind'), resource };
    this.#drifts.put({ ...row, ...placed(reading) }, rewritten ? 'REPLACE' : 'FILL');
  }

  accessed(reading: Reading, rewritten: boolean): void {
    const method = reading.text('method');
    if (!method) return;
    const row = {
      access: reading.subject,
      person: reading.text('by'),
      method,
      system: reading.text('system'),
      until: reading.text('until'),
    };
    this.#accesses.put({ ...row, ...placed(reading) }, rewritten ? 'REPLACE' : 'FILL');
  }

  write(tx: Transaction, until: number): void {
    this.#drifts.write(tx, until);
    this.#accesses.write(tx, until);
  }
}

function placed(reading: Reading) {
  return {
    source: reading.event.envelope.source,
    service: reading.text('service'),
    environment: reading.text('environment'),
    seq: reading.seq,
    ...happenedAt(reading),
  };
}
