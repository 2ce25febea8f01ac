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

const ADDRESS = `
  insert into account_address (person, address, source, verified, seq)
  select person, address, source, verified, seq
  from json_to_recordset($1::text::json) as row (person text, address text, source text, verified boolean, seq bigint)
  on conflict do nothing`;

const ACCOUNTS: Changing = { table: 'account', as: 'a', key: ['person'], hasSeq: true };

/** Accounts, and which of them are one person. */
export class PersonFold {
  readonly #accounts = new Rows((before, after) => (after['service'] === true ? after : before));
  readonly #joins = new Rows();
  readonly #addresses = new Rows();

  accounts(reading: Reading): void {
    const { source } = reading.event.envelope;
    for (const [person, service] of reading.accounts) this.#accounts.put(person, { person, source, service, seq: reading.seq });
  }

  identified(reading: Reading): void {
    this.#said(reading, 'ASSERTED');
  }

  separated(reading: Reading): void {
    this.#said(reading, 'SEPARATED');
  }

  /** Each two of them, so that some can be separated while others stay one. */
  #said(reading: Reading, method: string): void {
    const accounts = [...reading.texts('accounts')].sort();
    for (const [nth, a] of accounts.entries()) {
      for (const b of accounts.slice(nth + 1)) this.#joins.put(`${a} ${b} ${reading.seq}`, { a, b, method, seq: reading.seq });
    }
  }

  /** An account was read with an address; a placeholder or nothing is none. */
  observed(reading: Reading): void {
    const [person, digest] = [reading.text('account'), reading.digest('address')];
    if (person === null || digest === null) return;
    const [verified, { source }] = [reading.flag('verified'), reading.event.envelope];
    this.#addresses.put(`${person} ${digest} ${verified}`, { person, address: digest, source, verified, seq: reading.seq });
  }

  /** Before writing: whether an address is news that another account has, too. */
  async areShared(tx: Transaction): Promise<boolean> {
    if (this.#addresses.size === 0) return false;
    const [found] = await tx<{ shared: boolean }[]>`
      with row as (
        select * from json_to_recordset(${JSON.stringify(this.#addresses.all)}::text::json) as r (person text, address text, verified boolean)),
        news as (select person, address, verified from row except select person, address, verified from account_address)
      select exists (
        select from news n
        where exists (select from account_address a where a.address = n.address and a.person <> n.person)
          or exists (select from row r where r.address = n.address and r.person <> n.person)) as shared`;
    return found?.shared ?? false;
  }

  /** What the events of this transaction say of accounts. */
  get seen(): readonly AccountFacts[] {
    return this.#accounts.all.map(({ person, source, service }) => ({
      person: String(person),
      source: String(source),
      service: service === true,
    }));
  }

  write(tx: Transaction, until: number): void {
    upsertKeeping(tx, this.#accounts, ACCOUNT, { changing: ACCOUNTS, until });
    upsert(tx, this.#joins, JOIN);
    upsert(tx, this.#addresses, ADDRESS);
  }
}
