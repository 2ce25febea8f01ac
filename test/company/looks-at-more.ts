import { GUARDED } from './answers/unqualified-reviewer.js';
import type { Mutator } from './mutator.js';
import { chosen, startOf } from './mutators/choose.js';
import { controlsHeld } from './mutators/control-weakened.js';
import { developerDeployed } from './mutators/developer-deployed.js';
import { staleApproval } from './mutators/stale-approval.js';
import { unqualifiedReviewer } from './mutators/unqualified-reviewer.js';
import type { Variant } from './variant.js';

/** Approved so many seconds after its last merge, by another clock. */
function approvedNear(name: string, seconds: number): Mutator {
  return {
    name: `approved ${name}`,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      const at = Math.max(...change.pulls.map(({ mergedAt }) => mergedAt)) + seconds;
      if (at < ticket.createdAt + 120 || at > startOf(unit) - 61) return false;
      for (const decision of ticket.decisions) decision.at = at;
      return true;
    },
  };
}

const nearMerges: readonly Mutator[] = [
  approvedNear('60.002 s before it was merged, which is just before', -60.002),
  approvedNear('60.001 s before it was merged, which two clocks do not tell apart', -60.001),
  approvedNear('61 s after it was merged, which two clocks do not tell apart', 61),
  approvedNear('61.001 s after it was merged, which is just after', 61.001),
];

/** Where code that is merged after the approval was not approved. */
export const approvesMerges: Variant = {
  name: 'approvals are of what was merged',
  policy: ({ rules, ...policy }) => ({
    ...policy,
    rules: { ...rules, 'stale-approval': { enabled: true, which: ['plan', 'risk', 'window', 'affectedSystems', 'commits'] } },
  }),
  mutators: [...nearMerges, ...staleApproval],
  prepare: (unit) => void (unit.extra = 'MERGES'),
  adjust: () => undefined,
};

/** Where only who leads may pass some paths. */
export const namesReviewers: Variant = {
  name: 'reviewers are named for paths',
  policy: (policy) => ({ ...policy, reviewers: [{ paths: [`${GUARDED}**`], roles: ['lead'] }] }),
  mutators: unqualifiedReviewer,
  prepare: (unit) => {
    unit.extra = 'REVIEWERS';
    for (const { pulls } of unit.changes) {
      for (const { commits } of pulls) for (const commit of commits) commit.files = [`src/${commit.pushedAt % 3}.ts`];
    }
  },
  adjust: () => undefined,
};

/** Where who writes does not deploy. */
export const asksStarters: Variant = {
  name: 'who writes does not deploy',
  policy: ({ rules, ...policy }) => ({
    ...policy,
    rules: { ...rules, 'developer-deployed': { enabled: true } },
  }),
  mutators: developerDeployed,
  prepare: (unit) => void (unit.extra = 'STARTERS'),
  adjust: () => undefined,
};

/** So many seconds before a deployment nothing may become looser, so that what is loosened before a merge is not, too. */
const SHORTLY = 120;

/** Where what protects branches was read before anything was pushed to them. */
export const readsProtections: Variant = {
  name: 'what protects branches was read before',
  policy: ({ rules, ...policy }) => ({ ...policy, rules: { ...rules, 'control-weakened': { enabled: true, within: `${SHORTLY}s` } } }),
  mutators: controlsHeld,
  late: controlsHeld,
  prepare: (unit) => void (unit.shortly = SHORTLY),
  adjust: () => undefined,
};
