import type { Transaction } from '../../db/pool.js';
import type { Reading } from './reading.js';
import { laterWins, Rows, upsert } from './rows.js';

const COVERAGE = `
  insert into coverage as c (source, scope, collection, state, up_to, reason, seq)
  select source, scope, collection, state, up_to, reason, seq
  from json_to_recordset($1::text::json) as row (source text, scope text, collection text, state text, up_to timestamptz, reason text, seq bigint)
  on conflict (scope, collection, source) do update set
    state = excluded.state, reason = excluded.reason, seq = excluded.seq, up_to = greatest(c.up_to, excluded.up_to)`;

const POLICY = `
  insert into policy_version (version, content, activated_at, seq)
  select version, content, activated_at, seq
  from json_to_recordset($1::text::json) as row (version text, content jsonb, activated_at timestamptz, seq bigint)
  on conflict (version) do update set activated_at = excluded.activated_at, seq = excluded.seq, content = excluded.content`;

const SERVICE = `
  insert into service_account (person, seq)
  select person, seq from json_to_recordset($1::text::json) as row (person text, seq bigint)
  on conflict do nothing`;

const GAP = `
  insert into gap as g (rule, subject, status, severity, sentence, opened_at, changed_at, openings, opened_seq, changed_seq, deployment, baseline)
  select rule, subject, status, severity, sentence, changed_at, changed_at, opens, seq, seq, deployment, false
  from json_to_recordset($1::text::json) as row (rule text, subject text, status text, severity text, sentence text,
    changed_at timestamptz, opens integer, seq bigint, deployment text)
  on conflict (rule, subject) do update set
    status = excluded.status, severity = excluded.severity, sentence = excluded.sentence, changed_at = excluded.changed_at,
    changed_seq = excluded.changed_seq, openings = g.openings + excluded.openings`;

const STATUS: Readonly<Record<string, string>> = {
  'gap.opened': 'OPEN',
  'gap.reopened': 'OPEN',
  'gap.resolved': 'RESOLVED',
  'gap.withdrawn': 'WITHDRAWN',
};

/** The hub's own events: coverage, policy, service accounts, the life of gaps. */
export class HubFold {
  readonly #coverage = new Rows((before, after) => ({ ...laterWins(before, after), up_to: latest(before['up_to'], after['up_to']) }));
  readonly #policies = new Rows(laterWins);
  readonly #services = new Rows();
  /** In order: two steps of one gap may stand in one transaction. */
  readonly #gapSteps: Rows[] = [];

  covered(reading: Reading): void {
    const scope = reading.text('scope');
    const collection = reading.text('collection');
    const source = reading.text('source');
    if (!scope || !collection || !source) return;
    this.#coverage.put(`${source} ${scope} ${collection}`, {
      source,
      scope,
      collection,
      state: reading.text('state'),
      up_to: reading.text('upTo'),
      reason: reading.text('reason'),
      seq: reading.seq,
    });
  }

  policyActivated(reading: Reading): void {
    const version = reading.text('version');
    if (!version) return;
    const { recordedAt } = reading.event.envelope;
    this.#policies.put(version, { version, content: reading.event.body.core['content'], activated_at: recordedAt, seq: reading.seq });
  }

  accounts(reading: Reading): void {
    for (const person of reading.serviceAccounts) this.#services.put(person, { person, seq: reading.seq });
  }

  gapStep(reading: Reading): void {
    const status = STATUS[reading.event.envelope.type];
    const rule = reading.text('rule');
    const subject = reading.text('judged');
    if (!status || !rule || !subject) return;
    const rows = new Rows();
    rows.put('', {
      rule,
      subject,
      status,
      severity: reading.text('severity'),
      sentence: reading.text('sentence'),
      changed_at: reading.occurredAt?.from ?? reading.event.envelope.recordedAt,
      opens: status === 'OPEN' ? 1 : 0,
      seq: reading.seq,
      deployment: reading.text('deployment'),
    });
    this.#gapSteps.push(rows);
  }

  async write(tx: Transaction): Promise<void> {
    await Promise.all([
      upsert(tx, this.#coverage, COVERAGE),
      upsert(tx, this.#policies, POLICY),
      upsert(tx, this.#services, SERVICE),
      ...this.#gapSteps.map((step) => upsert(tx, step, GAP)),
    ]);
  }
}

function latest(a: unknown, b: unknown): unknown {
  if (typeof a !== 'string') return b;
  return typeof b === 'string' && b > a ? b : a;
}
