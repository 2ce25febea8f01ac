import { SOURCE, type TestPolicy } from '../pipeline/hub-under-test.js';
import { FREEZE } from './frozen.js';
import { ANSWERED } from './rule-names.js';
import { JIRA } from '../pipeline/two-tools.js';
import type { Company } from './company.js';
import { peopleOfPolicy, servicesOfPolicy } from './people.js';
import { BACKOUT, PLAN, PLANNED_END, PLANNED_START, TEMPLATE } from './site.js';

/** How many seconds before and after its window a change may start. */
export const TOLERANCE = 600;
/** So many seconds after the start an emergency may be reviewed, where policy says nothing else. */
export const WITHIN = 72 * 3600;
/** What service accounts may push themselves. */
const LOCKS = '**/package-lock.json';
/** Labels of tickets. */
export const EMERGENCY = 'emergency';
export const STANDARD = 'standard';

/** Pipelines push what they do: one whose word counts, and another. */
export const BUILDER = 'ci-acme';
export const ANYBODY = 'ci-elsewhere';
export const SENDERS = [BUILDER, ANYBODY] as const;

const TRUSTED = [
  ...(['artifact.published', 'deployment.requested', 'deployment.started', 'deployment.finished'] as const),
  ...([
    'production.accessed',
    'infrastructure.drifted',
    'incident.opened',
    'incident.resolved',
    'evidence.removed',
    'policy.evaluated',
  ] as const),
];

/** The check that is a test, and the one that must succeed. */
export const TESTS = 'unit tests';
export const ACCEPTANCE = 'acceptance';

/** What a resolution says of how a change ended. */
export const COMPLETED = 'Completed';
/** Switches on the rules that a plan itself answers, whether or not the base policy asks them, and these off. */
export function switchedOn(silent: readonly string[] = []): Record<string, { readonly enabled: boolean }> {
  return Object.fromEntries(ANSWERED.map((rule) => [rule, { enabled: !silent.includes(rule) }]));
}

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
        Endorsed: { stage: 'SCHEDULED', approval: 'APPROVED' },
        Rejected: { stage: 'APPROVAL', approval: 'REJECTED' },
        Withdrawn: { stage: 'APPROVAL', approval: 'REVOKED' },
        Deferred: { stage: 'APPROVAL', approval: 'DEFERRED' },
        'Asked back': { stage: 'APPROVAL', approval: 'INFO_REQUESTED' },
        'In Progress': { stage: 'IMPLEMENTING' },
        Done: { stage: 'CLOSED' },
      },
    },
    fields: {
      '*': {
        risk: 'priority',
        dependencies: 'labels',
        implementationPlan: PLAN,
        backoutPlan: BACKOUT,
        plannedStart: PLANNED_START,
        plannedEnd: PLANNED_END,
      },
    },
    approvals: { required: [{ risks: ['High'], number: 2 }] },
    approvers: [{ risks: ['Highest'], roles: ['lead'] }],
    requiredStages: ['REVIEW'],
    environmentOrder: ['staging', 'production'],
    emergencies: { labels: [EMERGENCY] },
    standardChanges: { labels: [STANDARD] },
    zones: { [JIRA]: 'Europe/Berlin' },
    templates: { description: [TEMPLATE] },
    people: peopleOfPolicy,
    serviceAccounts: servicesOfPolicy,
    tests: ['unit *'],
    reports: { speaks: [SOURCE] },
    trust: { [BUILDER]: TRUSTED },
    freezes: [{ ...FREEZE, exempt: { labels: [STANDARD] } }],
    incidentTypes: { '*': ['Incident'] },
    outcomes: {
      '*': {
        [COMPLETED]: 'SUCCESSFUL',
        'Rolled back': 'BACKED_OUT',
        "Won't do": 'CANCELLED',
        'Done with issues': 'SUCCESSFUL_WITH_ISSUES',
      },
    },
    rules: {
      ...switchedOn(),
      'incomplete-request': { fields: ['description', 'requester', 'implementationPlan', 'backoutPlan', 'dependencies'] },
      'outside-window': { tolerance: `${TOLERANCE}s` },
      'direct-push': { paths: [LOCKS] },
      'failed-checks-overridden': { enabled: true, required: [ACCEPTANCE] },
    },
  };
}
