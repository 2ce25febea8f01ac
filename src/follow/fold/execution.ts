import type { Transaction } from '../../db/pool.js';
import { assetStep, execution } from '../../db/tables/read-operations.js';
import { FactRows } from './fact-table.js';
import type { Reading } from './reading.js';
import { happenedAt } from './happened.js';
import type { Row } from './rows.js';

/**
 * Runs of jobs and scripts, and the steps of affected assets. `execution.started` and `execution.finished`, subject
 * `execution:<source>:<id>`: job, kind, step, purpose, service, environment, operator; the latter with outcome and
 * returnCode, too. `asset.progressed`: kind, name, step, by. All name their change by a mention.
 */
export class ExecutionFold {
  readonly #executions = new FactRows(execution);
  readonly #steps = new FactRows(assetStep);

  /** What the start says of the job stands, whichever of the two was recorded first. */
  started(reading: Reading): void {
    const { from = null, to = null } = reading.occurredAt ?? {};
    const row = { ...described(reading), started_from: from, started_to: to, started_seq: reading.seq };
    this.#executions.put(row, 'REPLACE');
  }

  finished(reading: Reading, rewritten: boolean): void {
    const { from = null, to = null } = reading.occurredAt ?? {};
    const end = { finished_from: from, finished_to: to, finished_seq: reading.seq };
    const row = { ...described(reading), ...end, outcome: reading.text('outcome'), return_code: reading.text('returnCode') };
    this.#executions.put(row, rewritten ? 'REPLACE' : 'FILL');
  }

  assetProgressed(reading: Reading, rewritten: boolean): void {
    const [kind, name, step] = [reading.text('kind'), reading.text('name'), reading.text('step')];
    if (!kind || !name || !step) return;
    const row = { seq: reading.seq, asset: reading.subject, source: reading.event.envelope.source, kind, name, step };
    this.#steps.put({ ...row, actor: reading.text('by'), ...happenedAt(reading) }, rewritten ? 'REPLACE' : 'FILL');
  }

  write(tx: Transaction, until: number): void {
    this.#executions.write(tx, until);
    this.#steps.write(tx, until);
  }
}

function described(reading: Reading): Row {
  return {
    execution: reading.subject,
    source: reading.event.envelope.source,
    job: reading.text('job'),
    kind: reading.text('kind'),
    step: reading.text('step'),
    purpose: reading.text('purpose'),
    service: reading.text('service'),
    environment: reading.text('environment'),
    operator: reading.text('operator'),
  };
}
