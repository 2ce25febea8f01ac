import type { Field, IssueType, Project, Status, World } from '../jira/world.js';
import { systemFields } from '../jira/system-fields.js';
import { people, READER } from './people.js';

const PROJECTS: readonly Project[] = [
  { id: '10000', key: 'PAY', name: 'Payments', formerKeys: [], type: 'software' },
  { id: '10001', key: 'WEB', name: 'Storefront', formerKeys: [], type: 'software' },
  { id: '10002', key: 'OPS', name: 'Operations', formerKeys: [], type: 'service_desk' },
];

/** Of the teams' projects, then of the service project. */
const STATUSES = {
  'To Do': 'new',
  'In Review': 'indeterminate',
  Approved: 'indeterminate',
  Rejected: 'indeterminate',
  'Approval withdrawn': 'indeterminate',
  'In Progress': 'indeterminate',
  Done: 'done',
  'Awaiting approval': 'new',
  'Awaiting implementation': 'indeterminate',
  Declined: 'done',
  Implementing: 'indeterminate',
  Completed: 'done',
  'Rolled back': 'done',
} as const satisfies Readonly<Record<string, Status['category']>>;
export type StatusName = keyof typeof STATUSES;

const TYPES = [
  'Story',
  'Bug',
  'Change',
  'Emergency change',
  'Standard change',
  'Incident',
  'Customer request',
  'Epic',
  'Sub-task',
] as const;
export type TypeName = (typeof TYPES)[number];

/** What a change request says, by what the stories call it. */
export const TEXTS = {
  plan: { id: 'customfield_10010', name: 'Implementation plan' },
  backout: { id: 'customfield_10011', name: 'Backout plan' },
  justification: { id: 'customfield_10012', name: 'Business justification' },
  impact: { id: 'customfield_10013', name: 'Impact' },
} as const;
export type TextName = keyof typeof TEXTS;

export const PLANNED = {
  start: { id: 'customfield_10020', name: 'Planned start' },
  end: { id: 'customfield_10021', name: 'Planned end' },
} as const;

/** What only some requests say. */
export const MORE = {
  communication: { id: 'customfield_10030', name: 'Communication' },
  dependencies: { id: 'customfield_10031', name: 'Dependencies' },
  testing: { id: 'customfield_10032', name: 'Testing' },
} as const;

export function statusId(name: StatusName): string {
  return String(10_100 + Object.keys(STATUSES).indexOf(name));
}

export function typeId(name: TypeName): string {
  return String(10_200 + TYPES.indexOf(name));
}

/** The Jira of acme before the first ticket. */
export function siteOf(): World {
  return {
    me: READER.accountId,
    users: [READER, ...Object.values(people).flatMap(({ jira }) => (jira === null ? [] : [jira]))],
    projects: PROJECTS.map((project) => ({ ...project })),
    statuses: Object.entries(STATUSES).map(([name, category]) => ({ id: statusId(name as StatusName), name, category })),
    issueTypes: TYPES.map((name): IssueType => ({ id: typeId(name), name, subtask: false })),
    fields: [...systemFields(), ...customFields()],
    issues: [],
    links: [],
    denied: new Set(),
  };
}

function customFields(): Field[] {
  const texts = Object.values({ ...TEXTS, ...MORE }).map(({ id, name }): Field => ({ id, name, kind: 'document' }));
  const times = Object.values(PLANNED).map(({ id, name }): Field => ({ id, name, kind: 'datetime' }));
  return [...texts, ...times];
}

export function projectId(key: string): string {
  const found = PROJECTS.find((project) => project.key === key);
  if (found === undefined) throw new Error(`acme has no project ${key}.`);
  return found.id;
}
