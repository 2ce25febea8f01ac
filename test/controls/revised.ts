import type { CheckFacts, ProtectionFacts, PullRequestFacts, RevisionFacts } from '../../src/correlate/index.js';
import { pull } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { second, span } from '../correlate/runs.js';
import type { Plan } from './case.js';

/** The deployed revision, merged at second 50 from the pull request #1 with the head 5. */
export const OWN = sha(1);
export const HEAD = sha(5);

/** A check of the revision that succeeded in second 60, a while before the start in second 100. */
export function check(seq: number, part: Partial<CheckFacts> = {}): CheckFacts {
  return { check: `check:a:${seq}`, name: 'ci', conclusion: 'SUCCESS', sha: OWN, at: span(60), source: 'a', seq, ...part };
}

export function merged(part: Partial<PullRequestFacts> = {}): PullRequestFacts {
  return pull(1, 1, { mergeHead: HEAD, merged: span(50), ...part });
}

/** Main as it was read first minutes before the merge, by the hub's clock. */
export function protection(part: Partial<ProtectionFacts> = {}): ProtectionFacts {
  return { branch: 'main', at: { from: second(-400), to: second(-200) }, isProtected: true, reviews: 1, checks: ['ci'], seq: 7, ...part };
}

export function revised(revision: Partial<RevisionFacts>, rest: Partial<Plan> = {}): Plan {
  const facts = { mergedAs: [merged()], checks: [], protections: [], ...revision };
  return { edges: [edges(0), edges(1, 0)], carries: [1], ...rest, more: { sha: OWN, revision: facts, ...rest.more } };
}
