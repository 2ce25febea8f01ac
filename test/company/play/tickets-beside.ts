import { emptyJiraIssue, issueCreatedPayload, issueLinkPayload, type JiraHistoryItem, type JiraIssue } from '../../../src/sample/index.js';
import type { Company } from '../company.js';
import { timeOf } from '../times.js';
import type { Assignment, Edit, Ticket } from '../plan.js';
import { INCIDENT, projectId, type Risk, risk, statusId } from '../site.js';
import type { Act } from './acting.js';
import { changed } from './changed.js';

const RESOLUTIONS: readonly string[] = ['Done', 'Rolled back', "Won't do", 'Done with issues', 'Completed', 'Cannot say'];

/** What a move says of how it ended, as Jira writes it beside the status. */
export function resolved(issue: JiraIssue, name: string | null): JiraHistoryItem {
  const before = issue.fields['resolution'] as { readonly id: string; readonly name: string } | null | undefined;
  const id = name === null ? null : String(10_300 + RESOLUTIONS.indexOf(name));
  issue.fields['resolution'] = name === null ? null : { id, name };
  const named = { fromString: before?.name ?? null, toString: name };
  return { field: 'resolution', fieldtype: 'jira', fieldId: 'resolution', from: before?.id ?? null, to: id, ...named };
}

export function handedOver(company: Company, issue: JiraIssue, { at, by, to }: Assignment): void {
  const before = (issue.fields['assignee'] ?? null) as string | null;
  issue.fields['assignee'] = to?.accountId ?? null;
  const ids = { from: before, fromString: before, to: to?.accountId ?? null, toString: to?.displayName ?? null };
  changed(company, issue, { by, at }, { field: 'assignee', fieldtype: 'jira', fieldId: 'assignee', ...ids });
}

/** Its risk becomes another one. */
export function weighed(company: Company, issue: JiraIssue, { at, by, to }: Edit): void {
  const before = issue.fields['priority'] as ReturnType<typeof risk>;
  const after = risk(to as Risk);
  issue.fields['priority'] = after;
  const values = { from: before.id, fromString: before.name, to: after.id, toString: after.name };
  changed(company, issue, { by, at }, { field: 'priority', fieldtype: 'jira', fieldId: 'priority', ...values });
}

const CAUSES = { id: '10400', name: 'Incident', inward: 'is fixed by', outward: 'fixes' };

/** An incident that is opened, and the link to it that the ticket has from its creation on. */
export function incidentActs(company: Company, issue: JiraIssue, { incidentAt, createdAt, creator, project }: Ticket): readonly Act[] {
  if (incidentAt === undefined) return [];
  const id = String(20_000 + company.id());
  const incident = emptyJiraIssue({
    ...{ id, key: company.nextKey(project), projectId: projectId(project), creator: creator.accountId, created: timeOf(incidentAt) },
    fields: { summary: 'Something is down', status: statusId('To Do'), issuetype: INCIDENT.id, reporter: creator.accountId, labels: [] },
    approvals: project === 'OPS' ? [] : null,
  });
  const link = { id: String(company.id()), type: CAUSES, source: issue.id, destination: id };
  return [
    { at: incidentAt, does: () => opened(company, incident) },
    { at: Math.max(incidentAt, createdAt) + 1, does: () => linked(company, link) },
  ];
}

function opened(company: Company, incident: JiraIssue): void {
  company.jira.issues.push(incident);
  company.send(({ jira }) => ({ tool: 'jira', payload: issueCreatedPayload({ world: company.jira, url: jira.url }, incident) }));
}

function linked(company: Company, link: Company['jira']['links'][number]): void {
  company.jira.links.push(link);
  company.send(({ jira }) => ({ tool: 'jira', payload: issueLinkPayload({ world: company.jira, url: jira.url }, link, 'created') }));
}
