import type { JiraIssue } from '../../../src/sample/index.js';
import type { Company } from '../../../src/sample/organisation/company.js';
import type { TestPolicy } from '../hub-under-test.js';

export const MORE = { communication: 'customfield_10030', dependencies: 'customfield_10031', testing: 'customfield_10032' } as const;

export const policy: TestPolicy = {
  statuses: {
    'jira-acme': {
      'To Do': { stage: 'REQUESTED' },
      'In Review': { stage: 'REVIEW' },
      'Awaiting approval': { stage: 'APPROVAL' },
      Approved: { stage: 'SCHEDULED', approval: 'APPROVED' },
      'Awaiting implementation': { stage: 'SCHEDULED' },
      Implementing: { stage: 'IMPLEMENTING' },
      Completed: { stage: 'VALIDATING' },
      Done: { stage: 'CLOSED' },
    },
  },
  fields: {
    'jira-acme': {
      ...{ implementationPlan: 'customfield_10010', backoutPlan: 'customfield_10011', justification: 'customfield_10012' },
      ...{ impact: 'customfield_10013', plannedStart: 'customfield_10020', plannedEnd: 'customfield_10021' },
      ...{ ...MORE, risk: 'priority', affectedSystems: 'components' },
    },
  },
  outcomes: { 'jira-acme': { Done: 'SUCCESSFUL' } },
  context: {
    'jira-acme': { problem: { types: ['Bug'] }, project: { links: ['parent'] }, customerRequest: { types: ['Standard change'] } },
  },
};

export function nameOf({ jira }: { readonly jira: { readonly displayName: string } }): string {
  return jira.displayName;
}

/** Jira gives these to a ticket when it is made. */
export function given(company: Company, ticket: JiraIssue, fields: Readonly<Record<string, unknown>>): void {
  for (const id of Object.values(MORE)) {
    if (!company.jira.fields.some((field) => field.id === id)) company.jira.fields.push({ id, name: id, kind: 'document' });
  }
  Object.assign(ticket.fields, fields);
}

export const READY = {
  [MORE.communication]: 'Everybody was told on Monday.',
  [MORE.dependencies]: 'None.',
  [MORE.testing]: 'By hand, on Friday.',
  priority: { id: '2', name: 'High' },
  components: [{ id: '7', name: 'Routers' }],
};
