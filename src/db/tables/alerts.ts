import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './column.js';

/** Where alerts go, and how far of the ledger it was told. Address and secrets are sealed under a key of the data key. */
export const alertRoute = pgTable(
  'alert_route',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['GAPS', 'EVENTS', 'SYSTEM'] }).notNull(),
    target: text('target', { enum: ['WEBHOOK', 'SLACK'] }).notNull(),
    /** All of the address that may be shown. */
    host: text('host').notNull(),
    url: bytea('url').notNull(),
    /** Null for Slack: its address is the secret. */
    secret: bytea('secret'),
    /** Signs beside the new one until its moment. */
    formerSecret: bytea('former_secret'),
    formerUntil: instant('former_until'),
    filter: jsonb('filter').notNull(),
    /** The last event of the ledger that was looked at for this route; -1: none. */
    cursor: bigint('cursor', { mode: 'number' }).notNull(),
    state: text('state', { enum: ['ACTIVE', 'DISABLED'] })
      .notNull()
      .default('ACTIVE'),
    /** Why it is disabled. */
    reason: text('reason'),
    /** The receiver asked for patience, or gave no answer. */
    notBefore: instant('not_before'),
    lastAttemptAt: instant('last_attempt_at'),
    lastSentence: text('last_sentence'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at')
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (table) => [
    uniqueIndex('alert_route_name').on(table.name),
    check('alert_route_kind', sql`${table.kind} in ('GAPS', 'EVENTS', 'SYSTEM')`),
    check('alert_route_target', sql`${table.target} in ('WEBHOOK', 'SLACK')`),
    check('alert_route_state', sql`${table.state} in ('ACTIVE', 'DISABLED')`),
    check('alert_route_reason', sql`(${table.state} = 'DISABLED') = (${table.reason} is not null)`),
    check('alert_route_secret', sql`(${table.target} = 'WEBHOOK') = (${table.secret} is not null)`),
    check('alert_route_former', sql`(${table.formerSecret} is null) = (${table.formerUntil} is null)`),
  ],
);

/** What is to be told to a route, in order; the id is a function of the route and of what it tells. */
export const alertMessage = pgTable(
  'alert_message',
  {
    id: text('id').primaryKey(),
    route: uuid('route')
      .notNull()
      .references(() => alertRoute.id, { onDelete: 'cascade' }),
    number: bigint('number', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** Of the event in the ledger that it tells; null of what is no event. */
    seq: bigint('seq', { mode: 'number' }),
    type: text('type').notNull(),
    /** The text that is sent and signed. */
    body: text('body').notNull(),
    state: text('state', { enum: ['QUEUED', 'DELIVERED', 'DEAD'] })
      .notNull()
      .default('QUEUED'),
    attempts: integer('attempts').notNull().default(0),
    nextAt: instant('next_at').notNull(),
    lastAttemptAt: instant('last_attempt_at'),
    sentence: text('sentence'),
    createdAt: instant('created_at')
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (table) => [
    index('alert_message_queued')
      .on(table.route, table.number)
      .where(sql`state = 'QUEUED'`),
    index('alert_message_dead')
      .on(table.route, table.number)
      .where(sql`state = 'DEAD'`),
    index('alert_message_delivered')
      .on(table.lastAttemptAt)
      .where(sql`state = 'DELIVERED'`),
    index('alert_message_seq').on(table.route, table.seq),
    check('alert_message_state', sql`${table.state} in ('QUEUED', 'DELIVERED', 'DEAD')`),
  ],
);

/** What is wrong with the hub itself, from its beginning to its end. */
export const alertCondition = pgTable('alert_condition', {
  /** Of what, and with whom: `source-refused:github-acme`. */
  key: text('key').primaryKey(),
  sentence: text('sentence').notNull(),
  since: instant('since').notNull(),
});

/** What the last verification of the whole ledger found; one row. */
export const ledgerVerification = pgTable(
  'ledger_verification',
  {
    one: integer('one').primaryKey().default(1),
    at: instant('at').notNull(),
    sentence: text('sentence').notNull(),
    whole: boolean('whole').notNull(),
  },
  (table) => [check('ledger_verification_one', sql`${table.one} = 1`)],
);
