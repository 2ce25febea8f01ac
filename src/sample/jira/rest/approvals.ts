import type { Answer } from '../answer.js';
import { deskRefusal, ok } from '../answer.js';
import { userOf, visibleIssue } from '../lookup.js';
import type { Shape } from '../objects.js';
import { jiraTime } from '../time.js';
import type { View } from '../view.js';
import type { Approval } from '../world.js';
import type { Call } from './call.js';
import { numberOf } from './call.js';

const MOST = 50;

/** GET /rest/servicedeskapi/request/{idOrKey}/approval: 403 where the token lacks it, 404 where the issue is gone, unseen, or no service request. */
export function getApprovals({ view, names, query }: Call): Answer {
  if (view.world.denied.has('approvals'))
    return deskRefusal(403, 'You do not have permission to view this customer request.', 'sd.request.error.no.permission');
  const issue = visibleIssue(view.world, names[0] as string);
  if (issue === undefined || issue.approvals === null)
    return deskRefusal(404, 'The request does not exist, or you do not have permission to view it.', 'sd.request.error.not.found');
  const [start, limit] = [numberOf(query, 'start', 0), numberOf(query, 'limit', MOST)];
  if (start === null || limit === null || limit === 0)
    return deskRefusal(400, 'start and limit are whole numbers, limit above 0.', 'sd.paging.error');
  return ok(page(view, issue.id, issue.approvals, { start, limit: Math.min(limit, MOST) }));
}

function page(view: View, issueId: string, all: readonly Approval[], { start, limit }: { start: number; limit: number }): Shape {
  const self = `${view.url}/rest/servicedeskapi/request/${issueId}/approval`;
  const values = all.slice(start, start + limit).map((approval) => approvalObject(view, self, approval));
  const isLastPage = start + values.length >= all.length;
  const next = isLastPage ? {} : { next: `${self}?start=${start + limit}&limit=${limit}` };
  const links = { self, base: `${view.url}/rest/servicedeskapi`, context: '', ...next };
  return { size: values.length, start, limit, isLastPage, _links: links, values };
}

function approvalObject(view: View, self: string, approval: Approval): Shape {
  const { id, name, finalDecision, approvers, createdDate, completedDate } = approval;
  return {
    id,
    name,
    finalDecision,
    canAnswerApproval: false,
    approvers: approvers.map(({ approver, approverDecision }) => ({ approver: deskUser(view, approver), approverDecision })),
    createdDate: deskTime(view, createdDate),
    ...(completedDate === null ? {} : { completedDate: deskTime(view, completedDate) }),
    _links: { self: `${self}/${id}` },
  };
}

function deskUser(view: View, wanted: string): Shape {
  const { accountId, emailAddress, displayName, active, timeZone } = userOf(view.world, wanted);
  const self = `${view.url}/rest/api/2/user?accountId=${encodeURIComponent(accountId)}`;
  const mail = emailAddress === undefined ? {} : { emailAddress };
  return { accountId, ...mail, displayName, active, timeZone, _links: { jiraRest: self, self } };
}

// The service desk writes one instant four times; the ISO form lacks the milliseconds.
function deskTime({ zone }: View, time: string): Shape {
  const jira = jiraTime(time, zone);
  const friendly = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
  return { iso8601: jira.replace(/\.\d{3}/, ''), jira, friendly: friendly.format(Date.parse(time)), epochMillis: Date.parse(time) };
}
