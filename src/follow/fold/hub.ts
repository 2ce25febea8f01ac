import type { Transaction } from '../../db/pool.js';
import type { Reading } from './reading.js';
import { type Changing, laterWins, type Row, Rows, upsert, upsertKeeping } from './rows.js';

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

  /** Whether a census differs that did not before this transaction, or no longer does. */
  async isCensusNews(tx: Transaction): Promise<boolean> {
    const censuses = this.#coverage.all.filter((row) => String(row['collection']).startsWith('census:'));
    if (censuses.length === 0) return false;
    const [row] = await tx<{ news: boolean }[]>`
      select coalesce(bool_or((n.state = 'DIFFERS') is distinct from coalesce(c.state = 'DIFFERS', false)), false) as news
      from json_to_recordset(${JSON.stringify(censuses)}::text::json) as n (source text, scope text, collection text, state text)
      left join coverage c using (source, scope, collection)`;
    return row?.news ?? false;
  }

  /** Before writing, by scope and collection: what is read for the first time, in another state than it was, or for another reason. */
  async begun(tx: Transaction): Promise<readonly string[]> {
    const rows = this.#coverage.all;
    if (rows.length === 0) return [];
    const known = await tx<Record<'source' | 'scope' | 'collection' | 'state' | 'reason' | 'up_to', string | null>[]>`
      select source, scope, collection, state, reason, up_to from coverage where scope = any(${rows.map((row) => String(row['scope']))})`;
    const nameOf = ({ source, scope, collection }: Row) => `${String(source)} ${String(scope)} ${String(collection)}`;
    const before = new Map(known.map((row) => [nameOf(row), row]));
    const isNews = (row: Row): boolean => {
      const was = before.get(nameOf(row));
      return !was || was.state !== row['state'] || was.reason !== row['reason'] || (was.up_to === null && row['up_to'] !== null);
    };
    return rows.filter(isNews).map(({ scope, collection }) => `${String(scope)} ${String(collection)}`);
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

  write(tx: Transaction, last: number): void {
    const kept = { changing: CHANGING, until: last };
    upsertKeeping(tx, this.#coverage, COVERAGE, kept);
    upsert(tx, this.#policies, POLICY);
  }
}

function latest(a: unknown, b: unknown): unknown {
  if (typeof a !== 'string') return b;
  return typeof b === 'string' && b > a ? b : a;
}
