import { factsOf, readRecorded, type RecordedFact, type RecordedMistake } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey, type SealedEvent } from '../ledger/index.js';
import { heardOf, refusedOf } from './sender-state.js';
import type { EventsRecorded, EventsRefused, EventsSaid } from '../read/index.js';

/** The version by which pushed events are read; follow knows by its name that nobody read them from a tool. */
const NORMALISER = { normaliser: 'recorded/1', normaliserVersion: 1, delivery: null } as const;

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
    return recorded(
      sql,
      { source, key },
      events.map((event) => factsOf(source, event).map((fact) => sealed(fact, { source, token, key }))),
    );
  };
}

function noSuchSender(source: string, senders: readonly string[]): string {
  const known = senders.length > 0 ? `It has: ${senders.join(', ')}.` : 'It has none.';
  return `changeline.yaml has no source ${source.slice(0, 60)} of pushed events. ${known} Add it under sources, with type: events, and start the hub again.`;
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

function sealed({ type, subject, identity, core, ...fact }: RecordedFact, { source, token, key }: Pushed): SealedEvent {
  const { occurredAt, mentions, refs } = fact;
  // Who pushed it is no part of the fact: another token that says the same adds itself.
  const seen = { sentBy: [`token:${token}`] };
  return hubEvent(type, subject, identity, core, { occurredAt, mentions, refs, seen, as: { source, ...NORMALISER } }, key);
}

async function recorded(
  sql: Sql,
  { source, key }: Omit<Pushed, 'token'>,
  events: readonly (readonly SealedEvent[])[],
): Promise<EventsRecorded> {
  const { added } = await sql.begin(async (tx) => {
    await heardOf(tx as Transaction, source);
    return append(tx as Transaction, events.flat(), { key });
  });
  return { eventIds: events.map((facts) => facts[0]?.eventId ?? ''), added: added.length, cursor: added.at(-1) ?? null };
}
