import {
  emptyJiraIssue,
  type JiraApproval,
  type JiraComment,
  type JiraHistory,
  type JiraIssue,
  jiraSystemFields,
  type JiraUser,
  type JiraWorld,
} from '../../../src/sample/index.js';

const user = (accountId: string, displayName: string, more: Partial<JiraUser> = {}): JiraUser => ({
  accountId,
  displayName,
  active: true,
  timeZone: 'Europe/Berlin',
  ...more,
});
/** Whose token reads. At 2026-03-29T02:00 his clocks go from 2 to 3. */
export const READER = user('5b10a2844c20165700ede210', 'Reader');
export const ANA = user('5b10a2844c20165700ede21a', 'Ana R.', { timeZone: 'Australia/Sydney' });
export const BEN = user('557058:46121f43-e58d-4ff4-83fd-a79fb4b71b45', 'Ben', { timeZone: 'America/New_York' });
export const USERS = [READER, ANA, BEN];

/** `seconds` after the start of 2026, with the milliseconds that Jira writes. */
export function timeOf(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000 + 123).toISOString();
}

export function issue(number: number, more: Partial<JiraIssue> = {}): JiraIssue {
  return emptyJiraIssue({
    id: String(10_000 + number),
    key: `PAY-${String(number)}`,
    projectId: '10000',
    creator: ANA.accountId,
    created: timeOf(number),
    fields: { summary: `Ticket ${String(number)}`, status: '1', issuetype: '100', reporter: ANA.accountId },
    ...more,
  });
}

export function moved(id: number, from: string, to: string, at: number): JiraHistory {
  const [fromString, toString] = [`Status ${from}`, `Status ${to}`];
  const item = { field: 'status', fieldtype: 'jira' as const, fieldId: 'status', from, fromString, to, toString };
  return { id: String(id), author: ANA.accountId, created: timeOf(at), items: [item] };
}

export function comment(id: number, more: Partial<JiraComment> = {}): JiraComment {
  return { id: String(id), author: BEN.accountId, body: 'Looks good', created: timeOf(id), updated: timeOf(id), ...more };
}

export function approval(id: number, more: Partial<JiraApproval> = {}): JiraApproval {
  const approvers = [{ approver: BEN.accountId, approverDecision: 'pending' as const }];
  return { id: String(id), name: 'CAB', finalDecision: 'pending', approvers, createdDate: timeOf(id), completedDate: null, ...more };
}

export function worldOf(issues: readonly JiraIssue[], more: Partial<JiraWorld> = {}): JiraWorld {
  return {
    me: READER.accountId,
    users: [...USERS],
    projects: [
      { id: '10000', key: 'PAY', name: 'Payments', formerKeys: [], type: 'service_desk' },
      { id: '10001', key: 'OPS', name: 'Operations', formerKeys: [], type: 'software' },
    ],
    statuses: ['1', '2', '3'].map((id) => ({ id, name: `Status ${id}`, category: 'new' as const })),
    issueTypes: ['100', '101'].map((id) => ({ id, name: `Type ${id}`, subtask: false })),
    fields: [
      ...jiraSystemFields(),
      { id: 'customfield_10010', name: 'Backout plan', kind: 'document' },
      { id: 'customfield_10011', name: 'Planned start', kind: 'datetime' },
    ],
    issues: [...issues],
    links: [],
    denied: new Set(),
    ...more,
  };
}
