import { sql } from 'drizzle-orm';
import { bigint, index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';
import { read } from './read-facts.js';

/** What a release groups, as known in [recorded_from, recorded_to). */
export const releaseRange = read.table(
  'release_range',
  {
    release: text('release').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
    repository: text('repository').notNull(),
    /** The commit of its tag; empty while that is not known. */
    sha: text('sha').notNull(),
    /** The release before it on its line; empty: none is known. */
    base: text('base').notNull(),
    /** FIRST, FORWARD or UNDECIDED. */
    relation: text('relation').notNull(),
    carries: integer('carries').notNull(),
    /** What keeps it undecided, or bounds it, as sentences. */
    undecided: text('undecided').array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.release, table.recordedFrom] }),
    index('release_range_undecided')
      .on(table.repository)
      .where(sql`recorded_to is null and relation = 'UNDECIDED'`),
    index('release_range_sha')
      .on(table.repository, table.sha)
      .where(sql`recorded_to is null`),
    index('release_range_base')
      .on(table.base)
      .where(sql`recorded_to is null`),
  ],
);

/** Which commits a release groups. */
export const releaseCommit = read.table(
  'release_commit',
  {
    release: text('release').notNull(),
    repository: text('repository').notNull(),
    sha: text('sha').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
  },
  (table) => [
    primaryKey({ columns: [table.release, table.sha, table.recordedFrom] }),
    index('release_commit_sha').on(table.repository, table.sha),
  ],
);

/** The dates that somebody plans for a release, or for a version that its tag names; one row an event. */
export const releasePlan = read.table(
  'release_plan',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    /** `release:<source>:<id>`, `thing:<source>:version:<id>` */
    plan: text('plan').notNull(),
    source: text('source').notNull(),
    /** Its tag or name, without a leading v. */
    name: text('name').notNull(),
    /** Null: it is not said of which repository. */
    repository: text('repository'),
    /** As they were written: a day, which is the whole of it, or a time. */
    starts: text('starts'),
    ends: text('ends'),
  },
  (table) => [index('release_plan_name').on(table.name)],
);
