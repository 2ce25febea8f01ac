import { type Instant, type Interval, plusMs, type Policy } from '#contract';
import { type CoverageFact, type ImplementationCase, NO_REUSE, type ScopedCoverage } from '../../src/controls/index.js';
import { type AccountFacts, type DecisionFact, type FieldFact, type Joined, Persons, type TicketFacts } from '../../src/correlate/index.js';
import { second, span } from '../correlate/runs.js';
import { policyWith } from '../setup/policy.js';

/** Where implementations start: second 100,000 of March 2026, by the clock of the source `a`. */
export const START = 100_000;
export const MINUTE = 60;
export const HOUR = 3_600;
/** The first moment to which everything must have been read. */
export const READ: Instant = plusMs(second(START + 1), 60_000);
export const TICKET = 'ticket:jira:12';
export const IMPLEMENTATION = `deployment:a:1 ${TICKET}`;

/** Everybody here is known at `jira`; `person:hub` at `a` alone, so that nobody knows who that is at `jira`. */
const ACCOUNTS: readonly AccountFacts[] = [
  ...['ana', 'bo', 'cy', 'dev', 'opener'].map((name) => ({ person: `person:${name}`, source: 'jira', service: false })),
  { person: 'person:hub', source: 'a', service: false },
  { person: 'person:robot', source: 'jira', service: true },
];

export interface ImplementationPlan {
  readonly decisions?: readonly DecisionFact[];
  /** What the ticket says beside what `ticket` always says; null: no change. */
  readonly ticket?: Partial<TicketFacts> | null;
  readonly start?: Interval;
  readonly writers?: readonly string[];
  /** Why a writer may be missing, as sentences. */
  readonly unknownWriters?: readonly string[];
  readonly policy?: Partial<Policy>;
  readonly joined?: Joined;
  /** By collection; approvals, tickets and reviews are read up to `READ`; null: never read. */
  readonly coverage?: Readonly<Record<string, CoverageFact | null>>;
  /** Whatever else the case should say. */
  readonly more?: Partial<ImplementationCase>;
}

/** PAY-12, created a day before the start, of type 10 "Change", with a description and a requester. */
export function ticket(part: Partial<TicketFacts> = {}): TicketFacts {
  return {
    ticket: TICKET,
    source: 'jira',
    key: 'PAY-12',
    keys: ['PAY-12'],
    issueType: '10',
    issueTypeName: 'Change',
    creator: 'person:dev',
    created: span(START - 24 * HOUR),
    createdSeq: 10,
    deleted: false,
    fields: new Map([['issuetype', [read('10', { toName: 'Change' })]]]),
    decisions: [],
    links: [],
    scope: 'thing:jira:project:PAY',
    movedUnread: false,
    ...part,
  };
}

/** A field that was read with a value, whoever gave it when. */
export function read(to: FieldFact['to'], part: Partial<FieldFact> = {}): FieldFact {
  const at = { from: second(0), to: second(START + 10 * MINUTE) };
  return { kind: 'READ', from: null, to, fromName: null, toName: null, actor: null, at, dated: false, sequence: null, seq: 20, ...part };
}

/** A field that went from one value to another in second `at`. */
export function changed(at: number, from: FieldFact['from'], to: FieldFact['to'], part: Partial<FieldFact> = {}): FieldFact {
  const rest = { fromName: null, toName: null, actor: null, sequence: null };
  return { kind: 'CHANGED', from, to, at: span(at), dated: true, seq: 1_000 + at, ...rest, ...part };
}

/** An approval by ana, of a request of her own, an hour before the start. */
export function decision(part: Partial<DecisionFact> = {}): DecisionFact {
  const approver = part.approver === undefined ? 'person:ana' : part.approver;
  return {
    request: `approval:1/${approver ?? '?'}`,
    decision: 'APPROVED',
    overall: false,
    at: span(START - HOUR),
    dated: true,
    sequence: null,
    source: 'jira',
    seq: 30,
    ...part,
    approver,
  };
}

/** PAY-12 in production at second 100,000, written by dev and opener, everything read, but for what the plan says. */
export function implementationOf(plan: ImplementationPlan = {}): ImplementationCase {
  const { writers = ['person:dev', 'person:opener'], unknownWriters = [], start = span(START) } = plan;
  const policy = policyWith(plan.policy);
  const accounts = new Map(ACCOUNTS.map((one) => [one.person, one]));
  const own = plan.ticket === null ? null : ticket(plan.ticket);
  return {
    subject: own ? IMPLEMENTATION : 'deployment:a:1',
    deployment: 'deployment:a:1',
    ticket: own,
    title: own ? 'PAY-12' : 'The deployment to production',
    service: 'pay',
    start,
    startSource: 'a',
    inForce: { policy, beforePolicy: false },
    events: [1, 2],
    decisions: plan.decisions ?? [],
    writers: { persons: new Set(writers), unknown: unknownWriters },
    starter: null,
    merges: [],
    reuse: NO_REUSE,
    persons: new Persons(accounts, plan.joined ?? [], policy),
    coverage: coverageOf(plan.coverage),
    at: second(START + HOUR),
    related: [],
    unsure: [],
    ...plan.more,
  };
}

function coverageOf(given: ImplementationPlan['coverage'] = {}): readonly ScopedCoverage[] {
  const whole: CoverageFact = { state: 'COMPLETE', upTo: READ, reason: null };
  const all: Readonly<Record<string, CoverageFact | null>> = { approvals: whole, tickets: whole, reviews: whole, ...given };
  return Object.entries(all).map(([collection, known]) => ({
    scope: 'thing:jira:project:PAY',
    label: `${collection} of PAY`,
    collection,
    known,
  }));
}
