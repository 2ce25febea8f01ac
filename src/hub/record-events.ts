import { factsOf, type Json, readRecorded, type RecordedEvent, type RecordedFact, type RecordedMistake } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { insertDeliveries, recordDigest, settle, type Settled, uuid7, webhookDedupe } from '../inbox/index.js';
import { append, hubEvent, type LedgerKey, type SealedEvent } from '../ledger/index.js';
import { heardOf, refusedOf } from './sender-state.js';
import type { EventsRecorded, EventsRefused, EventsSaid } from '../read/index.js';

/** The version by which pushed events are read; follow knows by its name that nobody read them from a tool. */
const NORMALISER = { normaliser: 'recorded/1', normaliserVersion: 1 } as const;

/** Records what senders push: each request whole, or, with every mistake in it named, not at all. */
export function recordEventsDoor(
  sql: Sql,
  key: LedgerKey,
  senders: readonly string[],
): (said: EventsSaid) => Promise<EventsRecorded | EventsRefused> {
  return async ({ source, events: given, token }) => {
    if (!senders.includes(source)) return { sentence: noSuchSender(source, senders), mistakes: [] };
    const { events, mistakes } = readRecorded(given);
    if (mistakes.length > 0) {
      const refusal = refused(mistakes, given.length);
      await refusedOf(sql, source, refusal.sentence);
      return refusal;
    }
    return recorded(sql, { source, token, key }, events);
  };
}

function noSuchSender(source: string, senders: readonly string[]): string {
  const known = senders.length > 0 ? `It has: ${senders.join(', ')}.` : 'It has none.';
  return `changeline.yaml has no source ${source.slice(0, 60)} of pushed events. ${known} Add it under sources, with type: events; the hub reads the file again by itself.`;
}

/** So many mistakes are listed, as in every list. */
const LISTED = 200;

function refused(mistakes: readonly RecordedMistake[], all: number): EventsRefused {
  const wrong = new Set(mistakes.map(({ index }) => index)).size;
  const cut = mistakes.length > LISTED ? ` The first ${LISTED} of ${mistakes.length} mistakes are listed.` : '';
  const sentence = `${wrong} of ${all} ${all === 1 ? 'event' : 'events'} cannot be read, so nothing was recorded.${cut}`;
  return { sentence, mistakes: mistakes.slice(0, LISTED) };
}

interface Pushed {
  readonly source: string;
  readonly token: string;
  readonly key: LedgerKey;
}

function sealed({ type, subject, identity, core, ...fact }: RecordedFact, { source, token, key }: Pushed, delivery: string): SealedEvent {
  const { occurredAt, mentions, refs } = fact;
  // Who pushed it is no part of the fact: another token that says the same adds itself.
  const seen = { sentBy: [`token:${token}`] };
  return hubEvent(type, subject, identity, core, { occurredAt, mentions, refs, seen, as: { source, ...NORMALISER, delivery } }, key);
}

/** The delivery, its records with their ends, and the events, all in one transaction: nothing of it waits to be read. */
async function recorded(sql: Sql, pushed: Pushed, events: readonly RecordedEvent[]): Promise<EventsRecorded> {
  const { source, key } = pushed;
  return sql.begin(async (given) => {
    const tx = given as Transaction;
    const delivery = await keptAs(tx, pushed, events);
    const facts = events.map((event) => factsOf(source, event).map((fact) => sealed(fact, pushed, delivery)));
    await settle(
      tx,
      [delivery],
      events.map((event, position) => endOf(event, { delivery, position, source, events: idsOf(facts[position] ?? []) })),
    );
    // The ledger's head is locked last.
    await heardOf(tx, source);
    const { added } = await append(tx, facts.flat(), { key });
    return { delivery, eventIds: facts.map(([first]) => first?.eventId ?? ''), added: added.length, cursor: added.at(-1) ?? null };
  });
}

/** Under the first delivery of the same events, as of any other door. */
async function keptAs(tx: Transaction, { source, token }: Pushed, events: readonly RecordedEvent[]): Promise<string> {
  const body = Buffer.from(JSON.stringify(events));
  const headers = { 'sent-by': `token:${token}` };
  const one = { id: uuid7(), source, door: 'PUSH' as const, stream: null, headers, body, dedupe: webhookDedupe('', body) };
  return (await insertDeliveries(tx, [one]))[0] ?? one.id;
}

function idsOf(facts: readonly SealedEvent[]): readonly string[] {
  return [...new Set(facts.map(({ eventId }) => eventId))];
}

function endOf(event: RecordedEvent, said: Pick<Settled, 'delivery' | 'position' | 'source' | 'events'>): Settled {
  const [kind, name] = [event.type, event.transition === undefined ? event.id : `${event.id} ${event.transition}`];
  const digest = recordDigest({ kind, key: name, payload: event as unknown as Json });
  return { ...said, kind, key: name, digest, state: 'EVENTS', reason: null, field: null, normaliserVersion: NORMALISER.normaliserVersion };
}
