import type { Doorbell, Json } from '#contract';
import { z } from 'zod';
import { id, ticketOfComment } from '../wire/scalar.js';

const ofIssue = z.object({ issue: z.object({ id }) });
const ofComment = z.object({ comment: z.object({ self: z.string().optional() }), issue: z.object({ id }).optional() });
const ofLink = z.object({ issueLink: z.object({ sourceIssueId: id, destinationIssueId: id }) });

/** The tickets to read because the payload does not hold all that changed: times of changes, texts, approvals. */
export function doorbellsOf(event: string, payload: Json): Doorbell[] {
  // A deleted ticket cannot be read any more.
  if (event === 'jira:issue_deleted') return [];
  return [...new Set(ticketsOf(event, payload))].map((ticket) => ({ collection: 'tickets', reference: { ticket } }));
}

/** A payload of another shape rings nothing; `normalise` says why. */
function ticketsOf(event: string, payload: Json): string[] {
  if (event.startsWith('issuelink_')) {
    const read = ofLink.safeParse(payload);
    return read.success ? [read.data.issueLink.sourceIssueId, read.data.issueLink.destinationIssueId] : [];
  }
  if (event.startsWith('comment_')) {
    const read = ofComment.safeParse(payload);
    return read.success ? [read.data.issue?.id ?? ticketOfComment(read.data.comment.self) ?? []].flat() : [];
  }
  const read = ofIssue.safeParse(payload);
  return read.success ? [read.data.issue.id] : [];
}
