import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';
import { read } from './read-facts.js';

/**
 * The record of one change, as known in [recorded_from, recorded_to): what it contains and proves, and what reports
 * count. Times are instants of the sources; null: not so far. Words are those of `src/contract/record.ts`.
 */
export const changeRecord = read.table(
  'change_record',
  {
    /** The ticket's ref; without one, the deployment's, the commit's or the drift's. */
    change: text('change').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
    /** TICKET, DEPLOYMENT, COMMIT or DRIFT. */
    kind: text('kind').notNull(),
    /** STANDARD, NORMAL or EMERGENCY. */
    changeClass: text('change_class').notNull(),
    issueType: text('issue_type').notNull(),
    /** What stands in the field of risk; empty: nothing. */
    risk: text('risk').notNull(),
    services: text('services').array().notNull(),
    teams: text('teams').array().notNull(),
    environments: text('environments').array().notNull(),
    /** The present stage; empty where policy says nothing of the status. */
    stage: text('stage').notNull(),
    outcome: text('outcome').notNull(),
    /** TICKET where it says so itself, DEPLOYMENTS where it is derived, empty where it is UNKNOWN. */
    outcomeFrom: text('outcome_from').notNull(),
    outcomeAt: instant('outcome_at'),
    /** Whether it ended after its planned end; null: not known. */
    delayed: boolean('delayed'),
    createdAt: instant('created_at'),
    /** When it was first authorised. */
    approvedAt: instant('approved_at'),
    /** It was authorised for certain, and no source says when. */
    approvedUndated: boolean('approved_undated').notNull().default(false),
    /** Start of the earliest implementation, end of the last successful one. */
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
    closedAt: instant('closed_at'),
    /** When a deployment, or the tool's word, backed it out. */
    backedOutAt: instant('backed_out_at'),
    /** Its stays in the stages before CLOSED, so that reports need not open the spans below; the three lists go together. */
    stayStages: text('stay_stages')
      .array()
      .notNull()
      .default(sql`'{}'`),
    staySince: instant('stay_since')
      .array()
      .notNull()
      .default(sql`'{}'`),
    stayUntil: instant('stay_until')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** `[{ stage, status, name, from, to, actor, waitingFor, seq }]`, the oldest first. */
    stages: jsonb('stages').notNull(),
    /** `[{ content, state, seqs, unread }]`, all eleven in order. */
    contents: jsonb('contents').notNull(),
    /** `[{ proof, state, reasons, seqs }]`, all six in order. */
    proofs: jsonb('proofs').notNull(),
    /** What only the record itself shows: persons, plan, windows, assets, context, derivation of the outcome. */
    details: jsonb('details').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.change, table.recordedFrom] }),
    index('change_record_created')
      .on(table.createdAt, table.change)
      .where(sql`recorded_to is null`),
    index('change_record_started')
      .on(table.startedAt, table.change)
      .where(sql`recorded_to is null`),
    index('change_record_closed')
      .on(table.closedAt, table.change)
      .where(sql`recorded_to is null`),
  ],
);

/**
 * For whom a change waited in its stages before CLOSED, in one row: a report reads a tenth of the rows that one for each would
 * be. The four lists go together.
 */
export const changeWait = read.table(
  'change_wait',
  {
    change: text('change').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
    waitedFor: text('waited_for').array().notNull(),
    stages: text('stages').array().notNull(),
    since: instant('since').array().notNull(),
    until: instant('until').array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.change, table.recordedFrom] })],
);
