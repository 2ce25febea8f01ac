import type { AccountFacts } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import type { Reading } from './reading.js';
import { type Changing, Rows, upsert, upsertKeeping } from './rows.js';

const ACCOUNT = `
  insert into account as a (person, source, service, seq)
  select person, source, service, seq
  from json_to_recordset($1::text::json) as row (person text, source text, service boolean, seq bigint)
  on conflict (person) do update set service = a.service or excluded.service where excluded.service and not a.service`;

const JOIN = `
  insert into person_join (a, b, method, seq)
  select a, b, method, seq from json_to_recordset($1::text::json) as row (a text, b text, method text, seq bigint)
  on conflict do nothing`;

const ACCOUNTS: Changing = { table: 'account', as: 'a', key: ['person'], hasSeq: true };

/** Accounts, and which of them are one person. */
export class PersonFold {
  readonly #accounts = new Rows((before, after) => (after['service'] === true ? after : before));
  readonly #joins = new Rows();

  accounts(reading: Reading): void {
    const { source } = reading.event.envelope;
    for (const [person, service] of reading.accounts) this.#accounts.put(person, { person, source, service, seq: reading.seq });
  }

  identified(reading: Reading): void {
    const [first, ...others] = [...reading.texts('accounts')].sort();
    if (first === undefined) return;
    for (const other of others) {
      this.#joins.put(`${first} ${other}`, { a: first, b: other, method: 'ASSERTED', seq: reading.seq });
    }
  }

  /** What the events of this transaction say of accounts. */
  get seen(): readonly AccountFacts[] {
    return this.#accounts.all.map(({ person, source, service }) => ({
      person: String(person),
      source: String(source),
      service: service === true,
    }));
  }

  async write(tx: Transaction, until: number): Promise<void> {
    await Promise.all([upsertKeeping(tx, this.#accounts, ACCOUNT, { changing: ACCOUNTS, until }), upsert(tx, this.#joins, JOIN)]);
  }
}
