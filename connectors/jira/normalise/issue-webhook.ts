import { type Json, type Normalised } from '#contract';
import { readAs, webhooks } from '../wire.js';
import { changesIn } from './changes.js';
import { commented } from './comment.js';
import { millisecond, moment } from './moment.js';
import { accountOf } from './people.js';
import { created, deleted, keyed } from './ticket.js';

/**
 * The changelog in it is no part of the ticket's history: REST never lists it, and `from` is nothing. What a field was
 * given at the creation is read by the poll, which this webhook wakes.
 */
export function fromIssueCreated(payload: Json): Normalised {
  const { issue } = readAs(webhooks.issueCreated, payload, 'issue_created webhook');
  const { project, issuetype, creator, created: at } = issue.fields;
  const creation = { ticket: issue.id, project: project.id, issueType: issuetype.id, creator: accountOf(creator), created: at };
  return { events: [created(creation), keyed(issue.id, issue.key, moment(at))] };
}

export function fromIssueUpdated(payload: Json): Normalised {
  const { issue, changelog, comment, user } = readAs(webhooks.issueUpdated, payload, 'issue_updated webhook');
  // Without a time: `timestamp` says when the webhook was raised, and is not the millisecond of the change.
  const entry = changelog && { ticket: issue.id, changelog: changelog.id, actor: accountOf(user), items: changelog.items, at: null };
  return {
    events: [
      keyed(issue.id, issue.key, null),
      ...(entry ? changesIn(entry) : []),
      ...(comment ? commented(issue.id, { ...comment, body: null }) : []),
    ],
  };
}

export function fromIssueDeleted(payload: Json): Normalised {
  const { issue, user, timestamp } = readAs(webhooks.issueDeleted, payload, 'issue_deleted webhook');
  return { events: [deleted(issue.id, { by: accountOf(user), at: millisecond(timestamp) })] };
}
