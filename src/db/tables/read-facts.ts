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

export const pullRequest = read.table(
  'pull_request',
  {
    pullRequest: text('pull_request').primaryKey(),
    repository: text('repository'),
    number: integer('number'),
    opener: text('opener'),
    openedFrom: instant('opened_from'),
    openedTo: instant('opened_to'),
    openedSeq: seq('opened_seq'),
    mergeCommit: text('merge_commit'),
    mergeBase: text('merge_base'),
    mergeHead: text('merge_head'),
    merger: text('merger'),
    mergedFrom: instant('merged_from'),
    mergedTo: instant('merged_to'),
    mergedSeq: seq('merged_seq'),
  },
  (table) => [
    index('pull_request_number').on(table.repository, table.number),
    index('pull_request_merge_commit').on(table.repository, table.mergeCommit),
  ],
);

/** Heads of a pull request as they were seen, with the list of commits that the platform gave. */
export const pullRequestHead = read.table(
  'pull_request_head',
  {
    pullRequest: text('pull_request').notNull(),
    head: text('head').notNull(),
    commits: text('commits').array(),
    cut: boolean('cut').notNull(),
    seq: seq('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.pullRequest, table.head] }), index('pull_request_head_head').on(table.head)],
);

export const review = read.table(
  'review',
  {
    review: text('review').primaryKey(),
    pullRequest: text('pull_request').notNull(),
    reviewer: text('reviewer'),
    state: text('state'),
    commit: text('commit'),
    submittedFrom: instant('submitted_from'),
    submittedTo: instant('submitted_to'),
    submittedSeq: seq('submitted_seq'),
    dismissedBy: text('dismissed_by'),
    dismissedSeq: seq('dismissed_seq'),
  },
  (table) => [index('review_pull_request').on(table.pullRequest)],
);

/** Accounts that some source called a service account. */
export const serviceAccount = read.table('service_account', {
  person: text('person').primaryKey(),
  seq: seq('seq').notNull(),
});

export const deployment = read.table(
  'deployment',
  {
    deployment: text('deployment').primaryKey(),
    source: text('source').notNull(),
    repository: text('repository'),
    environment: text('environment'),
    sha: text('sha'),
    gitRef: text('git_ref'),
    productionMark: boolean('production_mark'),
    creator: text('creator'),
    requestedFrom: instant('requested_from'),
    requestedTo: instant('requested_to'),
    requestedSeq: seq('requested_seq'),
  },
  (table) => [index('deployment_lane').on(table.repository, table.environment), index('deployment_sha').on(table.repository, table.sha)],
);

export const deploymentStatus = read.table(
  'deployment_status',
  {
    deployment: text('deployment').notNull(),
    /** The tool's own id of the status, which orders them inside one system. */
    status: text('status').notNull(),
    kind: text('kind').notNull(),
    outcome: text('outcome'),
    environment: text('environment'),
    occurredFrom: instant('occurred_from').notNull(),
    occurredTo: instant('occurred_to').notNull(),
    seq: seq('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.deployment, table.status] })],
);

export const coverage = read.table(
  'coverage',
  {
    source: text('source').notNull(),
    scope: text('scope').notNull(),
    collection: text('collection').notNull(),
    state: text('state').notNull(),
    upTo: instant('up_to'),
    reason: text('reason'),
    seq: seq('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.collection, table.source] })],
);

export const policyVersion = read.table('policy_version', {
  version: text('version').primaryKey(),
  content: jsonb('content').notNull(),
  activatedAt: instant('activated_at').notNull(),
  seq: seq('seq').notNull(),
});
