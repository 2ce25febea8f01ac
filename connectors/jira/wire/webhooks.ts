import { z } from 'zod';
import { item, user } from './history.js';
import * as rest from './issue.js';
import { epochMs, id } from './scalar.js';

const envelope = { timestamp: epochMs, user: user.nullish() };
const issue = z.object({ id, key: z.string().min(1) });

export const issueCreated = z.object({ ...envelope, issue: issue.extend({ fields: rest.fields }) });

export const issueUpdated = z.object({
  ...envelope,
  issue,
  issue_event_type_name: z.string().nullish(),
  // Not there when nothing but a comment came, which a Data Center tells as an update, too.
  changelog: z.object({ id, items: z.array(item) }).nullish(),
  comment: rest.comment.nullish(),
});

export const issueDeleted = z.object({ ...envelope, issue });

export const commented = z.object({
  ...envelope,
  comment: rest.comment.extend({ self: z.string().nullish() }),
  issue: z.object({ id }).nullish(),
});

/** A removed comment need not be whole. */
export const uncommented = z.object({
  ...envelope,
  comment: z.object({ id, self: z.string().nullish() }),
  issue: z.object({ id }).nullish(),
});

export const linked = z.object({
  ...envelope,
  issueLink: z.object({
    id,
    sourceIssueId: id,
    destinationIssueId: id,
    issueLinkType: z.object({ id, name: z.string().nullish() }),
  }),
});
