import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offBranchDeployment as rule } from '../../src/controls/off-branch-deployment.js';
import { edges, sha } from '../correlate/commits.js';
import { second } from '../correlate/runs.js';
import { caseOf, COVERED, DEPLOYMENT, type Plan, upTo } from './case.js';
import { MAY_BE_ANOTHER } from './named.js';

const LINE = [edges(0), edges(1, 0), edges(2, 0)];
/** 2 is deployed; 0 and 1 stand on main. */
const plan = (rest: Partial<Plan> = {}): Plan => ({ edges: LINE, carries: [2], released: [0, 1], ...rest });
const judged = (of: Plan) => rule.judge!(caseOf(of))[0]!;
const answer = (of: Plan) => judged(of).answer;

describe('off-branch-deployment', () => {
  it.each<readonly [string, Plan, string]>([
    ['PASS where its revision stands on a release branch', plan({ more: { sha: sha(1) } }), 'PASS'],
    ['PASS where it does, whatever was not read', plan({ more: { sha: sha(1) }, coverage: { branches: null, commits: null } }), 'PASS'],
    ['GAP where it does not', plan(), 'GAP'],
    ['GAP where it carries what does, and is itself elsewhere', plan({ carries: [1], more: { sha: sha(2) } }), 'GAP'],
    ['GAP of a redeployment, which carries nothing', plan({ carries: [], more: { sha: sha(2) } }), 'GAP'],
    ['GAP where the covered repository does not have it at all', plan({ more: { sha: sha(9) } }), 'GAP'],
    ['INDETERMINATE where branches were not read', plan({ coverage: { branches: null } }), 'INDETERMINATE'],
    ['INDETERMINATE where commits were not read', plan({ coverage: { commits: null } }), 'INDETERMINATE'],
    [
      'INDETERMINATE where branches were read up to a microsecond less',
      plan({ coverage: { branches: upTo(second(160.999999)) } }),
      'INDETERMINATE',
    ],
    [
      'GAP where they were read up to the start and the skew',
      plan({ coverage: { branches: upTo(COVERED), commits: upTo(COVERED) } }),
      'GAP',
    ],
    ['INDETERMINATE where it may be a report of another deployment', plan({ more: { named: MAY_BE_ANOTHER } }), 'INDETERMINATE'],
    ['INDETERMINATE where nobody knows the release branches', plan({ releaseBranches: null }), 'INDETERMINATE'],
    ['INDETERMINATE where it names no revision', plan({ more: { sha: null } }), 'INDETERMINATE'],
    ['GAP where pull requests were not read, which do not matter', plan({ coverage: { pull_requests: null } }), 'GAP'],
  ])('is %s', (_, of, expected) => {
    expect(answer(of)).toBe(expected);
  });

  it('says which revision, of which branches, and what would have passed', () => {
    const found = judged(plan({ releaseBranches: ['main', 'release'] }));
    expect(found.sentence).toBe(`acme/pay ${sha(2).slice(0, 12)} was deployed to live, and is not reachable from main, release.`);
    expect(found.wouldPassIf).toBe('it had been merged into main, release');
    expect(found.about).toEqual([DEPLOYMENT, `commit:a:1:${sha(2)}`]);
    expect(judged(plan({ releaseBranches: null })).missing).toEqual([
      { what: expect.stringContaining('policy names none'), scope: 'repository:a:1', collection: 'branches', upTo: null },
    ]);
  });

  it('resolves when its revision is merged later', () => {
    expect([answer(plan()), answer(plan({ released: [0, 1, 2] }))]).toEqual(['GAP', 'PASS']);
  });

  it('once PASS or GAP stays so whatever was not read turns out to be', () => {
    fc.assert(
      fc.property(fc.subarray(['branches', 'commits']), fc.boolean(), fc.boolean(), (uncovered, before, turnsOut) => {
        const coverage = Object.fromEntries(uncovered.map((name) => [name, null]));
        const was = answer(plan({ released: before ? [2] : [], coverage }));
        const is = answer(plan({ released: before || (uncovered.length > 0 && turnsOut) ? [2] : [] }));
        if (was !== 'INDETERMINATE') expect(is).toBe(was);
      }),
    );
  });
});
