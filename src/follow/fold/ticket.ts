import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { setBounds } from './bounds.js';
import type { Reading } from './reading.js';
import { type Changing, laterWins, type Row, Rows, upsertKeeping } from './rows.js';

const TICKET = `
  insert into ticket as t (ticket, source, issue_type, creator, created_from, created_to, created_seq, deleted_seq)
  select ticket, source, issue_type, creator, created_from, created_to, created_seq, deleted_seq
  from json_to_recordset($1::text::json) as row (ticket text, source text, issue_type text, creator text, created_from timestamptz,
    created_to timestamptz, created_seq bigint, deleted_seq bigint)
  on conflict (ticket) do update set
    issue_type = coalesce(excluded.issue_type, t.issue_type),
    creator = coalesce(excluded.creator, t.creator),
    created_from = coalesce(excluded.created_from, t.created_from),
    created_to = coalesce(excluded.created_to, t.created_to),
    created_seq = coalesce(t.created_seq, excluded.created_seq),
    deleted_seq = coalesce(t.deleted_seq, excluded.deleted_seq)`;

const KEY = `
  insert into ticket_key as k (ticket, key, since, recorded_at, seq)
  select ticket, key, since, recorded_at, seq
  from json_to_recordset($1::text::json) as row (ticket text, key text, since timestamptz, recorded_at timestamptz, seq bigint)
  on conflict (ticket, key) do update set since = coalesce(k.since, excluded.since)`;

const FIELD = `
  insert into ticket_field as f (seq, ticket, field, kind, from_value, to_value, from_name, to_name, actor, sequence,
    at_from, at_to, bound_from, recorded_at)
  select seq, ticket, field, kind, from_value, to_value, from_name, to_name, actor, sequence, at_from, at_to, bound_from, recorded_at
  from json_to_recordset($1::text::json) as row (seq bigint, ticket text, field text, kind text, from_value jsonb, to_value jsonb,
    from_name text, to_name text, actor text, sequence text, at_from timestamptz, at_to timestamptz, bound_from timestamptz,
    recorded_at timestamptz)
  on conflict (seq) do update set
    at_from = coalesce(excluded.at_from, f.at_from), at_to = coalesce(excluded.at_to, f.at_to),
    from_name = coalesce(f.from_name, excluded.from_name), to_name = coalesce(f.to_name, excluded.to_name)`;

const LINK = `
  insert into ticket_link as l (ticket, link, other, link_type, type_name, seq)
  select ticket, link, other, link_type, type_name, seq
  from json_to_recordset($1::text::json) as row (ticket text, link text, other text, link_type text, type_name text, seq bigint)
  on conflict (ticket, link) do update set type_name = coalesce(l.type_name, excluded.type_name)`;

const STEP = `
  insert into approval_step as s (seq, approval, about, source, approver, decision, overall, at_from, at_to, bound_from, recorded_at)
  select seq, approval, about, source, approver, decision, overall, at_from, at_to, bound_from, recorded_at
  from json_to_recordset($1::text::json) as row (seq bigint, approval text, about text, source text, approver text, decision text,
    overall boolean, at_from timestamptz, at_to timestamptz, bound_from timestamptz, recorded_at timestamptz)
  on conflict (seq) do update set at_from = coalesce(excluded.at_from, s.at_from), at_to = coalesce(excluded.at_to, s.at_to)`;

const TICKETS: Changing = { table: 'ticket', as: 't', key: ['ticket'], hasSeq: false };
const KEYS: Changing = { table: 'ticket_key', as: 'k', key: ['ticket', 'key'], hasSeq: true };
const FIELDS: Changing = { table: 'ticket_field', as: 'f', key: ['seq'], hasSeq: true };
const LINKS: Changing = { table: 'ticket_link', as: 'l', key: ['ticket', 'link'], hasSeq: true };
const STEPS: Changing = { table: 'approval_step', as: 's', key: ['seq'], hasSeq: true };

/** Tickets: keys, fields, links, and approvals of tickets and deployments. */
export class TicketFold {
  readonly #tickets = new Rows(laterWins);
  readonly #keys = new Rows();
  readonly #fields = new Rows(laterWins);
  readonly #links = new Rows();
  readonly #steps = new Rows(laterWins);

