import type { Transaction } from '../../db/pool.js';
import { incident, incidentCause } from '../../db/tables/read-operations.js';
import { FactRows, type Word } from './fact-table.js';
import type { Reading } from './reading.js';
import type { Row } from './rows.js';

/**
 * Incidents. `incident.opened`, subject `incident:<source>:<id>`: number, service, environment, severity, paths, reporter, causes
 * (refs), reported (true: somebody reported it, and a monitor may have found it before); `incident.resolved`: the same with
 * resolver in the reporter's place. Causes add up.
 */
export class IncidentFold {
  readonly #incidents = new FactRows(incident);
  readonly #causes = new FactRows(incidentCause);

  /** What the opening says of the incident stands, whichever of the two was recorded first. */
  opened(reading: Reading): void {
    const { from = null, to = null } = reading.occurredAt ?? {};
    const begin = { reporter: reading.text('reporter'), opened_from: from, opened_to: to, opened_seq: reading.seq };
    this.#put(reading, begin, reading.flag('reported') ? 'FILL' : 'REPLACE');
  }

  resolved(reading: Reading, rewritten: boolean): void {
    const { from = null, to = null } = reading.occurredAt ?? {};
    const end = { resolver: reading.text('resolver'), resolved_from: from, resolved_to: to, resolved_seq: reading.seq };
    this.#put(reading, end, rewritten ? 'REPLACE' : 'FILL');
  }

  #put(reading: Reading, row: Row, word: Word): void {
    const told = {
      number: reading.text('number'),
      service: reading.text('service'),
      environment: reading.text('environment'),
      severity: reading.text('severity'),
      paths: reading.texts('paths').length > 0 ? reading.texts('paths') : null,
    };
    this.#incidents.put({ incident: reading.subject, source: reading.event.envelope.source, ...told, ...row }, word);
    for (const cause of reading.texts('causes')) this.#causes.put({ incident: reading.subject, cause, seq: reading.seq }, 'FILL');
  }

  write(tx: Transaction, until: number): void {
    this.#incidents.write(tx, until);
    this.#causes.write(tx, until);
  }
}
