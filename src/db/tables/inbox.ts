import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './column.js';

/** One HTTP message, one page of a poll, or what `recordEvents` was given, as bytes. */
export const inboxDelivery = pgTable(
  'inbox_delivery',
  {
    /** UUID version 7: sorts by arrival. */
    id: uuid('id').primaryKey(),
    source: text('source').notNull(),
    door: text('door', { enum: ['WEBHOOK', 'POLL', 'PUSH'] }).notNull(),
    /** The stream of a polled page. */
    stream: text('stream'),
    receivedAt: instant('received_at')
      .notNull()
      .default(sql`clock_timestamp()`),
    headers: jsonb('headers').$type<Record<string, string>>().notNull(),
    body: bytea('body').notNull(),
    /** SHA-256 over the sender's delivery id and the bytes; a redelivery has the same. */
    dedupe: bytea('dedupe').notNull(),
    state: text('state', { enum: ['PENDING', 'SETTLED'] })
      .notNull()
      .default('PENDING'),
  },
  (table) => [
    uniqueIndex('inbox_delivery_once').on(table.source, table.dedupe),
    index('inbox_delivery_pending')
      .on(table.id)
      .where(sql`state = 'PENDING'`),
    check('inbox_delivery_door', sql`${table.door} in ('WEBHOOK', 'POLL', 'PUSH')`),
    check('inbox_delivery_state', sql`${table.state} in ('PENDING', 'SETTLED')`),
  ],
);

/** Each record of a settled delivery with its end. */
export const inboxRecord = pgTable(
  'inbox_record',
  {
    delivery: uuid('delivery')
      .notNull()
      .references(() => inboxDelivery.id),
    position: integer('position').notNull(),
    source: text('source').notNull(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    /** SHA-256 over kind, key and payload: a page that holds only known ones is not kept. */
    digest: bytea('digest').notNull(),
    state: text('state', { enum: ['EVENTS', 'IGNORED', 'QUARANTINED'] }).notNull(),
    /** Why ignored, or the error with what to do. */
    reason: text('reason'),
    field: text('field'),
    normaliserVersion: integer('normaliser_version').notNull(),
    settledAt: instant('settled_at')
      .notNull()
      .default(sql`clock_timestamp()`),
    /** Ids of the events that it says, new ones and known ones. */
    events: bytea('events').array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.delivery, table.position] }),
    index('inbox_record_digest').on(table.digest),
    index('inbox_record_quarantined')
      .on(table.source, table.delivery, table.position)
      .where(sql`state = 'QUARANTINED'`),
    check('inbox_record_state', sql`${table.state} in ('EVENTS', 'IGNORED', 'QUARANTINED')`),
    check('inbox_record_reason', sql`(${table.state} = 'EVENTS') = (${table.reason} is null)`),
  ],
);

/** Readings that a delivery or a deployment asked for; gone once made. */
export const inboxDoorbell = pgTable(
  'inbox_doorbell',
  {
    source: text('source').notNull(),
    collection: text('collection').notNull(),
    /** SHA-256 over the JCS form of the reference. */
    digest: bytea('digest').notNull(),
    reference: jsonb('reference').notNull(),
    rungAt: instant('rung_at')
      .notNull()
      .default(sql`clock_timestamp()`),
    notBefore: instant('not_before')
      .notNull()
      .default(sql`clock_timestamp()`),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
  },
  (table) => [primaryKey({ columns: [table.source, table.collection, table.digest] })],
);
