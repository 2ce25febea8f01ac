import type { Body, Json, LedgerEvent, SealedText } from '#contract';
import type { Sql } from '../db/pool.js';
import type { MentionOfEvent, TextOfEvent } from './event.js';

/** Leaves and bodies by sequence number, in one query. */
export async function ledgerEvents(sql: Sql, seqs: readonly number[]): Promise<Map<number, LedgerEvent>> {
  const rows = await sql<{ seq: number; leaf: Uint8Array; body: Uint8Array }[]>`
    select seq, leaf, body from ledger_event where seq = any(${seqs as number[]}::bigint[])`;
  return new Map(rows.map((row) => [row.seq, { seq: row.seq, envelope: json(row.leaf), body: json(row.body) }]));
}

/** The sequence numbers of the `event.enriched` of each of these events, ascending. */
export async function enrichmentsOf(sql: Sql, events: readonly { eventId: string; subject: string }[]): Promise<Map<string, number[]>> {
  const rows = await sql<{ of: string; seq: number }[]>`
    select e.body_core ->> 'of' as of, e.seq
    from (
      select l.seq, convert_from(l.body, 'UTF8')::jsonb -> 'core' as body_core
      from timeline_entry t
      join ledger_event l on l.seq = t.seq
      where t.type = 'event.enriched' and t.subject = any(${events.map((event) => event.subject)})
    ) e
    where e.body_core ->> 'of' = any(${events.map((event) => event.eventId)})
    order by e.seq`;
  const found = new Map<string, number[]>();
  for (const row of rows) found.set(row.of, [...(found.get(row.of) ?? []), row.seq]);
  return found;
}

/** The texts in a body, by the path at which each stands: `title`, `reviews.0.body`. */
export function textsIn(body: Body): TextOfEvent[] {
  return [...textsUnder(body.core, ''), ...textsUnder(body.seen, '')];
}

function textsUnder(value: Json, path: string): TextOfEvent[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isSealed(value)) return [{ field: path, state: value.text, commitment: value.commitment ?? null }];
  return Object.entries(value as Readonly<Record<string, Json>>).flatMap(([key, inner]) =>
    textsUnder(inner, path === '' ? key : `${path}.${key}`),
  );
}

const STATES: readonly unknown[] = ['EMPTY', 'PLACEHOLDER', 'FILLED'];

export function isSealed(value: unknown): value is SealedText {
  return typeof value === 'object' && value !== null && 'text' in value && STATES.includes(value.text);
}

/** The commitment to a text that was sealed and is not empty. */
export function commitmentOf(value: Json | undefined): string | null {
  return isSealed(value) ? (value.commitment ?? null) : null;
}

export function mentionsIn(body: Body): MentionOfEvent[] {
  return body.mentions.map((mention) => ({
    ref: mention.ref ?? null,
    kind: mention.candidate?.kind ?? null,
    text: mention.candidate?.text ?? null,
    method: mention.method,
    place: mention.place,
  }));
}

function json<T>(bytes: Uint8Array): T {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as T;
}
