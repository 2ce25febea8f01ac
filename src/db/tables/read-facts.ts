import { bigint, boolean, index, integer, jsonb, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, instant } from './column.js';

/** Everything in here is a function of the ledger and can be dropped (`npm run rebuild`). No surrogate ids, no wall clock. */
export const read = pgSchema('read');

const seq = (name: string) => bigint(name, { mode: 'number' });

export const followCursor = read.table('follow_cursor', {
  singleton: boolean('singleton').primaryKey(),
  seq: seq('seq').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  /** The judge's clock: deadlines up to here have fired. */
  clock: instant('clock').notNull(),
});

/** How rows stood before they were changed in place: with it the facts, too, can be read as they were known. */
export const pastRow = read.table(
  'past_row',
  {
    kind: text('kind').notNull(),
    /** The key of the row in its table, with blanks between its parts. */
    name: text('name').notNull(),
    /** The last event of the transaction that changed it: before that it stood as here. */
    until: seq('until').notNull(),
    /** Null: there was no such row. */
    was: jsonb('was'),
  },
  (table) => [primaryKey({ columns: [table.kind, table.name, table.until] }), index('past_row_until').on(table.kind, table.until)],
);

export const timelineEntry = read.table(
  'timeline_entry',
  {
    seq: seq('seq').primaryKey(),
    eventId: text('event_id').notNull(),
    type: text('type').notNull(),
    source: text('source').notNull(),
    subject: text('subject').notNull(),
    repository: text('repository'),
    person: text('person'),
    occurredFrom: instant('occurred_from'),
    occurredTo: instant('occurred_to'),
    /** `occurred_from`, or for an undated fact the end of its bound: the first reading with it. */
    sortAt: instant('sort_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    /** CURRENT, or what a later event says of it: REWRITTEN, WITHDRAWN, SUPERSEDED (by a newer normaliser). */
    standing: text('standing').notNull(),
  },
  (table) => [
    index('timeline_entry_sort').on(table.sortAt, table.seq),
    index('timeline_entry_type').on(table.type, table.sortAt, table.seq),
    index('timeline_entry_subject').on(table.subject, table.sortAt, table.seq),
    index('timeline_entry_event').on(table.eventId),
  ],
);

export const repository = read.table('repository', {
  repository: text('repository').primaryKey(),
  source: text('source').notNull(),
  name: text('name'),
  defaultBranch: text('default_branch'),
});

export const codeCommit = read.table(
  'code_commit',
  {
    repository: text('repository').notNull(),
    sha: text('sha').notNull(),
    seq: seq('seq').notNull(),
    parents: integer('parents').notNull(),
    authors: text('authors').array().notNull(),
    unresolvedAuthor: boolean('unresolved_author').notNull(),
    /** Pull requests that the platform itself names for it. */
    associated: text('associated').array().notNull(),
    /** The commit that its message says it reverts. */
    reverts: text('reverts'),
    /** The commits that its message says it was picked from. */
    pickedFrom: text('picked_from').array().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.repository, table.sha] }), index('code_commit_sha').on(table.sha)],
);

/** The paths that commits touch, as far as somebody told; often before the commit itself is read. */
export const commitPath = read.table(
  'commit_path',
  {
    repository: text('repository').notNull(),
    sha: text('sha').notNull(),
    seq: seq('seq').notNull(),
    /** What it has otherwise than its first parent. */
    paths: text('paths').array().notNull(),
    /** Nothing was left out of them. */
    whole: boolean('whole').notNull(),
    mergeRead: boolean('merge_read').notNull(),
    /** Of a merge, what it has otherwise than every parent. */
    own: text('own').array(),
  },
  (table) => [primaryKey({ columns: [table.repository, table.sha] })],
);

/** The commit graph, 1,024 commits a row in order of recording: sha (20 bytes), count of parents (1), parents (20 each). */
export const commitSegment = read.table(
  'commit_segment',
  {
    repository: text('repository').notNull(),
    segment: integer('segment').notNull(),
    commits: integer('commits').notNull(),
    data: bytea('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repository, table.segment] })],
);

/** Every commit at which a branch was ever seen, by push or by reading. */
export const branchHead = read.table(
  'branch_head',
  {
    repository: text('repository').notNull(),
    branch: text('branch').notNull(),
    sha: text('sha').notNull(),
    seq: seq('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repository, table.branch, table.sha] })],
);

export const push = read.table(
  'push',
  {
    repository: text('repository').notNull(),
    branch: text('branch').notNull(),
    before: text('before').notNull(),
    after: text('after').notNull(),
    pusher: text('pusher'),
    seq: seq('seq').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.repository, table.branch, table.before, table.after] }),
    index('push_after').on(table.repository, table.after),
  ],
);

export const tag = read.table(
  'tag',
  {
    repository: text('repository').notNull(),
    name: text('name').notNull(),
    object: text('object').notNull(),
    commit: text('commit'),
    seq: seq('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repository, table.name, table.object] })],
);

export const release = read.table(
  'release',
  {
    release: text('release').primaryKey(),
    repository: text('repository').notNull(),
    tag: text('tag').notNull(),
    author: text('author'),
    publishedFrom: instant('published_from'),
    publishedTo: instant('published_to'),
    prerelease: boolean('prerelease'),
    seq: seq('seq').notNull(),
  },
  (table) => [index('release_tag').on(table.repository, table.tag)],
);
