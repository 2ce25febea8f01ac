import type { Transaction } from '../../db/pool.js';
import type { Judging } from '../due-steps.js';
import type { Reading } from './reading.js';
import { type Changing, type Row, Rows, upsertKeeping } from './rows.js';

/** The hub's own steps: they open a gap, or end whatever stood before. */
const BY_HUB = `
  insert into gap as g (rule, subject, status, severity, sentence, opened_at, changed_at, openings, opened_seq, changed_seq, unit, baseline)
  select rule, subject, status, severity, sentence, at, at, opens, seq, seq, unit, baseline
  from json_to_recordset($1::text::json) as row (rule text, subject text, status text, severity text, sentence text,
    at timestamptz, opens integer, seq bigint, unit text, baseline boolean)
  on conflict (rule, subject) do update set
    status = excluded.status, severity = excluded.severity, sentence = excluded.sentence, changed_at = excluded.changed_at,
    changed_seq = excluded.changed_seq, openings = g.openings + excluded.openings, baseline = excluded.baseline, disposition = null, waived_until = null`;

/** What a person decides about a gap that is there; its facts stay as they were. */
const BY_PERSON = `
  update gap as g set status = row.status, changed_at = row.at, changed_seq = row.seq, openings = g.openings + row.opens,
    disposition = row.disposition, waived_until = row.until
  from json_to_recordset($1::text::json) as row (rule text, subject text, status text, at timestamptz, opens integer, seq bigint,
    disposition text, until timestamptz)
  where g.rule = row.rule and g.subject = row.subject`;

/** To be given to somebody changes nothing about where a gap is in its life. */
const ASSIGNED = `
  update gap as g set assignee = row.assignee
  from json_to_recordset($1::text::json) as row (rule text, subject text, assignee text)
  where g.rule = row.rule and g.subject = row.subject`;

const STATUS: Readonly<Record<string, string>> = {
  'gap.opened': 'OPEN',
  'gap.reopened': 'OPEN',
  'gap.resolved': 'RESOLVED',
  'gap.withdrawn': 'WITHDRAWN',
  'gap.acknowledged': 'ACKNOWLEDGED',
  'gap.waived': 'WAIVED',
  'gap.remediated': 'REMEDIATED',
};

const GAPS: Changing = { table: 'gap', as: 'g', key: ['rule', 'subject'], hasSeq: false };

/** The life of gaps: the fold of the recorded `gap.*` events. */
export class GapFold {
  /** In order: several steps of one gap may stand in one transaction. Steps of different gaps that follow one another are one statement. */
  readonly #groups: { readonly statement: string; readonly rows: Rows; readonly names: Set<string> }[] = [];
  /** Of which rule and subject there was a step. */
  readonly stepped: Judging[] = [];

  step(reading: Reading): void {
    const { type } = reading.event.envelope;
    const [rule, subject, status] = [reading.text('rule'), reading.text('judged'), STATUS[type]];
    if (!rule || !subject) return;
    this.stepped.push({ rule, subject });
    if (type === 'gap.assigned') this.#add(ASSIGNED, { rule, subject, assignee: reading.text('assignee') });
    else if (status) this.#add(reading.has('by') ? BY_PERSON : BY_HUB, { rule, subject, status, ...said(reading, status) });
  }

  #add(statement: string, row: Row & Judging): void {
    const name = `${row.rule} ${row.subject}`;
    const last = this.#groups.at(-1);
    const group = last?.statement === statement && !last.names.has(name) ? last : { statement, rows: new Rows(), names: new Set<string>() };
    if (group !== last) this.#groups.push(group);
    group.names.add(name);
    group.rows.put(name, row);
  }

  write(tx: Transaction, until: number): void {
    for (const { statement, rows } of this.#groups) upsertKeeping(tx, rows, statement, { changing: GAPS, until });
  }
}

function said(reading: Reading, status: string) {
  return {
    severity: reading.text('severity'),
    sentence: reading.text('sentence'),
    at: reading.occurredAt?.from ?? reading.event.envelope.recordedAt,
    opens: status === 'OPEN' ? 1 : 0,
    seq: reading.seq,
    unit: reading.text('unit') ?? reading.text('deployment'),
    baseline: reading.event.body.core['baseline'] === true,
    disposition: reading.text('disposition'),
    until: reading.text('until'),
  };
}
