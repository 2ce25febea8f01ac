import { z } from 'zod';
import { history, user } from './history.js';
import { epochMs, id, time } from './scalar.js';

export const comment = z.object({
  id,
  author: user.nullish(),
  updateAuthor: user.nullish(),
  // A document in version 3 of the API, text in version 2 and in webhooks.
  body: z.unknown(),
  created: time,
  updated: time.nullish(),
});
export type Comment = z.output<typeof comment>;

const other = z.object({ id }).nullish();
/** A link as it stands in one of its two issues: whichever side is named is the other one. */
export const link = z.object({ id, type: z.object({ id, name: z.string().nullish() }), inwardIssue: other, outwardIssue: other });
export type Link = z.output<typeof link>;

/** A version of a project, as an issue shows it: days as they were typed, in no zone. */
export const version = z.object({ id, name: z.string().nullish(), startDate: z.iso.date().nullish(), releaseDate: z.iso.date().nullish() });
export type Version = z.output<typeof version>;

export const fields = z.looseObject({
  created: time,
  creator: user.nullish(),
  issuetype: z.looseObject({ id }),
  project: z.looseObject({ id }),
  issuelinks: z.array(link).nullish(),
  fixVersions: z.array(version).nullish(),
});

const date = z.object({ epochMillis: epochMs });
/** An approval of Service Management. No decision of one approver has a time; only the whole approval has. */
export const approval = z.object({
  id,
  name: z.string().nullish(),
  finalDecision: z.string(),
  approvers: z.array(z.object({ approver: user.nullish(), approverDecision: z.string() })),
  createdDate: date.nullish(),
  completedDate: date.nullish(),
});
export type Approval = z.output<typeof approval>;

/** What the poll makes of one issue: its present fields, its whole history, its comments, its approvals. */
export const issueRecord = z.object({
  issue: z.object({ id, key: z.string().min(1), fields }),
  histories: z.array(history),
  comments: z.array(comment),
  // null: not shown to this token.
  approvals: z.array(approval).nullable(),
  /** Accounts that were shown with their e-mail address. */
  addresses: z.array(user.extend({ emailAddress: z.string() })).optional(),
});
export type IssueRecord = z.output<typeof issueRecord>;
