import { durationMs, plusMs } from '#contract';
import { agreed, type DecisionFact, every, mayApprove, not, orderOf, some, type Truth } from '../../correlate/index.js';
import type { ImplementationCase } from '../case.js';
import { questionOf } from './question.js';
import { isWriter } from './writer.js';

/** Whether an authorised person who neither wrote nor started it approved the emergency, before or within its review time. */
export function reviewedInTime(subject: ImplementationCase): Truth {
  const reviews = subject.decisions.filter((step) => step.decision === 'APPROVED' && !step.overall);
  const { required } = questionOf(subject);
  return some(
    reviews.map((step) => every([isInTime(subject, step), isAuthorised(subject, step, required), not(isWriter(subject, step.approver))])),
  );
}

function isInTime({ start, startSource, inForce: { policy } }: ImplementationCase, step: DecisionFact): Truth {
  const within = durationMs(policy.rules['emergency-without-review']?.within ?? '72h');
  const due = { at: { from: plusMs(start.from, within), to: plusMs(start.to, within) }, sequence: null };
  const order = orderOf({ ...step, sequence: null }, due, step.dated && step.source === startSource, policy.clockSkewMs);
  return order === 'OPEN' ? 'UNKNOWN' : order === 'BEFORE' ? 'YES' : 'NO';
}

function isAuthorised(
  { persons }: ImplementationCase,
  { approver }: DecisionFact,
  required: ReturnType<typeof questionOf>['required'],
): Truth {
  if (approver === null) return 'UNKNOWN';
  return agreed(required.map((all) => (all.some(({ roles }) => mayApprove(approver, roles, persons)) ? 'YES' : 'NO')));
}
