import type { Deadline, Instant } from '#contract';
import { type ImplementationCase, reviewDeadline } from '../controls/index.js';

/** The deadlines of these implementations that are not met, also those that ran out: with them time alone changes answers. */
export function deadlinesOf(implementations: readonly ImplementationCase[]): readonly Deadline[] {
  return implementations.map(reviewDeadline).filter((one) => one !== null);
}

/** What is to fire when its time comes: what a rule waits for is overdue from then on. */
export function toFire(deadlines: readonly Deadline[], clock: Instant): readonly { readonly kind: string; readonly at: Instant }[] {
  return deadlines.filter(({ at }) => at > clock).map(({ rule, subject, at }) => ({ kind: `${KINDS[rule] ?? rule} ${subject}`, at }));
}

const KINDS: Readonly<Record<string, string>> = { 'emergency-without-review': 'REVIEW_DUE' };
