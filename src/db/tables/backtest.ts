import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './column.js';

/** What policies would say of a past period; the last few are kept, and the ledger knows nothing of them. */
export const backtest = pgTable(
  'backtest',
  {
    id: uuid('id').primaryKey(),
    /** The order in which they were made. */
    number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity(),
    /** The version that the policy would have, and what it says otherwise than the one in force. */
    policy: text('policy').notNull(),
    changed: text('changed').array().notNull(),
    from: instant('from_at').notNull(),
    to: instant('to_at').notNull(),
    zone: text('zone').notNull(),
    /** The last event that was followed, and the judge's clock. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    units: integer('units').notNull(),
    verdicts: integer('verdicts').notNull(),
    /** How many verdicts would become which, by rule. */
    counts: jsonb('counts').notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [index('backtest_number').on(table.number)],
);

/** A verdict that would be another one; rows of a back-test that came to no end are removed with the next. */
export const backtestDifference = pgTable(
  'backtest_difference',
  {
    backtest: uuid('backtest').notNull(),
    rule: text('rule').notNull(),
    subject: text('subject').notNull(),
    unit: text('unit').notNull(),
    /** Null: the rule says nothing of it. */
    was: text('was'),
    wasSeverity: text('was_severity'),
    wasSentence: text('was_sentence'),
    wouldBe: text('would_be'),
    wouldBeSeverity: text('would_be_severity'),
    wouldBeSentence: text('would_be_sentence'),
  },
  (table) => [primaryKey({ columns: [table.backtest, table.rule, table.subject] })],
);
