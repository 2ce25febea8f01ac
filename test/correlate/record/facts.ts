import type { Instant, Policy } from '#contract';
import {
  type CheckFacts,
  type ChangeRecord,
  type DecisionFact,
  type ExecutionFacts,
  type FieldFact,
  Persons,
  type RecordFacts,
  recordOf,
  type RuleAnswer,
  type TicketFacts,
} from '../../../src/correlate/index.js';
import { policyWith } from '../../setup/policy.js';
import { second, span } from '../runs.js';
import { changed, filled, read, ticketWith } from '../tickets.js';

/** The second in which the earliest implementation starts. */
export const START = 10_000;
export const BEFORE = 5_000;
export const AFTER = 15_000;
export const NOW: Instant = second(90_000);

export const policy: Policy = policyWith({
  services: {
    pay: { name: 'Payments', team: 'payments', application: 'Shop', infrastructure: 'APPLICATION', repositories: [], objects: [] },
  },
  fields: {
    '*': {
      ...{ justification: 'why', impact: 'impact', risk: 'risk', implementationPlan: 'plan', backoutPlan: 'backout' },
      ...{ communication: 'communication', dependencies: 'dependencies', testing: 'testing', affectedSystems: 'systems' },
      ...{ plannedStart: 'from', plannedEnd: 'to', outcome: 'result' },
    },
  },
  statuses: {
    '*': {
      New: { stage: 'REQUESTED' },
      Reviewing: { stage: 'REVIEW' },
      Deciding: { stage: 'APPROVAL' },
      Ready: { stage: 'SCHEDULED' },
      Doing: { stage: 'IMPLEMENTING' },
      Checking: { stage: 'VALIDATING' },
      Closed: { stage: 'CLOSED' },
    },
  },
  outcomes: { '*': { Done: 'SUCCESSFUL', 'Rolled back': 'BACKED_OUT', Broken: 'FAILED', Dropped: 'CANCELLED' } },
});

/** A field that was filled in in a second. */
export function filledIn(at: number): readonly FieldFact[] {
  return [changed(null, filled('words'), span(at), { seq: at })];
}

/** A status that the ticket went through, from second to second. */
export function moves(...way: readonly (readonly [at: number, name: string])[]): readonly FieldFact[] {
  return way.map(([at, name], nth) =>
    changed(nth === 0 ? 'New' : way[nth - 1]![1], name, span(at), {
      fromName: nth === 0 ? 'New' : way[nth - 1]![1],
      toName: name,
      seq: at,
      actor: `person:${name}`,
    }),
  );
}

/** A production deployment of `pay`; it starts in a second and ends a minute later. */
export function deployed(at: number, part: Partial<ExecutionFacts> = {}): ExecutionFacts {
  return {
    ...{ deployment: `deployment:a:${at}`, source: 'a', repository: 'repository:a:1', service: 'pay', environment: 'production' },
    ...{ start: span(at), end: span(at + 60), outcome: 'SUCCEEDED', starter: 'person:dev', events: [at, at + 60] },
    ...part,
  };
}

export function byHand(at: number, starter = 'person:dev'): ExecutionFacts {
  return deployed(at, { deployment: null, source: 'jira', repository: null, service: '', environment: '', outcome: 'UNKNOWN', starter });
}

export function checked(at: number, conclusion = 'SUCCESS', part: Partial<CheckFacts> = {}): CheckFacts {
  return { check: `check:a:${at}`, name: 'unit tests', conclusion, sha: 'a'.repeat(40), at: span(at), source: 'a', seq: at, ...part };
}

export function answered(rule: string, answer: RuleAnswer['answer']): RuleAnswer {
  return { rule, subject: 'ticket:jira:10042', answer, sentence: `${rule} says ${answer}.`, events: [7] };
}

export function decided(at: number, part: Partial<DecisionFact> = {}): DecisionFact {
  const approver = part.approver ?? 'person:ana';
  return {
    ...{ request: `approval:1/${approver}`, approver, decision: 'APPROVED', overall: false, at: span(at), dated: true, sequence: null },
    ...{ source: 'jira', seq: at, ...part },
  };
}

export interface Told extends Partial<Omit<RecordFacts, 'ticket'>> {
  /** By field; null: there is no ticket. */
  readonly fields?: Readonly<Record<string, readonly FieldFact[]>> | null;
  readonly ticket?: Partial<TicketFacts>;
}

/** The record of a ticket made in second 100, of which this is told beside a description and a requester. */
export function recordTold({ fields = {}, ticket = {}, ...facts }: Told, by: Policy = policy): ChangeRecord {
  const own = { description: [read(filled('what'), span(AFTER))], reporter: [read('person:mara', span(AFTER))], ...fields };
  const accounts = new Map(
    ['ana', 'dev', 'hugo', 'mara'].map((name) => [`person:${name}`, { person: `person:${name}`, source: 'jira', service: false }]),
  );
  const all: RecordFacts = {
    ...{ change: 'ticket:jira:10042', kind: 'TICKET', source: 'jira', begun: null, related: [], implementations: [], backOuts: [] },
    ...{ decisions: [], checks: [], assetSteps: [], evidence: [], answers: [], persons: new Persons(accounts, [], by) },
    unread: { ticket: [], approvals: [], checks: [], deployments: [] },
    ...facts,
    ticket: fields === null ? null : ticketWith(own, { created: span(100), ...ticket }),
  };
  return recordOf(all, by, NOW);
}
