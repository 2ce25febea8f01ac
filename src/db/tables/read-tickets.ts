import { sql } from 'drizzle-orm';
import { bigint, boolean, index, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';
import { read } from './read-facts.js';

const seq = (name: string) => bigint(name, { mode: 'number' });

/** What is known of the time of a fact: its own, or that it lies between the last reading without it and the first with it. */
const dated = () => ({
  atFrom: instant('at_from'),
  atTo: instant('at_to'),
  /** Of an undated fact: up to here everything was read, and it was not there. */
  boundFrom: instant('bound_from'),
  recordedAt: instant('recorded_at').notNull(),
});

export const ticket = read.table('ticket', {
  ticket: text('ticket').primaryKey(),
  source: text('source').notNull(),
  /** Type at its creation. */
  issueType: text('issue_type'),
  creator: text('creator'),
  createdFrom: instant('created_from'),
  createdTo: instant('created_to'),
  createdSeq: seq('created_seq'),
  deletedSeq: seq('deleted_seq'),
});

/** Every key that a ticket ever bore. */
export const ticketKey = read.table(
  'ticket_key',
  {
    ticket: text('ticket').notNull(),
    key: text('key').notNull(),
    since: instant('since'),
    recordedAt: instant('recorded_at').notNull(),
    seq: seq('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ticket, table.key] }), index('ticket_key_key').on(table.key)],
);

/** Changes and readings of the fields of a ticket, its status among them; one row an event. */
export const ticketField = read.table(
  'ticket_field',
  {
    seq: seq('seq').primaryKey(),
    ticket: text('ticket').notNull(),
    field: text('field').notNull(),
    /** CHANGED or READ. */
    kind: text('kind').notNull(),
    fromValue: jsonb('from_value'),
    toValue: jsonb('to_value'),
    fromName: text('from_name'),
    toName: text('to_name'),
    actor: text('actor'),
    sequence: text('sequence'),
    ...dated(),
  },
  (table) => [
    index('ticket_field_ticket').on(table.ticket),
    index('ticket_field_parent')
      .on(sql`(to_value #>> '{}')`)
      .where(sql`field = 'parent'`),
  ],
);

export const ticketLink = read.table(
  'ticket_link',
  {
    ticket: text('ticket').notNull(),
    link: text('link').notNull(),
    other: text('other').notNull(),
    linkType: text('link_type').notNull(),
    typeName: text('type_name'),
    seq: seq('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ticket, table.link] }), index('ticket_link_other').on(table.other)],
);

/** Steps of approvals of tickets and deployments; one row an event. */
export const approvalStep = read.table(
  'approval_step',
  {
    seq: seq('seq').primaryKey(),
    approval: text('approval').notNull(),
    /** The ticket or deployment that it is about. */
    about: text('about').notNull(),
    source: text('source').notNull(),
    approver: text('approver'),
    decision: text('decision').notNull(),
    overall: boolean('overall').notNull(),
    ...dated(),
  },
  (table) => [index('approval_step_about').on(table.about)],
);

/** What commits, pull requests, deployments and releases say of tickets: by key, or by ref where the tool itself says so. */
export const ticketMention = read.table(
  'ticket_mention',
  {
    fromRef: text('from_ref').notNull(),
    /** The key as written, or empty. */
    key: text('key').notNull(),
    /** The ticket's ref, or empty. */
    ticket: text('ticket').notNull(),
    method: text('method').notNull(),
    place: text('place').notNull(),
    seq: seq('seq').notNull(),
    /** Of a person's assertion: the event that took it back. */
    retractedSeq: seq('retracted_seq'),
  },
  (table) => [
    primaryKey({ columns: [table.fromRef, table.key, table.ticket, table.method, table.place] }),
    index('ticket_mention_key').on(table.key),
    index('ticket_mention_ticket').on(table.ticket),
  ],
);

/** Accounts that took part in anything, with the source that knows them. */
export const account = read.table(
  'account',
  {
    person: text('person').primaryKey(),
    source: text('source').notNull(),
    /** The source calls it a service account. */
    service: boolean('service').notNull(),
    seq: seq('seq').notNull(),
  },
  (table) => [index('account_source').on(table.source)],
);

/** E-mail addresses with which accounts were read, by digest; verified where the tool itself says so. */
export const accountAddress = read.table(
  'account_address',
  {
    person: text('person').notNull(),
    address: text('address').notNull(),
    source: text('source').notNull(),
    verified: boolean('verified').notNull(),
    seq: seq('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.address, table.verified] }), index('account_address_address').on(table.address)],
);

/** Two accounts that are one person, as somebody says, or `SEPARATED`; the last word counts; `a` < `b`. */
export const personJoin = read.table(
  'person_join',
  { a: text('a').notNull(), b: text('b').notNull(), method: text('method').notNull(), seq: seq('seq').notNull() },
  (table) => [primaryKey({ columns: [table.a, table.b, table.seq] }), index('person_join_b').on(table.b)],
);

/** What a ticket is as a change, as known in [recorded_from, recorded_to). */
export const changeState = read.table(
  'change_state',
  {
    ticket: text('ticket').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
    key: text('key').notNull(),
    source: text('source').notNull(),
    /** Whether policy calls it a change, or an implementation carries it. */
    isChange: boolean('is_change').notNull(),
    issueType: text('issue_type').notNull(),
    status: text('status').notNull(),
    statusName: text('status_name').notNull(),
    /** By policy's status map; empty where it says nothing. */
    stage: text('stage').notNull(),
    services: text('services').array().notNull(),
    teams: text('teams').array().notNull(),
    environments: text('environments').array().notNull(),
    createdFrom: instant('created_from'),
    /** Start of its earliest implementation. */
    startedFrom: instant('started_from'),
    /** Its implementations, the earliest first. */
    deployments: text('deployments').array().notNull(),
    /** Of rules that are not met, by its earliest implementation; also those that ran out: `{ rule, subject, at, sentence }`. */
    deadlines: jsonb('deadlines').notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.ticket, table.recordedFrom] }),
    index('change_state_created').on(table.createdFrom, table.ticket),
    index('change_state_key').on(table.key),
  ],
);
