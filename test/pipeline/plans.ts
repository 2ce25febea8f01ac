import type { Step } from './any-plan.js';

const at = { repository: 0, who: 0, afterS: 120 };
const one = { ...at, which: 0, commits: 1 };
const deployed = { ...at, does: 'deploy', environment: 'production', end: 'success', back: 0, lastsS: 5 } as const;

/** A plan in which both rules pass and fail, something is rolled back, deployed again, and approved too late. */
export const A_YEAR: readonly Step[] = [
  { ...one, does: 'push', who: 1 },
  deployed,
  { ...one, does: 'open', commits: 2 },
  { ...at, does: 'review', which: 0, who: 1, state: 'APPROVED' },
  { ...at, does: 'merge', which: 0, who: 1, method: 'merge' },
  { ...one, does: 'release' },
  deployed,
  { ...one, does: 'open', who: 2 },
  { ...at, does: 'merge', which: 0, who: 2, method: 'squash' },
  deployed,
  { ...deployed, back: 1 },
  deployed,
  { ...deployed, environment: 'qa' },
  { ...one, does: 'open', repository: 1, commits: 2 },
  { ...at, does: 'review', repository: 1, which: 0, who: 1, state: 'APPROVED' },
  { ...one, does: 'dismiss', repository: 1, who: 2 },
  { ...at, does: 'merge', repository: 1, which: 0, who: 0, method: 'rebase' },
  { ...deployed, repository: 1, environment: 'live' },
  { ...deployed, repository: 1, end: 'failure' },
  { ...deployed, repository: 1, end: null },
];

/** A pull request that nobody reviewed, merged and deployed. */
export const UNREVIEWED: readonly Step[] = [{ ...one, does: 'open' }, { ...at, does: 'merge', which: 0, method: 'squash' }, deployed];

/** The same with an approval by somebody else before the merge. */
export const REVIEWED: readonly Step[] = [
  { ...one, does: 'open' },
  { ...at, does: 'review', which: 0, who: 1, state: 'APPROVED' },
  { ...at, does: 'merge', which: 0, method: 'squash' },
  deployed,
];

/** A deployment that began and of whose end nobody has heard. */
export const STARTED: readonly Step[] = [{ ...deployed, afterS: 1, end: null }];
