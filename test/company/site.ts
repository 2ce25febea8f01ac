import { type JiraIssueType, type JiraStatus, jiraSystemFields, type JiraWorld } from '../../src/sample/index.js';
import { jiraUsers, READER } from './people.js';

/** Keys of the projects; OPS belongs to Service Management, where people decide on requests. */
export const PROJECTS = ['PAY', 'WEB', 'OPS'] as const;
export type ProjectKey = (typeof PROJECTS)[number];

const CATEGORIES = {
  'To Do': 'new',
  'In Review': 'indeterminate',
  Approved: 'indeterminate',
  Rejected: 'indeterminate',
  Withdrawn: 'indeterminate',
  Deferred: 'indeterminate',
  'Asked back': 'indeterminate',
  'In Progress': 'indeterminate',
  Done: 'done',
  Validating: 'indeterminate',
  Archived: 'done',
  Endorsed: 'indeterminate',
} as const satisfies Readonly<Record<string, JiraStatus['category']>>;
export type StatusName = keyof typeof CATEGORIES;

/** How much a change may break, by the id that Jira gives to a priority. */
export const RISKS = { Low: '4', Medium: '3', High: '2', Highest: '1' } as const;
export type Risk = keyof typeof RISKS;

/** As it stands in a ticket. */
export function risk(name: Risk): { readonly id: string; readonly name: Risk } {
  return { id: RISKS[name], name };
}

export const PLAN = 'customfield_10010';
export const BACKOUT = 'customfield_10011';
export const PLANNED_START = 'customfield_10020';
export const PLANNED_END = 'customfield_10021';
const CUSTOM = { [PLAN]: 'Implementation plan', [BACKOUT]: 'Backout plan' };
const PLANNED = { [PLANNED_START]: 'Planned start', [PLANNED_END]: 'Planned end' };

/** Stands in every new ticket until somebody writes something else. */
export const TEMPLATE = 'Describe what is changed, and why.';

export function statusId(name: StatusName): string {
  return String(10_100 + Object.keys(CATEGORIES).indexOf(name));
}

export function projectId(key: ProjectKey): string {
  return String(10_000 + PROJECTS.indexOf(key));
}

const TYPE: JiraIssueType = { id: '10200', name: 'Change', subtask: false };
export const TYPE_ID = TYPE.id;
export const INCIDENT: JiraIssueType = { id: '10201', name: 'Incident', subtask: false };

/** The Jira of the company before its first ticket. */
export function siteOf(): JiraWorld {
  return {
    me: READER.accountId,
    users: jiraUsers.map((user) => ({ ...user })),
    projects: PROJECTS.map((key) => ({
      ...{ id: projectId(key), key, name: `Project ${key}`, formerKeys: [] },
      type: key === 'OPS' ? 'service_desk' : 'software',
    })),
    statuses: Object.entries(CATEGORIES).map(([name, category]) => ({ id: statusId(name as StatusName), name, category })),
    issueTypes: [TYPE, INCIDENT],
    fields: [
      ...jiraSystemFields(),
      ...Object.entries(CUSTOM).map(([id, name]) => ({ id, name, kind: 'document' as const })),
      // Raw: a date stays a date, and a time is written as Jira writes it.
      ...Object.entries(PLANNED).map(([id, name]) => ({ id, name, kind: 'raw' as const })),
    ],
    issues: [],
    links: [],
    denied: new Set(),
  };
}

/** What Jira calls a field, in its changelog. */
export function fieldName(id: string): string {
  return { ...CUSTOM, ...PLANNED }[id] ?? id;
}
