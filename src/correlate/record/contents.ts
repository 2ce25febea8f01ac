import { type Policy, RECORD_CONTENTS, type RecordContent } from '#contract';
import { anyOf, cameAfter, type Held, heldIn, NOTHING, present, type Question, together } from './held.js';
import type { OutcomeOfRecord } from './outcome.js';
import { type ContentEntry, type RecordFacts, seqsOf, startOf } from './record-facts.js';
import type { StageSpan } from './stages.js';
import { seqsOfRuns } from './runs.js';
import { testsOf } from './tests.js';

interface Made {
  readonly stages: readonly StageSpan[];
  readonly outcome: OutcomeOfRecord;
}

/** The eleven contents of a record, in their order, each with what shows it and with what nobody looked at. */
export function contentsOf(facts: RecordFacts, made: Made, policy: Policy): readonly ContentEntry[] {
  const question: Question = { ticket: facts.ticket, policy, start: startOf(facts) };
  const of: Readonly<Record<RecordContent, () => Held>> = {
    REQUEST_DETAILS: () => ofTicket(facts, together([heldIn(question, 'description'), heldIn(question, 'requester')])),
    BUSINESS_JUSTIFICATION: () => ofTicket(facts, heldIn(question, 'justification')),
    AFFECTED_SYSTEMS: () => ofTicket(facts, anyOf([heldIn(question, 'affectedSystems'), servicesOf(facts, policy)])),
    RISK_AND_IMPACT_REVIEW: () => ofTicket(facts, together([heldIn(question, 'risk'), heldIn(question, 'impact')])),
    APPROVAL_HISTORY: () => approvalsOf(facts, policy),
    TESTING_EVIDENCE: () => testingOf(facts, question),
    IMPLEMENTATION_PLAN: () => ofTicket(facts, heldIn(question, 'implementationPlan')),
    BACKOUT_PLAN: () => ofTicket(facts, heldIn(question, 'backoutPlan')),
    STATUS_HISTORY: () => ofTicket(facts, statusesOf(facts, made.stages, policy)),
    EXECUTION_EVIDENCE: () => executionsOf(facts),
    FINAL_OUTCOME: () => endOf(facts, made.outcome),
  };
  return RECORD_CONTENTS.map((content) => ({ content, ...withEvidence(facts, content, of[content]()) }));
}

/** What somebody attached shows a content, too; what was attached after the start comes late where nothing else shows it. */
function withEvidence(facts: RecordFacts, content: RecordContent, held: Held): Held {
  const shown = (facts.evidence ?? []).filter(({ shows }) => shows === content);
  if (shown.length === 0) return held;
  const seqs = seqsOf([...held.seqs, ...shown.map(({ seq }) => seq)]);
  if (held.state !== 'ABSENT') return { ...held, seqs };
  const start = startOf(facts)?.at.to ?? null;
  const isLate = start !== null && LATE.has(content) && shown.every(({ recordedAt }) => recordedAt > start);
  return { state: isLate ? 'LATE' : 'PRESENT', seqs, unread: [] };
}

/** What can only be shown once it is done is not late. */
const LATE: ReadonlySet<RecordContent> = new Set(
  RECORD_CONTENTS.filter((content) => !['STATUS_HISTORY', 'EXECUTION_EVIDENCE', 'FINAL_OUTCOME'].includes(content)),
);

/** What a ticket does not show may stand in a part of it that was not read. */
function ofTicket({ unread }: RecordFacts, held: Held): Held {
  return held.state === 'ABSENT' ? { ...held, unread: [...held.unread, ...unread.ticket] } : held;
}

/** A deployment tells by itself which system it touches. */
function servicesOf({ implementations }: RecordFacts, { services }: Policy): Held {
  const known = implementations.filter(({ service }) => Object.hasOwn(services, service));
  return known.length > 0 ? present(known.flatMap(({ events }) => events)) : NOTHING;
}

function approvalsOf(facts: RecordFacts, policy: Policy): Held {
  const { decisions, unread } = facts;
  const steps = decisions.filter(({ decision }) => decision !== 'RESET');
  const seqs = seqsOf(steps.map(({ seq }) => seq));
  if (steps.length === 0) return { ...NOTHING, unread: unread.approvals };
  const start = startOf(facts);
  const isLate = start !== null && steps.every(({ at, source }) => cameAfter(at, source, start, policy));
  return { state: isLate ? 'LATE' : 'PRESENT', seqs, unread: isLate ? unread.approvals : [] };
}

/** Tests that ended, whatever they found: that they failed is the proof's matter. */
function testingOf(facts: RecordFacts, question: Question): Held {
  const { policy, start } = question;
  const tests = testsOf(facts, policy);
  const isLate = start !== null && tests.every(({ at, source }) => cameAfter(at, source, start, policy));
  const seqs = seqsOf(tests.map(({ seq }) => seq));
  const checks: Held = tests.length === 0 ? NOTHING : { state: isLate ? 'LATE' : 'PRESENT', seqs, unread: [] };
  const held = anyOf([heldIn(question, 'testing'), checks]);
  return held.state === 'PRESENT' ? held : { ...held, unread: [...held.unread, ...facts.unread.ticket, ...facts.unread.checks] };
}

function statusesOf(facts: RecordFacts, stages: readonly StageSpan[], policy: Policy): Held {
  const { ticket } = facts;
  const seqs = stages.flatMap(({ seq }) => seq ?? []);
  if (ticket === null || stages.length === 0) return NOTHING;
  const start = startOf(facts);
  const isLate = start !== null && cameAfter(ticket.created, ticket.source, start, policy);
  return {
    state: isLate ? 'LATE' : 'PRESENT',
    seqs: seqsOf([...seqs, ...(ticket.createdSeq === null ? [] : [ticket.createdSeq])]),
    unread: [],
  };
}

function executionsOf({ implementations, runs = [], unread }: RecordFacts): Held {
  if (implementations.length === 0 && runs.length === 0) return { ...NOTHING, unread: unread.deployments };
  return present([...implementations.flatMap(({ events }) => events), ...seqsOfRuns(runs)]);
}

function endOf({ unread }: RecordFacts, { outcome, ticket, deployments }: OutcomeOfRecord): Held {
  if (outcome === 'UNKNOWN') return { ...NOTHING, unread: unread.ticket };
  return present([...(ticket?.seqs ?? []), ...(deployments?.seqs ?? [])]);
}
