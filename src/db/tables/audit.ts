import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './column.js';

/** Long work that somebody asked for; one whose hub no longer says that it lives was interrupted. */
export const job = pgTable(
  'job',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    state: text('state', { enum: ['RUNNING', 'DONE', 'FAILED'] }).notNull(),
    done: integer('done').notNull().default(0),
    /** How much there is to do; null: not known yet. */
    total: integer('total'),
    /** Why it failed. */
    sentence: text('sentence'),
    /** The id of what it made. */
    result: text('result'),
    /** Who asked: the holder of the token. */
    askedBy: text('asked_by').notNull(),
    startedAt: instant('started_at').notNull(),
    aliveAt: instant('alive_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [check('job_state', sql`${table.state} in ('RUNNING', 'DONE', 'FAILED')`), index('job_started').on(table.startedAt, table.id)],
);

/** What audits found, by SHA-256 of the bytes: the ledger names it (`audit.drawn`). */
export const audit = pgTable(
  'audit',
  {
    id: text('id').primaryKey(),
    /** The order in which they were made. */
    number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity(),
    from: instant('from_at').notNull(),
    to: instant('to_at').notNull(),
    zone: text('zone').notNull(),
    state: text('state', { enum: ['FROZEN', 'PROVISIONAL', 'READ_LATER'] }).notNull(),
    committed: boolean('committed').notNull(),
    units: integer('units').notNull(),
    drawn: integer('drawn').notNull(),
    conclusion: text('conclusion', { enum: ['CONTROL_OPERATED', 'DEVIATION_FOUND', 'NOT_SHOWN'] }).notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: instant('made_at').notNull(),
    /** Canonical JSON (RFC 8785). */
    content: bytea('content').notNull(),
  },
  (table) => [check('audit_id', sql`${table.id} ~ '^[0-9a-f]{64}$'`), index('audit_number').on(table.number)],
);
