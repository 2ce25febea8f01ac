import type { Instant } from '#contract';
import { type ImplementationCase, reviewDeadline } from '../controls/index.js';

/** What time alone will change about these implementations: the review of an emergency is overdue from then on. */
export function deadlinesOf(
  implementations: readonly ImplementationCase[],
  clock: Instant,
): readonly { readonly kind: string; readonly at: Instant }[] {
  return implementations.flatMap((one) => {
    const at = reviewDeadline(one);
    return at !== null && at > clock ? [{ kind: `REVIEW_DUE ${one.subject}`, at }] : [];
  });
}
