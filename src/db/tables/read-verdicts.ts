import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';
import { read } from './read-facts.js';

const seq = (name: string) => bigint(name, { mode: 'number' });

/** What a deployment is and did, as known in [recorded_from, recorded_to). */
export const deploymentRange = read.table(
  'deployment_range',
  {
    deployment: text('deployment').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
    service: text('service').notNull(),
    environment: text('environment').notNull(),
    /** PRODUCTION, OTHER or UNKNOWN. */
    standing: text('standing').notNull(),
    /** REQUESTED, RUNNING, SUCCEEDED, FAILED or UNKNOWN (no end after 24 h). */
    outcome: text('outcome').notNull(),
    startFrom: instant('start_from'),
    startTo: instant('start_to'),
    endFrom: instant('end_from'),
    endTo: instant('end_to'),
    /** FIRST, FORWARD, REDEPLOYMENT, ROLLBACK, SIDEWAYS or UNDECIDED. */
    relation: text('relation').notNull(),
    base: text('base'),
    baseSha: text('base_sha'),
    carries: integer('carries').notNull(),
    takesOut: integer('takes_out').notNull(),
    /** What keeps it undecided, as sentences. */
    undecided: text('undecided').array().notNull(),
    /** Of rules that are not met, also those that ran out: `{ rule, subject, at, sentence }`. */
    deadlines: jsonb('deadlines').notNull().default([]),
    /** Tickets whose commits it takes out; a carried revert does, too. */
    takesOutChanges: text('takes_out_changes')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Changes without a ticket that it makes: itself, or commits of it. */
    ownChanges: text('own_changes')
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (table) => [
    primaryKey({ columns: [table.deployment, table.recordedFrom] }),
    index('deployment_range_lane').on(table.service, table.environment, table.startFrom),
    index('deployment_range_base')
      .on(table.base)
      .where(sql`recorded_to is null`),
    index('deployment_range_takes_out')
      .using('gin', table.takesOutChanges)
      .where(sql`recorded_to is null`),
    index('deployment_range_own')
      .using('gin', table.ownChanges)
      .where(sql`recorded_to is null`),
    index('deployment_range_current')
      .on(table.startFrom, table.deployment)
      .where(sql`recorded_to is null`),
  ],
);

/** Links with how they were found: deployment → pull request that it carries, → release of its tag, → ticket. */
export const link = read.table(
  'link',
  {
    fromRef: text('from_ref').notNull(),
    toRef: text('to_ref').notNull(),
    method: text('method').notNull(),
    place: text('place').notNull(),
    /** CARRIED, or RELATED: a weaker mention that satisfies and triggers no rule. */
    strength: text('strength').notNull(),
    /** What speaks against it, as sentences. */
    against: text('against').array().notNull(),
    /** Of a ticket: the pull requests through which it is linked; where there is none, the commit or the deployment itself. */
    through: text('through').array().notNull(),
    /** The event that says so. */
    seq: seq('seq').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
  },
  (table) => [
    primaryKey({ columns: [table.fromRef, table.toRef, table.method, table.recordedFrom] }),
    index('link_to').on(table.toRef),
    // Reports find what each deployment carries from this alone.
    index('link_carried')
      .on(table.fromRef, table.toRef)
      .where(sql`recorded_to is null and strength = 'CARRIED'`),
  ],
);

export const verdict = read.table(
  'verdict',
  {
    rule: text('rule').notNull(),
    subject: text('subject').notNull(),
    /** What was judged together: a deployment, or a change alone. */
    unit: text('unit').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
    answer: text('answer').notNull(),
    severity: text('severity').notNull(),
    sentence: text('sentence').notNull(),
    wouldPassIf: text('would_pass_if'),
    events: seq('events').array().notNull(),
    restsOn: integer('rests_on').notNull(),
    about: text('about').array().notNull(),
    missing: jsonb('missing').notNull(),
    /** Time alone ends it then. */
    changesAt: instant('changes_at'),
    policy: text('policy').notNull(),
    beforePolicy: boolean('before_policy').notNull(),
    engine: text('engine').notNull(),
    /** What brought this verdict: FACT, CORRECTION, COVERAGE, TIME. */
    cause: text('cause').notNull(),
    /** A GAP becomes OPEN when nothing new came until then. */
    settlesAt: instant('settles_at'),
  },
  (table) => [
    primaryKey({ columns: [table.rule, table.subject, table.recordedFrom] }),
    index('verdict_unit').on(table.unit),
    index('verdict_unsound')
      .on(table.unit)
      .where(sql`recorded_to is null and answer in ('GAP', 'INDETERMINATE')`),
    index('verdict_settles')
      .on(table.settlesAt)
      .where(sql`recorded_to is null and settles_at is not null`),
  ],
);

/** What the rules say of a unit, as `verdict` has it, in one row: reports count from this alone. */
export const unitAnswer = read.table(
  'unit_answer',
  {
    unit: text('unit').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
    /** A line for each verdict, `direct-push PASS`, in order. */
    answers: text('answers').notNull(),
  },
  (table) => [primaryKey({ columns: [table.unit, table.recordedFrom] })],
);

/** The fold of the recorded `gap.*` events. */
export const gap = read.table(
  'gap',
  {
    rule: text('rule').notNull(),
    subject: text('subject').notNull(),
    status: text('status').notNull(),
    severity: text('severity').notNull(),
    sentence: text('sentence').notNull(),
    openedAt: instant('opened_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    /** How often it was opened. */
    openings: integer('openings').notNull(),
    openedSeq: seq('opened_seq').notNull(),
    changedSeq: seq('changed_seq').notNull(),
    unit: text('unit').notNull(),
    baseline: boolean('baseline').notNull(),
    assignee: text('assignee'),
    /** RISK_ACCEPTED, COMPENSATING_CONTROL or FALSE_POSITIVE while it is waived. */
    disposition: text('disposition'),
    waivedUntil: instant('waived_until'),
  },
  (table) => [
    primaryKey({ columns: [table.rule, table.subject] }),
    index('gap_changed').on(table.changedAt, table.rule, table.subject),
    index('gap_unit').on(table.unit),
  ],
);
