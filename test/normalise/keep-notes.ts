import type { Sql } from '../../src/db/pool.js';
import { insertDeliveries, pageDedupe, uuid7, webhookDedupe } from '../../src/inbox/index.js';
import { noteRecord, type Note } from '../intake/paper.js';

/** Puts a webhook delivery with these notes into the inbox, as if it had been verified. Gives its id. */
export async function keepNotes(
  sql: Sql,
  notes: readonly Note[] | string,
  options: { source?: string; ring?: readonly number[] } = {},
): Promise<string> {
  const id = uuid7();
  const source = options.source ?? 'paper-acme';
  const body = Buffer.from(typeof notes === 'string' ? notes : JSON.stringify({ notes, ring: options.ring ?? [] }));
  await insertDeliveries(sql, [{ id, source, door: 'WEBHOOK', stream: null, headers: {}, body, dedupe: webhookDedupe(id, body) }]);
  return id;
}

/** The same by the poll door. */
export async function keepNotesPage(sql: Sql, notes: readonly Note[], stream = 'acme/notes'): Promise<string> {
  const id = uuid7();
  const body = Buffer.from(JSON.stringify({ records: notes.map(noteRecord) }));
  const dedupe = pageDedupe('paper-acme', stream, body);
  await insertDeliveries(sql, [{ id, source: 'paper-acme', door: 'POLL', stream, headers: {}, body, dedupe }]);
  return id;
}
