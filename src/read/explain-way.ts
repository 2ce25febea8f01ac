import type { Answer, Instant, Json, LedgerEvent } from '#contract';
import type { Silence } from '../controls/index.js';
import type { Sql } from '../db/pool.js';
import { ledgerEvents } from './body.js';
import { MOST_UNITS, silencesOfUnits, standingVerdicts, type UnitVerdict, unitsOf } from './explain-units.js';
import { gapRef } from './gap-id.js';
import { strengthOf } from './trace-edges.js';

/** A link that an event made, also one that stands no more. */
export interface LinkMade {
  readonly from: string;
  readonly to: string;
  readonly method: string;
  readonly place: string;
  readonly strength: 'CARRIED' | 'RELATED';
  /** Null: it stands. */
  readonly endedAt: Instant | null;
}

/** A rule that looked at a subject, and what it says now. */
export interface RuleLooked {
  readonly rule: string;
  readonly subject: string;
  readonly answer: Answer;
  readonly sentence: string;
  /** Whether the event is among those that the answer rests on. */
  readonly restsOnIt: boolean;
  /** Whether the answer became so when the event was recorded. */
  readonly cameWithIt: boolean;
}

/** What was judged together, with what every rule said of it or why it said nothing. */
export interface UnitWay {
  readonly unit: string;
  readonly looked: readonly RuleLooked[];
  readonly silent: readonly Silence[];
}

/** What became of an event once it was recorded. */
export interface EventWay {
  readonly seq: number;
  /** Events that came of it: what adds to it, rewrites or withdraws it, and steps of gaps that rest on it; at most 200, by place in the ledger. */
  readonly came: readonly number[];
  readonly links: readonly LinkMade[];
  /** Keys that it names and with which no ticket was read. */
  readonly waiting: readonly string[];
  readonly units: readonly UnitWay[];
  /** More was judged, or came of it, than is shown. */
  readonly cut: boolean;
}

const MOST = 200;

/** The ways of events, in a fixed number of statements however many are asked for. */
export async function waysOf(sql: Sql, seqs: readonly number[]): Promise<ReadonlyMap<number, EventWay>> {
  const events = await ledgerEvents(sql, seqs);
  const said = [...events.values()].map((event) => ({ seq: event.seq, refs: refsIn(event) }));
  const found = await unitsOf(sql, said);
  const units = [...new Set(found.map(({ unit }) => unit))].sort();
  const verdicts = await standingVerdicts(sql, units);
  const [silences, links, waiting, came] = await Promise.all([
    silencesOfUnits(sql, verdicts, units),
    linksMade(sql, seqs, units),
    keysWaiting(sql, seqs),
    comeOf(sql, [...events.values()], verdicts),
  ]);
  const way = (event: LedgerEvent): EventWay => {
    const own = found.filter(({ seq }) => Number(seq) === event.seq).map(({ unit }) => unit);
    const cameOfIt = came.get(event.seq) ?? [];
    const made = links.get(event.seq) ?? [];
    return {
      seq: event.seq,
      came: cameOfIt.slice(0, MOST),
      links: made.slice(0, MOST),
      waiting: waiting.get(event.seq) ?? [],
      units: own.slice(0, MOST_UNITS).map((unit) => ({ unit, looked: lookedAt(event, verdicts, unit), silent: silences.get(unit) ?? [] })),
      cut: own.length > MOST_UNITS || cameOfIt.length > MOST || made.length > MOST,
    };
  };
  return new Map([...events.values()].map((event) => [event.seq, way(event)]));
}

/** Every ref that stands in an event: its subject, its mentions, and what its core and what is seen name. */
function refsIn({ envelope, body }: LedgerEvent): readonly string[] {
  const mentions = body.mentions.flatMap(({ ref }) => (ref ? [ref] : []));
  return [...new Set([envelope.subject, ...mentions, ...stringsIn(body.core), ...stringsIn(body.seen)].filter(isRef))].slice(0, MOST);
}

const REF = /^(?:ticket|deployment|pull_request|commit|release|artifact|build|incident|configuration):./;
const isRef = (text: string) => REF.test(text);

function stringsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value as Readonly<Record<string, Json>>).flatMap(stringsIn) : [];
}

function lookedAt({ seq, envelope }: LedgerEvent, verdicts: readonly UnitVerdict[], unit: string): readonly RuleLooked[] {
  const own = verdicts.filter((one) => one.unit === unit);
  return own.slice(0, MOST).map(({ rule, subject, answer, sentence, events, recordedFrom }) => {
    const restsOnIt = events.some((one) => Number(one) === seq);
    return { rule, subject, answer, sentence, restsOnIt, cameWithIt: recordedFrom === envelope.recordedAt };
  });
}

