import { describe, expect, it } from 'vitest';
import type { BypassFact } from '../../src/controls/index.js';
import { pull } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { span } from '../correlate/runs.js';
import { DEPLOYMENT, type Plan } from './case.js';
import {
  answer,
  byRule,
  FIRST,
  guarded,
  HOUR,
  LOOSE,
  MERGED,
  merged,
  pushed,
  pushOf,
  readAs,
  reading,
  ruleset,
  START,
  STRICT,
  told,
} from './protections.js';

const bypass = (about: string): BypassFact => ({ about, guard: 'two reviews', source: 'b', seq: 9 });
const bypassed = (about: string, plan: Plan = merged()): Plan => {
  const own = guarded(plan, [FIRST]);
  return { ...own, more: { ...own.more, protection: { facts: [FIRST], defaultBranch: 'main', pushes: [], bypasses: [bypass(about)] } } };
};

/** 1 and 2, of which neither came from the other, and the merge 3 of both. */
const mergedByPush: Plan = { edges: [edges(0), edges(1, 0), edges(2, 0), edges(3, 1, 2)], carries: [1, 2, 3] };

describe('control-weakened', () => {
  it.each<readonly [string, Plan, string]>([
    ['PASS where nothing was loosened', readAs(), 'PASS'],
    ['PASS where it became stricter', readAs(reading(2_000, { ...STRICT, approvals: 3 }, { since: 1_500 })), 'PASS'],
    ['PASS of a deployment that carries nothing', guarded({ ...merged(), carries: [], pulls: [] }, [FIRST]), 'PASS'],
    [
      'PASS of one, whatever pull requests were not read',
      guarded({ ...merged(), carries: [], pulls: [], coverage: { pull_requests: null } }, [FIRST]),
      'PASS',
    ],
    ['INDETERMINATE of one where no release branch was read', guarded({ ...merged(), carries: [], pulls: [] }, []), 'INDETERMINATE'],
    [
      'GAP where it was loosened shortly before it, whichever deployment stands before it',
      byRule(START - HOUR, null, { ...merged(), coverage: { deployments: null } }),
      'GAP',
    ],
    [
      'INDETERMINATE where it was loose at a merge that another deployment may have brought',
      byRule(MERGED - HOUR, MERGED + HOUR, { ...merged(), coverage: { deployments: null } }),
      'INDETERMINATE',
    ],
    ['GAP where it was loose while a pull request was merged', byRule(MERGED - HOUR, MERGED + HOUR), 'GAP'],
    ['GAP where it is still', byRule(MERGED - HOUR, null), 'GAP'],
    ['PASS where it was as before by then', byRule(MERGED - 2 * HOUR, MERGED - HOUR), 'PASS'],
    ['PASS where it was loosened after the merge and long before the start', byRule(MERGED + HOUR, MERGED + 2 * HOUR), 'PASS'],
    ['GAP where it was loosened within a day before the start', byRule(START - HOUR, START - HOUR + 60), 'GAP'],
    ['PASS where it was loosened after the start', byRule(START + HOUR, null), 'PASS'],
    ['GAP where a reading shows it before the merge', readAs(reading(MERGED - HOUR, LOOSE, { since: MERGED - 2 * HOUR })), 'GAP'],
    [
      'INDETERMINATE where the merge lies between two readings of which the second shows it',
      readAs(reading(MERGED + HOUR, LOOSE, { since: MERGED - HOUR })),
      'INDETERMINATE',
    ],
    [
      'GAP where what was told dates what a reading found',
      guarded(merged(), [FIRST, told(1_001, STRICT), told(MERGED - 60, LOOSE), reading(MERGED + HOUR, LOOSE, { since: MERGED - HOUR })]),
      'GAP',
    ],
    [
      'PASS where what was told says that it came after the merge, and a reading found it as before',
      guarded(merged(), [
        ...[FIRST, told(1_001, STRICT), told(MERGED + 60, LOOSE)],
        ...[reading(MERGED + HOUR, LOOSE, { since: MERGED - HOUR }), reading(MERGED + 2 * HOUR, STRICT, { since: MERGED + HOUR })],
      ]),
      'PASS',
    ],
    [
      'PASS where a reading before the merge shows that it was as before, though nobody told of it',
      guarded(merged(), [
        ...[FIRST, told(1_001, STRICT), told(MERGED - 9 * HOUR, LOOSE)],
        ...[reading(MERGED - 8 * HOUR, LOOSE, { since: MERGED - 10 * HOUR }), reading(MERGED - HOUR, STRICT, { since: MERGED - 7 * HOUR })],
      ]),
      'PASS',
    ],
    ['GAP where the protection was removed', readAs(reading(MERGED - HOUR, null, { since: MERGED - 2 * HOUR })), 'GAP'],
    ['GAP where the rule was deleted, of which nothing was told before', readAs(told(MERGED - HOUR, STRICT, { action: 'DELETED' })), 'GAP'],
    [
      'PASS where a ruleset took its place with as much',
      guarded(merged(), [
        reading(1_000, { ...STRICT, bypass: 0, pushers: null, lastPushApproval: false, conversations: false }),
        reading(MERGED - HOUR, null, {
          since: MERGED - 2 * HOUR,
          rules: [
            { type: 'pull_request', approvals: 2, dismissStaleReviews: true },
            { type: 'required_status_checks', checks: ['lint', 'test'], strictChecks: true },
            ...[{ type: 'non_fast_forward' }, { type: 'deletion' }],
          ],
        }),
      ]),
      'PASS',
    ],
    [
      'GAP where a ruleset was only evaluated from then on',
      readAs(ruleset(1_001, [{ type: 'non_fast_forward' }]), ruleset(MERGED - HOUR, [{ type: 'non_fast_forward' }], 'evaluate')),
      'GAP',
    ],
    [
      'PASS where the ruleset is for other branches',
      readAs(
        ruleset(1_001, [{ type: 'deletion' }], 'active', ['refs/heads/release/*']),
        ruleset(MERGED - HOUR, [], 'active', ['refs/heads/release/*']),
      ),
      'PASS',
    ],
    [
      'PASS where the rule is for other branches',
      readAs(told(1_001, STRICT, { pattern: 'release/*' }), told(MERGED - HOUR, LOOSE, { pattern: 'release/*' })),
      'PASS',
    ],
    [
      'GAP where the rule no longer names the branch',
      readAs(told(1_001, STRICT), told(MERGED - HOUR, STRICT, { pattern: 'release/*' })),
      'GAP',
    ],
    [
      'PASS where another branch that is no release branch was loosened',
      readAs(reading(1_001, STRICT, { branch: 'develop' }), reading(MERGED - HOUR, LOOSE, { since: 2_000, branch: 'develop' })),
      'PASS',
    ],
    [
      'GAP where it was loose while a commit was pushed',
      guarded(pushed, [FIRST, told(1_001, STRICT), told(MERGED - 60, LOOSE), told(MERGED + 60, STRICT)], [pushOf(2, MERGED)]),
      'GAP',
    ],
    [
      'PASS where it was pushed afterwards, the one below with it',
      guarded(pushed, [FIRST, told(1_001, STRICT), told(MERGED - 60, LOOSE), told(MERGED - 30, STRICT)], [pushOf(2, MERGED)]),
      'PASS',
    ],
    ['INDETERMINATE where nobody knows when it was pushed', guarded(pushed, [FIRST], [pushOf(2, null)]), 'INDETERMINATE'],
    ['INDETERMINATE where no push brought it', guarded(pushed, [FIRST]), 'INDETERMINATE'],
    ['INDETERMINATE where no push brought the only one', guarded({ ...pushed, carries: [2] }, [FIRST]), 'INDETERMINATE'],
    ['PASS where the push of a merge brought what it merged', guarded(mergedByPush, [FIRST], [pushOf(3, MERGED)]), 'PASS'],
    [
      'PASS where a reading before shows it strict after the merge',
      readAs(reading(MERGED + 60, STRICT, { since: 2_000 }), reading(MERGED + HOUR, LOOSE, { since: MERGED - HOUR })),
      'PASS',
    ],
    ['INDETERMINATE where nobody knows when it was merged', guarded(merged(null), [FIRST]), 'INDETERMINATE'],
    ['GAP where a guard was gone around with the deployment', bypassed(DEPLOYMENT), 'GAP'],
    ['GAP where it was with a carried commit', bypassed(`commit:a:1:${sha(1)}`), 'GAP'],
    [
      'INDETERMINATE where it was, and another deployment may have carried that',
      bypassed(`commit:a:1:${sha(1)}`, { ...merged(), coverage: { deployments: null } }),
      'INDETERMINATE',
    ],
    [
      'GAP where it was with the deployment, whatever was not read',
      bypassed(DEPLOYMENT, { ...merged(), coverage: { deployments: null, protections: null } }),
      'GAP',
    ],
    [
      'INDETERMINATE where nobody knows into which branch it was merged',
      guarded({ ...merged(), pulls: [pull(1, 1, { merged: span(MERGED), mergeBase: null })] }, [FIRST]),
      'INDETERMINATE',
    ],
    ['INDETERMINATE where no protection was ever read', guarded(merged(), []), 'INDETERMINATE'],
    ['INDETERMINATE where it was read after the merge first', guarded(merged(), [reading(MERGED + 1, STRICT)]), 'INDETERMINATE'],
    ['PASS where it was read a second before it', guarded(merged(), [reading(MERGED - 1, STRICT)]), 'PASS'],
    [
      'INDETERMINATE where the readings of protections do not reach the start',
      guarded({ ...merged(), coverage: { protections: null } }, [FIRST]),
      'INDETERMINATE',
    ],
    ['GAP where they do not, and it was told', { ...byRule(MERGED - HOUR, null, { ...merged(), coverage: { protections: null } }) }, 'GAP'],
    [
      'INDETERMINATE where pull requests were not read',
      guarded({ ...merged(), coverage: { pull_requests: null } }, [FIRST]),
      'INDETERMINATE',
    ],
    [
      'INDETERMINATE where what it carries is not known',
      guarded({ ...merged(), undecided: ['The base is open.'] }, [FIRST]),
      'INDETERMINATE',
    ],
  ])('is %s', (_, plan, expected) => {
    expect(answer(plan)).toBe(expected);
  });
});
