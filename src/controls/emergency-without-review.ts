import { type Deadline, plusMs } from '#contract';
import { dueAt, emergencyOf, missingEmergency } from './authorisation/exempt.js';
import { eventsOf, undecided, unknown } from './authorisation/question.js';
import { reviewedInTime } from './authorisation/review.js';
import { type ImplementationCase, notCoveredUpTo } from './case.js';
import type { Finding, Rule } from './rule.js';

/** An emergency was not reviewed in time by an authorised person who neither wrote nor started it. */
export const emergencyWithoutReview: Rule = {
  info: {
    id: 'emergency-without-review',
    title: 'An emergency change was not reviewed in time',
    gapWhen: 'it is an emergency and was not reviewed within [72 h] by an authorised person who neither wrote nor started it',
    severity: 'HIGH',
    subject: 'change',
    clauses: ['NIST 800-53 CM-3 d', 'ISO 27001 A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.5.1'],
  },
  silence: 'It is no emergency, or the time for its review still runs.',
  judgeChange: (subject) => {
    if (emergencyOf(subject) === 'NO') return [];
    // Until it is met or has run out, a rule with a deadline gives no verdict.
    return reviewedInTime(subject) === 'YES' || subject.at >= dueAt(subject) ? [finding(subject)] : [];
  },
};

const WHETHER = 'it is an emergency that was reviewed in time';

/** When the review of what is, or may be, an emergency is due, whether or not that is over; null where none is, or it was reviewed. */
export function reviewDeadline(subject: ImplementationCase): Deadline | null {
  if (emergencyOf(subject) === 'NO' || reviewedInTime(subject) === 'YES') return null;
  const at = dueAt(subject);
  const sentence = `${subject.title} is ${emergencyOf(subject) === 'YES' ? '' : 'perhaps '}an emergency: its review is due by ${at}.`;
  return { rule: emergencyWithoutReview.info.id, subject: subject.subject, at, sentence };
}

function finding(subject: ImplementationCase): Finding {
  if (subject.unsure.length > 0) return unknown(subject, WHETHER, subject.unsure);
  if (emergencyOf(subject) === 'UNKNOWN') return unknown(subject, WHETHER, [missingEmergency(subject)]);
  const reviewed = reviewedInTime(subject);
  const common = { subject: subject.subject, events: eventsOf(subject) };
  if (reviewed === 'YES') return { ...common, answer: 'PASS', sentence: `${subject.title} is an emergency and was reviewed in time.` };
  const upTo = plusMs(dueAt(subject), subject.inForce.policy.clockSkewMs);
  const missing = subject.coverage.map((one) => notCoveredUpTo(one, upTo)).filter((one) => one !== null);
  if (missing.length > 0) return unknown(subject, WHETHER, missing);
  if (reviewed === 'UNKNOWN') return unknown(subject, WHETHER, undecided(subject));
  return {
    ...common,
    answer: 'GAP',
    sentence: `${subject.title} is an emergency and was not reviewed by ${dueAt(subject)} by somebody who neither wrote nor started it.`,
    wouldPassIf: `an authorised person who neither wrote nor started it had approved it by ${dueAt(subject)}`,
  };
}
