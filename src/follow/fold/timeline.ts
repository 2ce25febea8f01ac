import type { Transaction } from '../../db/pool.js';
import { repositoryOf, type Reading } from './reading.js';
import { type Changing, Rows, upsert, upsertKeeping } from './rows.js';

const INSERT = `
  insert into timeline_entry
    (seq, event_id, type, source, subject, repository, person, occurred_from, occurred_to, sort_at, recorded_at, standing)
  select seq, event_id, type, source, subject, repository, person, occurred_from, occurred_to, sort_at, recorded_at, 'CURRENT'
  from json_to_recordset($1::text::json) as row (
    seq bigint, event_id text, type text, source text, subject text, repository text, person text,
    occurred_from timestamptz, occurred_to timestamptz, sort_at timestamptz, recorded_at timestamptz)`;

const STANDING = `
  update timeline_entry as entry set standing = row.standing
  from json_to_recordset($1::text::json) as row (event_id text, below bigint, standing text)
  where entry.event_id = row.event_id and entry.seq < row.below and entry.standing = 'CURRENT'`;

const ENTRIES: Changing = { table: 'timeline_entry', as: 'entry', key: ['seq'], hasSeq: true };

const WITH_REPOSITORY = new Set(['commit', 'branch', 'tag', 'repository']);

/** One line of the timeline for each event, and what later events say of earlier ones. */
export class TimelineFold {
  readonly #entries = new Rows();
  readonly #standings = new Rows();

  add(reading: Reading): void {
    const { envelope } = reading.event;
    const occurredAt = envelope.occurredAt;
    this.#entries.put(envelope.seq, {
      seq: reading.seq,
      event_id: envelope.eventId,
      type: envelope.type,
      source: envelope.source,
      subject: envelope.subject,
      repository: reading.text('repository') ?? repositoryOfSubject(envelope.subject),
      person: reading.person,
      occurred_from: occurredAt?.from ?? null,
      occurred_to: occurredAt?.to ?? null,
      sort_at: occurredAt?.from ?? envelope.recordedAt,
      recorded_at: envelope.recordedAt,
    });
    this.#standingOf(reading);
  }

  #standingOf(reading: Reading): void {
    const { type, normaliser, eventId } = reading.event.envelope;
    const of = reading.text('of');
    if (type === 'event.rewritten' && of) this.#mark(of, reading.seq, 'REWRITTEN');
    else if (type === 'event.withdrawn' && of) this.#mark(of, reading.seq, 'WITHDRAWN');
    else if (!normaliser.endsWith('/1')) this.#mark(eventId, reading.seq, 'SUPERSEDED');
  }

  #mark(eventId: string, below: number, standing: string): void {
    this.#standings.put(eventId, { event_id: eventId, below, standing });
  }

  write(tx: Transaction, until: number): void {
    upsert(tx, this.#entries, INSERT);
    upsertKeeping(tx, this.#standings, STANDING, { changing: ENTRIES, until });
  }
}

function repositoryOfSubject(subject: string): string | null {
  const kind = subject.slice(0, subject.indexOf(':'));
  return WITH_REPOSITORY.has(kind) ? repositoryOf(subject) : null;
}
