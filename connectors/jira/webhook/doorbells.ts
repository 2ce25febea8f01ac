import type { Doorbell, Json } from '#contract';
import { z } from 'zod';
import { id, ticketOfComment } from '../wire/scalar.js';

const KEY = /^[A-Z][A-Z0-9_]{1,254}-[1-9]\d{0,9}$/;
const ofIssue = z.object({ issue: z.object({ id }) });
const ofComment = z.object({ comment: z.object({ self: z.string().optional() }), issue: z.object({ id }).optional() });
const ofLink = z.object({ issueLink: z.object({ sourceIssueId: id, destinationIssueId: id }) });

/**
 * The tickets that a delivery names which nobody signed, by id, or by key (automation rules send what their author wrote).
 * `known`: only where the ticket lies in a project that is read, since anybody can send any number.
 */
export function unsignedDoorbellsOf(payload: { readonly [key: string]: Json }): Doorbell[] {
  const event = typeof payload['webhookEvent'] === 'string' ? payload['webhookEvent'] : '';
  const ids = ticketsOf(event, payload).map((ticket) => ({ ticket, known: true }));
  const references = ids.length > 0 ? ids : keysOf(payload).map((key) => ({ key }));
  return references.map((reference) => ({ collection: 'tickets', reference }));
}

function keysOf(payload: { readonly [key: string]: Json }): string[] {
  const read = z.object({ issue: z.object({ key: z.string().regex(KEY) }) }).safeParse(payload);
  return read.success ? [read.data.issue.key] : [];
}

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
