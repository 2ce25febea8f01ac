import type { Deadline, Instant } from '#contract';
import { type ImplementationCase, reviewDeadline } from '../controls/index.js';

/** The deadlines of these implementations that are not met, also those that ran out: with them time alone changes answers. */
export function deadlinesOf(implementations: readonly ImplementationCase[]): readonly Deadline[] {
  return implementations.map(reviewDeadline).filter((one) => one !== null);
}

/** What is to fire when its time comes: what a rule waits for is overdue from then on. Of several of a rule and subject the first; then the next is listed. */
export function toFire(deadlines: readonly Deadline[], clock: Instant): readonly { readonly kind: string; readonly at: Instant }[] {
  const first = new Map<string, Instant>();
  for (const { rule, subject, at } of deadlines) {
    const kind = `${KINDS[rule] ?? rule} ${subject}`;
    const known = first.get(kind);
    if (at > clock && (known === undefined || at < known)) first.set(kind, at);
  }
  return [...first].map(([kind, at]) => ({ kind, at }));
}

const KINDS: Readonly<Record<string, string>> = { 'emergency-without-review': 'REVIEW_DUE' };
