import { type Json, MalformedRecord, type Normalised, type Normaliser } from '#contract';
import { fromCommentDeleted, fromCommentWebhook } from './normalise/comment-webhook.js';
import { distinct } from './normalise/distinct.js';
import { fromCensus } from './normalise/census.js';
import { reasonToIgnore } from './normalise/ignored.js';
import { fromIssue } from './normalise/issue-record.js';
import { fromIssueCreated, fromIssueDeleted, fromIssueUpdated } from './normalise/issue-webhook.js';
import { fromLinkCreated, fromLinkDeleted } from './normalise/link-webhook.js';

const READERS: Readonly<Record<string, (payload: Json) => Normalised>> = {
  'webhook.jira:issue_created': fromIssueCreated,
  'webhook.jira:issue_updated': fromIssueUpdated,
  'webhook.jira:issue_deleted': fromIssueDeleted,
  'webhook.comment_created': fromCommentWebhook,
  'webhook.comment_updated': fromCommentWebhook,
  'webhook.comment_deleted': fromCommentDeleted,
  'webhook.issuelink_created': fromLinkCreated,
  'webhook.issuelink_deleted': fromLinkDeleted,
  'rest.issue': fromIssue,
  'census.deleted': fromCensus,
};

/** What a record of Jira means. Pure; throws `MalformedRecord`, naming the field, when a record has another shape. */
export const normaliser: Normaliser = {
  version: 1,
  normalise({ kind, payload }) {
    const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
    if (read) return distinct(read(payload));
    if (kind.startsWith('webhook.')) return { ignored: reasonToIgnore(kind.slice('webhook.'.length)) };
    throw new MalformedRecord('kind', `No reader for records of kind ${kind}; this version of the connector makes none.`);
  },
};
