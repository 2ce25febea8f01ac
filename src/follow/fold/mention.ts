import type { Transaction } from '../../db/pool.js';
import type { Reading } from './reading.js';
import { type Changing, type Row, Rows, upsertKeeping } from './rows.js';

const MENTION = `
  insert into ticket_mention as m (from_ref, key, ticket, method, place, seq)
  select from_ref, key, ticket, method, place, seq
  from json_to_recordset($1::text::json) as row (from_ref text, key text, ticket text, method text, place text, seq bigint)
  on conflict (from_ref, key, ticket, method, place) do update set retracted_seq = null, seq = excluded.seq
  where m.retracted_seq is not null`;

const RETRACTED = `
  update ticket_mention as m set retracted_seq = row.seq
  from json_to_recordset($1::text::json) as row (from_ref text, ticket text, seq bigint)
  where m.from_ref = row.from_ref and m.ticket = row.ticket and m.method = 'ASSERTED'`;

const MENTIONS: Changing = {
  table: 'ticket_mention',
  as: 'm',
  key: ['from_ref', 'key', 'ticket', 'method', 'place'],
  hasSeq: true,
};

/** What other things say of tickets; a ticket's mentions of itself and of its like are its own matter. */
export class MentionFold {
  readonly #mentions = new Rows();
  readonly #retracted = new Rows();

  add(reading: Reading): void {
    if (reading.subject.startsWith('ticket:') || reading.subject.startsWith('approval:')) return;
    for (const { ref, candidate, method, place } of reading.event.body.mentions) {
      if (candidate?.kind === 'ticket') this.#put(reading, { key: candidate.text, ticket: '', method, place });
      else if (ref?.startsWith('ticket:')) this.#put(reading, { key: '', ticket: ref, method, place });
    }
  }

  asserted(reading: Reading): void {
    const [from, to] = [reading.text('from'), reading.text('to')];
    if (!from || !to?.startsWith('ticket:')) return;
    const row = { from_ref: from, key: '', ticket: to, method: 'ASSERTED', place: 'assertion', seq: reading.seq };
    this.#mentions.put(keyOf(row), row);
  }

  retracted(reading: Reading): void {
    const [from, to] = [reading.text('from'), reading.text('to')];
    if (from && to) this.#retracted.put(`${from} ${to}`, { from_ref: from, ticket: to, seq: reading.seq });
  }

  #put(reading: Reading, mention: Row): void {
    const row = { from_ref: reading.subject, seq: reading.seq, ...mention };
    this.#mentions.put(keyOf(row), row);
  }

  /** Who says something of a ticket in this transaction. */
  get speakers(): readonly string[] {
    return [...this.#mentions.all, ...this.#retracted.all].map((row) => String(row['from_ref']));
  }

  write(tx: Transaction, until: number): void {
    upsertKeeping(tx, this.#mentions, MENTION, { changing: MENTIONS, until });
    upsertKeeping(tx, this.#retracted, RETRACTED, { changing: MENTIONS, until });
  }
}

function keyOf(row: Row): string {
  return ['from_ref', 'key', 'ticket', 'method', 'place'].map((name) => String(row[name])).join(' ');
}
