import { emptyJiraIssue, issueCreatedPayload, type JiraIssue } from '../../../src/sample/index.js';
import type { Company } from '../company.js';
import { dayOf, timeOf } from '../times.js';
import type { Change, Decision, Edit, Move, Ticket } from '../plan.js';
import { fieldName, PLANNED_END, PLANNED_START, projectId, type StatusName, statusId, TYPE_ID } from '../site.js';
import type { Act, Names, Scene } from './acting.js';
import { changed } from './changed.js';
import { handedOver, incidentActs, resolved, weighed } from './tickets-beside.js';

const PLANNED_FIELDS: readonly string[] = [PLANNED_START, PLANNED_END];
const SAYS = {
  APPROVED: 'Approved',
  REJECTED: 'Rejected',
  REVOKED: 'Withdrawn',
  DEFERRED: 'Deferred',
  INFO_REQUESTED: 'Asked back',
} as const satisfies Record<Decision['said'], StatusName>;

/** What happens to the ticket of a change. Its key is known from the beginning, so that all can name it. */
export function ticketActs({ company, names }: Scene, change: Change): readonly Act[] {
  const { ticket } = change;
  if (ticket === null) return [];
  const issue = issueOf(company, ticket);
  names.tickets.set(change, { key: issue.key, id: issue.id });
  const made = { at: ticket.createdAt, does: () => created(company, issue) };
  const edits = ticket.edits.map((edit) => ({ at: edit.at, does: () => edited(company, issue, edit) }));
  const isDesk = ticket.project === 'OPS';
  const decide = (decision: Decision) =>
    isDesk
      ? decided(company, names, issue, decision)
      : moved(company, issue, { ...decision, to: decision.isSecond ? 'Endorsed' : SAYS[decision.said] });
  const decisions = ticket.decisions.map((decision) => ({
    at: decision.at,
    does: () => void (decision.isBackdated ? company.late.push(() => onPaper(issue, () => decide(decision))) : decide(decision)),
  }));
  const asked = ticket.asked.length === 0 || !isDesk ? [] : [{ at: ticket.createdAt + 90, does: () => asks(company, issue, ticket) }];
  const { closedAt } = ticket;
  const said = ticket.outcome ? { resolution: ticket.outcome } : {};
  const closed =
    closedAt === null
      ? []
      : [{ at: closedAt, does: () => moved(company, issue, { by: ticket.closedBy ?? ticket.creator, at: closedAt, to: 'Done', ...said }) }];
  const { byHand } = change;
  const begun = byHand === null ? [] : [{ at: byHand.at, does: () => moved(company, issue, { ...byHand, to: 'In Progress' }) }];
  const { moves = [], assigned = [], slipsAt, reviewAfter = 150 } = ticket;
  const later = [
    ...(reviewAfter === null ? [] : [inReview(company, issue, ticket, ticket.createdAt + reviewAfter)]),
    ...moves.map((move) => ({ at: move.at, does: () => moved(company, issue, move) })),
    ...assigned.map((one) => ({ at: one.at, does: () => handedOver(company, issue, one) })),
    ...(slipsAt === undefined ? [] : [{ at: slipsAt, does: () => slipped(issue, slipsAt) }]),
    ...incidentActs(company, issue, ticket),
  ];
  return [made, ...edits, ...asked, ...decisions, ...begun, ...closed, ...later];
}

/** Whatever date it bears, it is an update of today. */
function onPaper(issue: JiraIssue, decide: () => void): void {
  decide();
  issue.updated = new Date().toISOString();
}

function inReview(company: Company, issue: JiraIssue, { creator }: Ticket, at: number): Act {
  return { at, does: () => moved(company, issue, { at, by: creator, to: 'In Review' }) };
}

function issueOf(company: Company, ticket: Ticket): JiraIssue {
  const key = company.nextKey(ticket.project);
  return emptyJiraIssue({
    id: String(20_000 + company.id()),
    key,
    projectId: projectId(ticket.project),
    creator: ticket.creator.accountId,
    created: timeOf(ticket.createdAt),
    fields: {
      ...{ summary: `What ${key} is about`, status: statusId('To Do'), issuetype: TYPE_ID },
      reporter: ticket.requester?.accountId ?? null,
      ...Object.fromEntries(Object.entries(ticket.fields).map(([id, value]) => [id, written(value)])),
    },
    approvals: ticket.project === 'OPS' ? [] : null,
  });
}

/** A plan says seconds; Jira writes times and days. */
function written(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if ('day' in value) return dayOf(Number(value.day));
  return 'at' in value ? timeOf(Number(value.at)).replace('Z', '+0000') : value;
}

function created(company: Company, issue: JiraIssue): void {
  company.jira.issues.push(issue);
  company.send(({ jira }) => ({ tool: 'jira', payload: issueCreatedPayload({ world: company.jira, url: jira.url }, issue) }));
}

function edited(company: Company, issue: JiraIssue, edit: Edit): void {
  const { at, by, field, to } = edit;
  if (field === 'priority') return weighed(company, issue, edit);
  const old = issue.fields[field] ?? null;
  const before = (Array.isArray(old) ? old.join(' ') : old) as string | null;
  issue.fields[field] = field === 'labels' ? (to ?? '').split(' ').filter((label) => label !== '') : to;
  const fieldtype = field.startsWith('customfield_') ? 'custom' : 'jira';
  // Of a date picker Jira gives the date as such, too.
  const values = PLANNED_FIELDS.includes(field) ? { from: before, to } : { from: null, to: null };
  const item = { field: fieldName(field), fieldtype, fieldId: field, ...values, fromString: before, toString: to } as const;
  changed(company, issue, { by, at }, item);
}

function moved(company: Company, issue: JiraIssue, move: Move): void {
  const { to, resolution } = move;
  const from = String(issue.fields['status']);
  const fromString = company.jira.statuses.find(({ id }) => id === from)?.name ?? from;
  issue.fields['status'] = statusId(to);
  const item = { field: 'status', fieldtype: 'jira', fieldId: 'status', from, fromString, to: statusId(to), toString: to } as const;
  changed(company, issue, move, item, ...(resolution === undefined ? [] : [resolved(issue, resolution)]));
}

/** Whatever did it left no line in the history, and told nobody. */
function slipped(issue: JiraIssue, at: number): void {
  issue.fields['status'] = statusId('Archived');
  issue.updated = timeOf(at);
}

/** Approvals have no webhook. Everybody is asked anew, in an approval of his own. */
function decided(company: Company, names: Names, issue: JiraIssue, decision: Decision): void {
  const { by, at, said, dated } = decision;
  const id = String(company.id());
  names.approvals.set(decision, `approval:jira-acme:${id}`);
  const word = said === 'APPROVED' ? 'approved' : 'declined';
  issue.approvals?.push({
    id,
    name: 'Approval of the change',
    finalDecision: word,
    approvers: [{ approver: by.accountId, approverDecision: word }],
    createdDate: timeOf(Math.max(at - 600, Date.parse(issue.created) / 1000 - Date.parse(timeOf(0)) / 1000)),
    completedDate: dated ? timeOf(at) : null,
  });
  issue.updated = timeOf(at);
}

function asks(company: Company, issue: JiraIssue, { asked, createdAt }: Ticket): void {
  issue.approvals?.push({
    id: String(company.id()),
    name: 'Approval that waits',
    finalDecision: 'pending',
    approvers: asked.map(({ accountId }) => ({ approver: accountId, approverDecision: 'pending' })),
    createdDate: timeOf(createdAt + 90),
    completedDate: null,
  });
  issue.updated = timeOf(createdAt + 90);
}
