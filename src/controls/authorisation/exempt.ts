import { durationMs, type Instant, plusMs } from '#contract';
import { isEmergency, isStandardChange, type Truth } from '../../correlate/index.js';
import type { ImplementationCase } from '../case.js';
import type { Finding } from '../rule.js';
import { once } from './once.js';
import { eventsOf, missingOf, unknown } from './question.js';
import { reviewedInTime } from './review.js';

type Judge = () => readonly Finding[];

/** A standard change is EXEMPT where policy lists its model; where it is not sure what was carried, nothing is. */
export function unlessStandard(subject: ImplementationCase, whether: string, judge: Judge): readonly Finding[] {
  if (subject.unsure.length > 0) return [unknown(subject, whether, subject.unsure)];
  const standard = standardOf(subject);
  if (standard === 'UNKNOWN')
    return [unknown(subject, whether, [missingOf(subject, 'Whether it was a standard change is not known.', 'tickets')])];
  return standard === 'NO' ? judge() : [exempt(subject, 'is a standard change, which policy (standardChanges) approves beforehand')];
}

/** An emergency is EXEMPT while its review time runs and when it was reviewed in it; else its review alone is judged. */
export function unlessEmergency(subject: ImplementationCase, whether: string, judge: Judge): readonly Finding[] {
  return unlessStandard(subject, whether, () => {
    const emergency = emergencyOf(subject);
    if (emergency === 'NO') return judge();
    if (emergency === 'UNKNOWN') return [unknown(subject, whether, [missingEmergency(subject)])];
    if (reviewedInTime(subject) === 'YES') return [exempt(subject, 'is an emergency (policy: emergencies) that was reviewed in time')];
    const due = dueAt(subject);
    if (subject.at >= due) return [];
    return [{ ...exempt(subject, `is an emergency (policy: emergencies), exempt until its review is due at ${due}`), changesAt: due }];
  });
}

const standardOf = once((subject: ImplementationCase): Truth =>
  isStandardChange({ ...subject, start: startOf(subject), policy: subject.inForce.policy }),
);

export const emergencyOf = once((subject: ImplementationCase): Truth =>
  isEmergency({ ...subject, start: startOf(subject), policy: subject.inForce.policy }),
);

export function missingEmergency(subject: ImplementationCase) {
  return missingOf(subject, 'Whether it was an emergency before it started is not known.', 'tickets');
}

/** When the review time has run out for certain. */
export function dueAt({ start, inForce }: ImplementationCase): Instant {
  return plusMs(start.to, durationMs(inForce.policy.rules['emergency-without-review']?.within ?? '72h'));
}

function startOf({ start, startSource }: ImplementationCase) {
  return { at: start, source: startSource };
}

function exempt(subject: ImplementationCase, why: string): Finding {
  return { subject: subject.subject, answer: 'EXEMPT', sentence: `${subject.title} ${why}.`, events: eventsOf(subject) };
}
