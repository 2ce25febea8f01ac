import type { Instant, LedgerEvent } from '#contract';
import type { Sql } from '../db/pool.js';
import { commitmentOf } from './body.js';

/** What a person once said of a link, and whether it stands. */
export interface AssertionRow {
  /** The deployment, pull request or commit. */
  readonly thing: string;
  readonly ticket: string;
  readonly seq: number;
  readonly event: string;
  readonly stands: boolean;
}

/** The assertion that stands now of the thing and the ticket, or null. */
export async function standingAssertion(sql: Sql, thing: string, ticket: string): Promise<AssertionRow | null> {
  const [row] = await sql<AssertionRow[]>`
    select m.from_ref as thing, m.ticket, m.seq, t.event_id as event, true as stands
    from ticket_mention m
    join timeline_entry t on t.seq = m.seq
    where m.from_ref = ${thing} and m.ticket = ${ticket} and m.method = 'ASSERTED' and m.retracted_seq is null`;
  return row ?? null;
}

/** The assertion that an event made, or null: no event with this id made one. */
export async function assertionOf(sql: Sql, event: string): Promise<AssertionRow | null> {
  const [row] = await sql<AssertionRow[]>`
    select said.core ->> 'from' as thing, said.core ->> 'to' as ticket, said.seq, said.event_id as event,
      exists (
        select from ticket_mention m
        where m.from_ref = said.core ->> 'from' and m.ticket = said.core ->> 'to' and m.method = 'ASSERTED'
          and m.seq = said.seq and m.retracted_seq is null) as stands
    from (
      select t.seq, t.event_id, convert_from(l.body, 'UTF8')::jsonb -> 'core' as core
      from timeline_entry t
      join ledger_event l on l.seq = t.seq
      where t.event_id = ${event} and t.type = 'link.asserted'
    ) said`;
  return row ?? null;
}

/** Whether the hub knows a deployment, pull request or commit by this ref. */
export async function isKnownThing(sql: Sql, ref: string): Promise<boolean> {
  const [, repository = '', sha = ''] = /^commit:(.+):([^:]+)$/.exec(ref) ?? [];
  const [row] = await sql<{ known: boolean }[]>`
    select exists (select from deployment where deployment = ${ref})
      or exists (select from pull_request where pull_request = ${ref})
      or exists (select from code_commit where repository = ${`repository:${repository}`} and sha = ${sha}) as known`;
  return row?.known ?? false;
}

/** Whether the ticket was read. */
export async function isReadTicket(sql: Sql, ticket: string): Promise<boolean> {
  const [row] = await sql<{ known: boolean }[]>`
    select exists (select from ticket where ticket = ${ticket} and created_seq is not null) as known`;
  return row?.known ?? false;
}

/** Who asserted a link, when and why; what was typed stands in it by commitment. */
export interface AssertedRow {
  readonly event: string;
  /** `token:…` */
  readonly by: string;
  readonly holder: string | null;
  readonly reason: string | null;
  readonly at: Instant;
}

/** What an event of the ledger says of who asserted a link, or null: it asserts none. */
export function assertedIn({ envelope, body }: LedgerEvent): AssertedRow | null {
  if (envelope.type !== 'link.asserted') return null;
  const { by, holder, reason } = body.core;
  return {
    event: envelope.eventId,
    by: typeof by === 'string' ? by : '',
    holder: commitmentOf(holder),
    reason: commitmentOf(reason),
    at: envelope.recordedAt,
  };
}
