import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import type { Reading } from './reading.js';
import { type Changing, laterWins, Rows, upsert, upsertKeeping } from './rows.js';

const COVERAGE = `
  insert into coverage as c (source, scope, collection, state, up_to, reason, seq)
  select source, scope, collection, state, up_to, reason, seq
  from json_to_recordset($1::text::json) as row (source text, scope text, collection text, state text, up_to timestamptz, reason text, seq bigint)
  on conflict (scope, collection, source) do update set
    state = excluded.state, reason = excluded.reason, seq = excluded.seq, up_to = greatest(c.up_to, excluded.up_to)`;

const CHANGING: Changing = { table: 'coverage', as: 'c', key: ['scope', 'collection', 'source'], hasSeq: false };

const POLICY = `
  insert into policy_version (version, content, activated_at, seq)
  select version, content, activated_at, seq
  from json_to_recordset($1::text::json) as row (version text, content jsonb, activated_at timestamptz, seq bigint)
  on conflict do nothing`;

/** The hub's own events of coverage and policy. */
export class HubFold {
  readonly #coverage = new Rows((before, after) => ({ ...laterWins(before, after), up_to: latest(before['up_to'], after['up_to']) }));
  readonly #policies = new Rows(laterWins);

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
    this.#policies.put(String(reading.seq), {
      version,
      content: reading.event.body.core['content'],
      activated_at: recordedAt,
      seq: reading.seq,
    });
  }

  async write(tx: Transaction, last: number): Promise<void> {
    const kept = { changing: CHANGING, until: last };
    await together([upsertKeeping(tx, this.#coverage, COVERAGE, kept), upsert(tx, this.#policies, POLICY)]);
  }
}

function latest(a: unknown, b: unknown): unknown {
  if (typeof a !== 'string') return b;
  return typeof b === 'string' && b > a ? b : a;
}
