import type { TestPolicy } from '../pipeline/hub-under-test.js';
import { JIRA } from '../pipeline/two-tools.js';
import type { Company } from './company.js';
import { peopleOfPolicy, servicesOfPolicy } from './people.js';
import { BACKOUT, PLAN, PLANNED_END, PLANNED_START, TEMPLATE } from './site.js';

/** How many seconds before and after its window a change may start. */
export const TOLERANCE = 600;
/** Labels of tickets. */
export const EMERGENCY = 'emergency';
export const STANDARD = 'standard';

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
    statuses: {
      '*': {
        'In Review': { stage: 'REVIEW' },
        Approved: { stage: 'SCHEDULED', approval: 'APPROVED' },
        Rejected: { stage: 'APPROVAL', approval: 'REJECTED' },
        Withdrawn: { stage: 'APPROVAL', approval: 'REVOKED' },
        Done: { stage: 'CLOSED' },
      },
    },
    fields: { '*': { implementationPlan: PLAN, backoutPlan: BACKOUT, plannedStart: PLANNED_START, plannedEnd: PLANNED_END } },
    emergencies: { labels: [EMERGENCY] },
    standardChanges: { labels: [STANDARD] },
    zones: { [JIRA]: 'Europe/Berlin' },
    templates: { description: [TEMPLATE] },
    people: peopleOfPolicy,
    serviceAccounts: servicesOfPolicy,
    rules: {
      'incomplete-request': { fields: ['description', 'requester', 'implementationPlan', 'backoutPlan'] },
      'outside-window': { tolerance: `${TOLERANCE}s` },
    },
  };
}
