import { thisSecond } from '../times.js';
import type { Mutator } from '../mutator.js';
import { chosen, startOf } from './choose.js';
import { ofDeployments, ofPairs, ofTicket } from './expect.js';
import { putOff } from './midnight.js';

const REVIEW = ['unreviewed-code', 'post-merge-review', 'stale-review'] as const;
const OF_CHANGES = [
  ...([
    'unapproved-deployment',
    'post-hoc-approval',
    'deployed-despite-rejection',
    'self-approval',
    'incomplete-approval',
    'evidence-removed',
    'blind-spot',
  ] as const),
  ...(['outside-window', 'reused-change'] as const),
];

/** "Up to the judged moment + `clockSkew`": its start lies after all that was read, so that there may be more of everything. */
export const afterReading: Mutator = {
  name: 'it was deployed after the last reading',
  apply(unit, random) {
    if (unit.changes.length !== 1) return false;
    const { change, pull } = chosen(unit, random);
    putOff(unit, thisSecond() + 7200 - startOf(unit));
    for (const rule of [...REVIEW, 'direct-push', 'untracked-commits', 'failed-checks-overridden'] as const)
      ofDeployments(unit, rule, 'INDETERMINATE');
    for (const rule of REVIEW) ofPairs(unit, rule, 'INDETERMINATE', pull);
    for (const rule of OF_CHANGES) ofPairs(unit, rule, 'INDETERMINATE', change);
    for (const rule of ['incomplete-request', 'retrofitted-evidence', 'outcome-mismatch', 'stale-approval', 'backdated-approval'] as const)
      ofTicket(unit, rule, 'INDETERMINATE', change);
    return true;
  },
};
