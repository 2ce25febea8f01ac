import type { ChangeClass, Instant, Outcome, Policy, RecordKind } from '#contract';
import { worldsOf } from '../authorisation.js';
import { isEmergency, isStandardChange } from '../emergency.js';
import type { ClockTime } from '../field-at.js';
import { fieldOf, presentOf } from '../held.js';
import { requiredApprovals } from '../required-approvals.js';
import { contentsOf } from './contents.js';
import { detailsOf, type RecordDetails } from './details.js';
import { type OutcomeOfRecord, outcomeOf } from './outcome.js';
import { type ProofEntry, proofsOf } from './proofs.js';
import { type ContentEntry, type RecordFacts, startOf } from './record-facts.js';
import { type StageSpan, stagesOf } from './stages.js';

/** The record of one change; what each member means is said at the table `change_record`. */
export interface ChangeRecord {
  readonly change: string;
  readonly kind: RecordKind;
  readonly changeClass: ChangeClass;
  readonly issueType: string;
  readonly risk: string;
  readonly services: readonly string[];
  readonly teams: readonly string[];
  readonly environments: readonly string[];
  readonly stage: string;
  readonly outcome: Outcome;
  readonly outcomeFrom: OutcomeOfRecord['from'];
  readonly outcomeAt: Instant | null;
  readonly delayed: boolean | null;
  readonly createdAt: Instant | null;
  readonly approvedAt: Instant | null;
  readonly approvedUndated: boolean;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly backedOutAt: Instant | null;
  readonly stages: readonly StageSpan[];
  readonly contents: readonly ContentEntry[];
  readonly proofs: readonly ProofEntry[];
  readonly details: RecordDetails;
}

/** What is known of one change, as its record, by a policy and at the judge's clock. */
export function recordOf(facts: RecordFacts, policy: Policy, at: Instant): ChangeRecord {
  const { ticket, implementations } = facts;
  const stages = ticket ? stagesOf(ticket, facts.decisions, policy) : [];
  const outcome = outcomeOf(facts, stages, policy);
  const contents = contentsOf(facts, { stages, outcome }, policy);
  const details = detailsOf(facts, { stages, outcome }, policy);
  const services = distinct(implementations.flatMap(({ service }) => service || []));
  const finishedAt = lastOf(implementations.flatMap(({ outcome: end, ...one }) => (end === 'SUCCEEDED' && one.end ? [one.end.from] : [])));
  return {
    change: facts.change,
    kind: facts.kind,
    changeClass: classOf(facts, policy, at),
    issueType: ticket?.issueTypeName ?? ticket?.issueType ?? '',
    risk: riskOf(facts, policy),
    services,
    teams: distinct(services.flatMap((service) => (Object.hasOwn(policy.services, service) ? (policy.services[service]?.team ?? []) : []))),
    environments: distinct(implementations.flatMap(({ environment }) => environment || [])),
    stage: stages.at(-1)?.stage ?? '',
    outcome: outcome.outcome,
    outcomeFrom: outcome.from,
    outcomeAt: outcome.at,
    delayed: delayedBy(details, finishedAt),
    createdAt: ticket ? (ticket.created?.from ?? null) : (facts.begun?.from ?? null),
    ...approval(facts, policy),
    startedAt: implementations[0]?.start.from ?? null,
    finishedAt,
    closedAt: closedAt(facts, stages),
    backedOutAt: backedOutAt(facts, outcome),
    stages,
    contents,
    proofs: proofsOf(facts, { stages, outcome, contents }, policy),
    details,
  };
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function lastOf(times: readonly Instant[]): Instant | null {
  return [...times].sort().at(-1) ?? null;
}

function classOf({ implementations, ticket, related, source }: RecordFacts, policy: Policy, at: Instant): ChangeClass {
  const start: ClockTime = startOf({ implementations }) ?? { at: { from: at, to: at }, source };
  if (isStandardChange({ ticket, start, policy }) === 'YES') return 'STANDARD';
  return isEmergency({ ticket, related, start, policy }) === 'YES' ? 'EMERGENCY' : 'NORMAL';
}

/** The name of what stands in the field of risk, else its id; of a text nothing, for only its digest is kept. */
function riskOf({ ticket }: RecordFacts, policy: Policy): string {
  const field = ticket && fieldOf('risk', ticket.source, policy);
  const fact = ticket && field ? presentOf(ticket, field) : null;
  return fact && typeof fact.to === 'string' ? (fact.toName ?? fact.to) : '';
}

/** Whether it ended after its planned end; null where either is not known. */
function delayedBy({ planned, actual }: RecordDetails, finishedAt: Instant | null): boolean | null {
  const ended = finishedAt ?? actual.to;
  return planned.to === null || ended === null ? null : ended > planned.to;
}

const BEGINNING = { from: '0001-01-01T00:00:00.000000Z', to: '0001-01-01T00:00:00.000001Z' } as ClockTime['at'];

/** When it was first authorised for certain (`controls.md`, Terms: Authorised at t), whatever policy may require. */
function approval(
  { ticket, source, decisions, implementations, persons }: RecordFacts,
  policy: Policy,
): Pick<ChangeRecord, 'approvedAt' | 'approvedUndated'> {
  const subject = {
    service: implementations[0]?.service || null,
    ticket,
    start: startOf({ implementations }) ?? { at: BEGINNING, source },
  };
  const required = requiredApprovals(subject, policy);
  const worlds = worldsOf({ decisions, start: { at: BEGINNING, source }, required, persons, skewMs: policy.clockSkewMs });
  // Of a decision without a time nobody knows when it was; only by when.
  const times = worlds.map(({ authorisedBy }) => (authorisedBy?.dated ? authorisedBy.at.from : null));
  if (!times.includes(null)) return { approvedAt: lastOf(times.filter((time) => time !== null)), approvedUndated: false };
  return { approvedAt: null, approvedUndated: worlds.every(({ authorisedBy }) => authorisedBy !== null) };
}

/** The last transition into CLOSED, if it stands; where policy maps none of its statuses, the resolution that stands. */
function closedAt({ ticket }: RecordFacts, stages: readonly StageSpan[]): Instant | null {
  if (stages.some(({ stage }) => stage !== null)) {
    const before = stages.findLastIndex(({ stage }) => stage !== 'CLOSED');
    return stages[before + 1]?.from ?? null;
  }
  const resolution = ticket && presentOf(ticket, 'resolution');
  return resolution?.kind === 'CHANGED' && resolution.to !== null ? resolution.at.from : null;
}

/** When a deployment took it out, or the ticket says that it was backed out, the earlier of the two. */
function backedOutAt({ backOuts }: RecordFacts, { ticket, deployments, outcome }: OutcomeOfRecord): Instant | null {
  if (outcome !== 'BACKED_OUT') return lastOf([]);
  const byDeployment =
    deployments?.outcome === 'BACKED_OUT' ? backOuts.filter(({ outcome: end }) => end === 'SUCCEEDED').map(({ start }) => start.from) : [];
  const said = ticket?.outcome === 'BACKED_OUT' && ticket.at ? [ticket.at] : [];
  return [...byDeployment, ...said].sort()[0] ?? null;
}
