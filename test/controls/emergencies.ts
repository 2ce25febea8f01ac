import { type Instant, plusMs } from '#contract';
import { deployedDespiteRejection } from '../../src/controls/deployed-despite-rejection.js';
import { emergencyWithoutReview } from '../../src/controls/emergency-without-review.js';
import { postHocApproval } from '../../src/controls/post-hoc-approval.js';
import { unapprovedDeployment } from '../../src/controls/unapproved-deployment.js';
import type { DecisionFact } from '../../src/correlate/index.js';
import { second, span } from '../correlate/runs.js';
import { changed, decision, HOUR, implementationOf, type ImplementationPlan, read, START, ticket } from './implementation.js';

export const DAY = 24 * HOUR;
export const DUE = second(START + 1 + 3 * DAY);
export const late = { at: DUE };
const whole = (upTo: Instant) => ({ state: 'COMPLETE', upTo, reason: null }) as const;
export const readAll = (upTo: Instant) => ({ approvals: whole(upTo), tickets: whole(upTo), reviews: whole(upTo) });
export const covered = { coverage: readAll(plusMs(DUE, 60_000)) };
export const urgent = { policy: { emergencies: { types: ['Emergency'], labels: ['sev1'] }, incidentTypes: { jira: ['Incident'] } } };
export const roles = {
  ...urgent.policy,
  approvals: {
    reviewIsApproval: false,
    deploymentApprovalCovers: false,
    required: ['lead', 'cab'].map((role) => ({ roles: [role], number: 1 })),
  },
  people: { Ana: { accounts: [{ source: 'jira', person: 'person:ana' }], roles: ['lead'] } },
};
const typed = (...facts: Parameters<typeof changed>[]) => new Map([['issuetype', facts.map((fact) => changed(...fact))]]);
export const born = { ...urgent, ticket: { fields: new Map([['issuetype', [read('11', { toName: 'Emergency' })]]]) } };
export const marked = (at: number) => ({
  ...urgent,
  ticket: { fields: typed([START + at, '10', '11', { fromName: 'Change', toName: 'Emergency' }]) },
});
export const by = (name: string, seconds: number, part: Partial<DecisionFact> = {}) =>
  decision({ approver: `person:${name}`, at: span(START + seconds), ...part });

/** Answers of unapproved-deployment, post-hoc-approval, deployed-despite-rejection, emergency-without-review; `-` for none. */
export function answers(plan: ImplementationPlan): string {
  const rules = [unapprovedDeployment, postHocApproval, deployedDespiteRejection, emergencyWithoutReview];
  return rules.map((rule) => (rule.judgeImplementation ?? rule.judgeChange)!(implementationOf(plan))[0]?.answer[0] ?? '-').join('');
}

export const incident = (at: number, type = 'Incident') =>
  ticket({ ticket: 'ticket:jira:99', issueTypeName: type, created: span(START + at) });
export const created = (at: number, related = [incident(-DAY)], read = true): ImplementationPlan => ({
  ...urgent,
  ticket: { created: span(START + at), links: related.map((one) => ({ other: one.ticket, linkType: '1', typeName: null, seq: 5 })) },
  more: { related: read ? related : [] },
});

/** The same, with an incident of `incident.opened` that names the change. */
export const createdFor = (at: number, openedAt: number | null): ImplementationPlan => {
  const opened = openedAt === null ? null : span(START + openedAt);
  const one = {
    incident: 'incident:ci:1',
    source: 'ci',
    number: 'INC1',
    opened,
    linkType: 'change',
    by: 'incident.opened' as const,
    seq: 6,
  };
  return { ...urgent, ticket: { created: span(START + at), incidents: [one] } };
};
