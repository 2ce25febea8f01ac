import type { Missing } from '#contract';
import { patternOf, type ProtectionFacts, type PullRequestFacts } from '../../correlate/index.js';
import type { DeploymentCase } from '../case.js';
import { headsUnread, revisionFacts } from './checks.js';
import { protectionAt } from './protected.js';

/** What may have been demanded. */
export interface Demand {
  readonly holds: (name: string) => boolean;
  /** No check at all. */
  readonly isNothing: boolean;
}

/** Which checks had to succeed, as far as that is known. */
export interface Demanded {
  /** All that may have been demanded; of null nobody knows what; of nothing, nothing. */
  readonly worlds: readonly (Demand | null)[];
  /** Who demands it, for a sentence. */
  readonly by: string;
  /** What would have to be read to know it. */
  readonly missing: readonly Missing[];
}

/** By policy; else by the protection in force when the revision was merged. What came by no pull request was never merged. */
export function demandedOf(subject: DeploymentCase): Demanded {
  const named = subject.inForce.policy.rules['failed-checks-overridden']?.required;
  if (named) {
    const patterns = named.map(patternOf);
    return { worlds: [{ holds: (name) => patterns.some((one) => one.test(name)), isNothing: false }], by: 'policy', missing: [] };
  }
  const { mergedAs } = revisionFacts(subject);
  const unread = headsUnread(subject);
  const merges = mergedAs.map((pull) => byProtection(subject, pull));
  return {
    worlds: [...merges.flatMap(({ worlds }) => worlds), ...(unread.length > 0 ? [null] : [])],
    by: `the protection of ${[...new Set(mergedAs.flatMap(({ mergeBase }) => mergeBase ?? []))].join(', ')}`,
    missing: [...unread, ...merges.flatMap(({ missing }) => missing)],
  };
}

function byProtection(subject: DeploymentCase, pull: PullRequestFacts): Pick<Demanded, 'worlds' | 'missing'> {
  const { possible, missing } = protectionAt(subject, pull);
  const demandOf = ({ checks }: ProtectionFacts): Demand => ({ holds: (name) => checks.includes(name), isNothing: checks.length === 0 });
  return { worlds: possible.map((one) => one && demandOf(one)), missing };
}