/** Mentions that lead to a ticket, and links that rest on the event or lead through its subject by what it mentions. */
async function linksMade(sql: Sql, seqs: readonly number[], units: readonly string[]): Promise<ReadonlyMap<number, readonly LinkMade[]>> {
  const rows = await sql<(Omit<LinkMade, 'place'> & { seq: number; where: string })[]>`
    with said as (
      select m.seq, m.from_ref, t.ticket, m.method, m.place, m.retracted_seq
      from timeline_entry e
      join ticket_mention m on m.from_ref = e.subject and m.seq = e.seq
      left join ticket_key k on m.ticket = '' and k.key = m.key
      join ticket t on t.ticket = coalesce(nullif(m.ticket, ''), k.ticket) and t.created_seq is not null
      where e.seq = any(${seqs as number[]}::bigint[]))
    select m.seq, m.from_ref as "from", m.ticket as "to", m.method, m.place as "where", ${strengthOf(sql)} as strength, r.recorded_at as "endedAt"
    from said m left join timeline_entry r on r.seq = m.retracted_seq
    union
    (select distinct on (s.seq, l.from_ref, l.to_ref, l.method) s.seq, l.from_ref, l.to_ref, l.method, l.place, l.strength, l.recorded_to
     from link l
     join (
       select seq, seq as made, null::text as subject, null::text as method, null::text as ticket from unnest(${seqs as number[]}::bigint[]) as e (seq)
       union all
       select seq, null, from_ref, method, ticket from said
     ) s on l.seq = s.made or (s.subject = any(l.through) and l.method = s.method and l.to_ref = s.ticket)
     where l.from_ref = any(${units as string[]})
     order by s.seq, l.from_ref, l.to_ref, l.method, l.recorded_from desc)
    order by 1, 2, 3, 4`;
  return grouped(rows.map(({ seq, where, ...row }) => [Number(seq), { ...row, place: where }]));
}

async function keysWaiting(sql: Sql, seqs: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await sql<{ seq: number; key: string }[]>`
    select distinct m.seq, m.key
    from timeline_entry e
    join ticket_mention m on m.from_ref = e.subject and m.seq = e.seq
    where e.seq = any(${seqs as number[]}::bigint[]) and m.key <> ''
      and not exists (select from ticket_key k join ticket t on t.ticket = k.ticket where k.key = m.key and t.created_seq is not null)
    order by 1, 2`;
  return grouped(rows.map(({ seq, key }) => [Number(seq), key]));
}

/** What speaks about the events, and the recorded steps of the gaps whose verdicts rest on them. */
async function comeOf(
  sql: Sql,
  events: readonly LedgerEvent[],
  verdicts: readonly UnitVerdict[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const gaps = events.flatMap(({ seq }) => {
    const resting = verdicts.filter((one) => one.answer === 'GAP' && one.events.some((other) => Number(other) === seq));
    return resting.map((one) => ({ seq, subject: gapRef(one) }));
  });
  const rows = await sql<{ of: number; seq: number }[]>`
    select o.seq as of, e.seq
    from unnest(${events.map(({ seq }) => seq)}::bigint[], ${events.map(({ envelope }) => envelope.subject)}::text[],
      ${events.map(({ envelope }) => envelope.eventId)}::text[]) as o (seq, subject, event_id)
    join timeline_entry e on e.subject = o.subject and e.seq > o.seq and e.type in ('event.enriched', 'event.rewritten', 'event.withdrawn')
    join ledger_event l on l.seq = e.seq
    where convert_from(l.body, 'UTF8')::jsonb -> 'core' ->> 'of' = o.event_id
    union
    select g.seq, e.seq
    from unnest(${gaps.map(({ seq }) => seq)}::bigint[], ${gaps.map(({ subject }) => subject)}::text[]) as g (seq, subject)
    join timeline_entry e on e.subject = g.subject and e.seq > g.seq
    order by 1, 2
    limit ${events.length * (MOST + 1)}`;
  return grouped(rows.map(({ of, seq }) => [Number(of), Number(seq)]));
}

function grouped<T>(pairs: readonly (readonly [number, T])[]): ReadonlyMap<number, readonly T[]> {
  const map = new Map<number, T[]>();
  for (const [key, value] of pairs) map.set(key, [...(map.get(key) ?? []), value]);
  return map;
}
