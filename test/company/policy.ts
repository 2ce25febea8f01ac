import type { TestPolicy } from '../pipeline/hub-under-test.js';
import { JIRA } from '../pipeline/two-tools.js';
import type { Company } from './company.js';
import { peopleOfPolicy, servicesOfPolicy } from './people.js';
import { BACKOUT, PLAN, PLANNED_END, PLANNED_START, TEMPLATE } from './site.js';

/** How many seconds before and after its window a change may start. */
export const TOLERANCE = 600;
/** So many seconds after the start an emergency may be reviewed, where policy says nothing else. */
export const WITHIN = 72 * 3600;
/** Labels of tickets. */
export const EMERGENCY = 'emergency';
export const STANDARD = 'standard';

/** Whether a deployment goes to production, as policy says below. */
export function isProduction({ environment }: { readonly environment: string }): boolean {
  return environment.startsWith('prod');
}

/** What the company's tools mean, as its policy.yaml says it. */
export function policyOf(company: Company): TestPolicy {
  const [first] = company.github.repositories;
  return {
    environments: {
      production: { production: true },
      staging: { production: false },
      'prod-eu': { production: true, environment: 'production', target: 'eu' },
      'prod-us': { production: true, environment: 'production', target: 'us' },
    },
    baselines: Object.fromEntries([...company.roots].map(([name, sha]) => [`acme/${name}`, sha])),
    teams: { payments: { name: 'Payments' } },
    services: { [first?.name ?? 'pay']: { team: 'payments', repositories: [`acme/${first?.name ?? 'pay'}`] } },
    changeTypes: { '*': ['Change'] },
    statuses: {
      '*': {
        'In Review': { stage: 'REVIEW' },
        Approved: { stage: 'SCHEDULED', approval: 'APPROVED' },
        Rejected: { stage: 'APPROVAL', approval: 'REJECTED' },
        Withdrawn: { stage: 'APPROVAL', approval: 'REVOKED' },
        Deferred: { stage: 'APPROVAL', approval: 'DEFERRED' },
        'Asked back': { stage: 'APPROVAL', approval: 'INFO_REQUESTED' },
        'In Progress': { stage: 'IMPLEMENTING' },
        Done: { stage: 'CLOSED' },
      },
    },
    fields: {
      '*': { dependencies: 'labels', implementationPlan: PLAN, backoutPlan: BACKOUT, plannedStart: PLANNED_START, plannedEnd: PLANNED_END },
    },
    emergencies: { labels: [EMERGENCY] },
    standardChanges: { labels: [STANDARD] },
    zones: { [JIRA]: 'Europe/Berlin' },
    templates: { description: [TEMPLATE] },
    people: peopleOfPolicy,
    serviceAccounts: servicesOfPolicy,
    rules: {
      'incomplete-request': { fields: ['description', 'requester', 'implementationPlan', 'backoutPlan', 'dependencies'] },
      'outside-window': { tolerance: `${TOLERANCE}s` },
    },
  };
}
