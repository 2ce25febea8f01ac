import { bigint, boolean, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';
import { read } from './read-facts.js';

const seq = (name: string) => bigint(name, { mode: 'number' });

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
    /** The tool itself calls it a rollback. */
    rollback: boolean('rollback'),
    /** Other deployments that it names: reports of one and the same. */
    names: text('names').array(),
    /** The tag by which it names an artifact without a digest. */
    artifactTag: text('artifact_tag'),
    /** The version of the configuration that it says it applied. */
    configuration: text('configuration'),
    /** HAND, MERGE or SCHEDULE, where somebody says by what it was started. */
    trigger: text('trigger'),
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

/** Whether the token of a source may read a collection, as its last probe found. */
export const permission = read.table(
  'permission',
  {
    source: text('source').notNull(),
    scope: text('scope').notNull(),
    collection: text('collection').notNull(),
    /** What it takes, in the tool's words. */
    permission: text('permission').notNull(),
    /** Why it may not be read; null: it may. */
    denied: text('denied'),
    seq: seq('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.collection, table.source] })],
);

/** How far the clock of a source was last found ahead of the hub's. */
export const sourceClock = read.table('source_clock', {
  source: text('source').primaryKey(),
  /** In steps that a measurement's error does not reach: see `follow/fold/clock.ts`. */
  offsetMs: bigint('offset_ms', { mode: 'number' }).notNull(),
  seq: seq('seq').notNull(),
});

export const policyVersion = read.table('policy_version', {
  /** Of the activation: an earlier version may come back. */
  seq: seq('seq').primaryKey(),
  version: text('version').notNull(),
  content: jsonb('content').notNull(),
  activatedAt: instant('activated_at').notNull(),
});

/** Which commits a deployment carries or takes out. */
export const deploymentCommit = read.table(
  'deployment_commit',
  {
    deployment: text('deployment').notNull(),
    repository: text('repository').notNull(),
    sha: text('sha').notNull(),
    direction: text('direction').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
  },
  (table) => [
    primaryKey({ columns: [table.deployment, table.direction, table.sha, table.recordedFrom] }),
    index('deployment_commit_sha').on(table.repository, table.sha),
  ],
);

/** By which commits a deployment carries a change, or takes it out; none where only the deployment itself names it. */
export const deploymentChange = read.table(
  'deployment_change',
  {
    deployment: text('deployment').notNull(),
    change: text('change').notNull(),
    /** CARRIES or TAKES_OUT. */
    direction: text('direction').notNull(),
    repository: text('repository').notNull(),
    commits: text('commits').array().notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
  },
  (table) => [
    primaryKey({ columns: [table.deployment, table.change, table.direction, table.recordedFrom] }),
    index('deployment_change_change').on(table.change),
  ],
);