  created(reading: Reading): void {
    const at = reading.occurredAt;
    this.#ticket(reading, {
      issue_type: reading.text('issueType'),
      creator: reading.text('creator'),
      created_from: at?.from ?? null,
      created_to: at?.to ?? null,
      created_seq: reading.seq,
    });
  }

  deleted(reading: Reading): void {
    this.#ticket(reading, { deleted_seq: reading.seq });
  }

  keyed(reading: Reading): void {
    const key = reading.text('key');
    if (!key) return;
    this.#ticket(reading, {});
    const since = reading.occurredAt?.from ?? null;
    this.#keys.put(`${reading.subject} ${key}`, {
      ticket: reading.subject,
      key,
      since,
      recorded_at: recordedAt(reading),
      seq: reading.seq,
    });
  }

  statusChanged(reading: Reading): void {
    this.#field(reading, 'status', 'CHANGED');
  }

  fieldChanged(reading: Reading): void {
    const field = reading.text('field');
    if (field) this.#field(reading, field, reading.has('from') ? 'CHANGED' : 'READ');
  }

  linked(reading: Reading): void {
    const [link, other, linkType] = [reading.text('link'), reading.text('to'), reading.text('linkType')];
    if (!link || !other || !linkType) return;
    this.#links.put(`${reading.subject} ${link}`, {
      ticket: reading.subject,
      link,
      other,
      link_type: linkType,
      type_name: reading.seenText('typeName'),
      seq: reading.seq,
    });
  }

  approvalStep(reading: Reading, decision: string | null): void {
    const about = reading.text('ticket') ?? reading.text('deployment');
    const word = decision ?? reading.text('decision');
    if (!about || !word) return;
    this.#steps.put(String(reading.seq), {
      seq: reading.seq,
      approval: reading.text('approval') ?? reading.subject,
      about,
      source: reading.event.envelope.source,
      approver: reading.text('approver'),
      decision: word,
      overall: reading.flag('final'),
      ...timesOf(reading),
    });
  }

  #field(reading: Reading, field: string, kind: 'CHANGED' | 'READ'): void {
    this.#ticket(reading, {});
    this.#fields.put(String(reading.seq), {
      seq: reading.seq,
      ticket: reading.subject,
      field,
      kind,
      from_value: reading.value('from'),
      to_value: reading.value('to'),
      from_name: reading.seenText('fromName'),
      to_name: reading.seenText('toName'),
      actor: reading.text('actor'),
      sequence: reading.text('changelog'),
      ...timesOf(reading),
    });
  }

  /** Facts of a ticket may come before its creation: the row waits for the rest. */
  #ticket(reading: Reading, row: Row): void {
    const { source } = reading.event.envelope;
    this.#tickets.put(reading.subject, { ticket: reading.subject, source, ...EMPTY, ...row });
  }

  async write(tx: Transaction, until: number): Promise<void> {
    await this.#setBounds(tx);
    upsertKeeping(tx, this.#tickets, TICKET, { changing: TICKETS, until });
    upsertKeeping(tx, this.#keys, KEY, { changing: KEYS, until });
    upsertKeeping(tx, this.#fields, FIELD, { changing: FIELDS, until });
    upsertKeeping(tx, this.#links, LINK, { changing: LINKS, until });
    upsertKeeping(tx, this.#steps, STEP, { changing: STEPS, until });
  }

  /** What is not dated was not there at the last complete reading of its kind before this one; nor was what claims an older date. */
  async #setBounds(tx: Transaction): Promise<void> {
    const isBounded = (row: Row) => row['at_from'] === null || row['field'] === 'status';
    await setBounds(tx, this.#fields, { of: 'ticket', collection: 'tickets', isBounded });
    await setBounds(tx, this.#steps, { of: 'about', collection: 'approvals', isBounded: () => true });
  }
}

const EMPTY: Row = { issue_type: null, creator: null, created_from: null, created_to: null, created_seq: null, deleted_seq: null };

function timesOf(reading: Reading): Row {
  const at = reading.occurredAt;
  return { at_from: at?.from ?? null, at_to: at?.to ?? null, bound_from: null, recorded_at: recordedAt(reading) };
}

function recordedAt(reading: Reading): Instant {
  return reading.event.envelope.recordedAt;
}
