import type { Missing } from '#contract';
import { type ApprovalQuestion, orderOf, requiredApprovals, type World, worldsOf } from '../../correlate/index.js';
import { type ImplementationCase, implementationNotCovered } from '../case.js';
import type { Finding } from '../rule.js';
import { once } from './once.js';

/** What is asked about the approvals of a case, with what policy requires of it. */
export const questionOf = once((subject: ImplementationCase): ApprovalQuestion => {
  const { decisions, persons, service, ticket, inForce } = subject;
  const start = { at: subject.start, source: subject.startSource };
  const required = requiredApprovals({ service, ticket, start }, inForce.policy);
  return { decisions, start, required, persons, skewMs: inForce.policy.clockSkewMs };
});

export const worldsOfCase = once((subject: ImplementationCase): readonly World[] => worldsOf(questionOf(subject)));

/** The implementation's events and all steps: an answer may rest on one that came later. */
export function eventsOf(subject: ImplementationCase): readonly number[] {
  return [...subject.events, ...subject.decisions.map(({ seq }) => seq)];
}

/** INDETERMINATE with what is missing. `whether`: `it was authorised at its start`. */
export function unknown(subject: ImplementationCase, whether: string, missing: readonly Missing[]): Finding {
  const why = [...new Set(missing.map(({ what }) => what))].sort();
  return {
    subject: subject.subject,
    answer: 'INDETERMINATE',
    sentence: `${subject.title}: whether ${whether} is not known. ${why.join(' ')}`,
    events: eventsOf(subject),
    missing,
  };
}

/** INDETERMINATE where not all was read, since a step that nobody read could turn every answer; else null. */
export function unread(subject: ImplementationCase, whether: string): Finding | null {
  const missing = implementationNotCovered(subject);
  return missing.length > 0 ? unknown(subject, whether, missing) : null;
}

/** Why what was read does not decide it. */
export function undecided(subject: ImplementationCase): readonly Missing[] {
  const { at, source } = { at: subject.start, source: subject.startSource };
  const { skewMs, required } = questionOf(subject);
  const open = subject.decisions.filter(
    (step) => orderOf(step, { at, sequence: null }, step.dated && step.source === source, skewMs) === 'OPEN',
  );
  const why = [
    ...open.map((step) => `A decision (${step.decision}, between ${step.at.from} and ${step.at.to}) cannot be ordered with its start.`),
    ...(subject.decisions.some((step) => step.approver === null && !step.overall) ? ['The identity of an approver is not known.'] : []),
    ...(required.length > 1 ? ['Which approvals policy requires depends on a type, risk or service that is not known.'] : []),
  ];
  const all = why.length > 0 ? why : ['The order of its approvals, or whether approvers are one person, is not known.'];
  return [...new Set(all)].sort().map((what) => missingOf(subject, what));
}

export function missingOf(subject: ImplementationCase, what: string, collection = 'approvals'): Missing {
  return { what, scope: subject.ticket?.scope ?? subject.deployment ?? subject.subject, collection, upTo: null };
}
