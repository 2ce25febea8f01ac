import { sql } from 'drizzle-orm';
import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';

/** What the runtime knows of a configured source; not evidence, that is `coverage.changed`. */
export const sourceState = pgTable('source_state', {
  source: text('source').primaryKey(),
  connector: text('connector').notNull(),
  health: text('health', { enum: ['STARTING', 'HEALTHY', 'WAITING', 'REFUSED', 'FAILING'] }).notNull(),
  /** A sentence for a person. */
  sentence: text('sentence').notNull(),
  clockOffsetMs: integer('clock_offset_ms'),
  budget: jsonb('budget'),
  deliveries: bigint('deliveries', { mode: 'number' }).notNull().default(0),
  refused: bigint('refused', { mode: 'number' }).notNull().default(0),
  lastRefusal: text('last_refusal'),
  lastDeliveryAt: instant('last_delivery_at'),
  lastSuccessAt: instant('last_success_at'),
  changedAt: instant('changed_at')
    .notNull()
    .default(sql`clock_timestamp()`),
});

/** Where the reading of one stream stands; the cursor is committed together with its page. */
export const sourceStream = pgTable(
  'source_stream',
  {
    source: text('source').notNull(),
    stream: text('stream').notNull(),
    label: text('label').notNull(),
    cursor: jsonb('cursor'),
    pages: bigint('pages', { mode: 'number' }).notNull().default(0),
    records: bigint('records', { mode: 'number' }).notNull().default(0),
    total: bigint('total', { mode: 'number' }),
    /** Complete passes so far. */
    passes: bigint('passes', { mode: 'number' }).notNull().default(0),
    failures: integer('failures').notNull().default(0),
    sentence: text('sentence'),
    nextAt: instant('next_at')
      .notNull()
      .default(sql`clock_timestamp()`),
    requestedAt: instant('requested_at'),
    completedAt: instant('completed_at'),
  },
  (table) => [primaryKey({ columns: [table.source, table.stream] })],
);
