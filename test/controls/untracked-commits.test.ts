import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { untraceableDeployment } from '../../src/controls/untraceable-deployment.js';
import { untrackedCommits } from '../../src/controls/untracked-commits.js';
import type { Finding, Rule } from '../../src/controls/rule.js';
import { commit } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { caseOf, DEPLOYMENT, type Plan } from './case.js';
import { tracing, way } from './tracings.js';

const LINE = [edges(0), edges(1, 0), edges(2, 1), edges(3, 2)];
const base: Plan = { edges: LINE, carries: [1, 2, 3], commits: [commit(1), commit(2), commit(3)] };

function traced(of: Parameters<typeof tracing>[0], rest: Partial<Plan> = {}, more: Plan['more'] = {}): Plan {
  return { ...base, ...rest, more: { tracing: tracing(of), ...more } };
}

function judged(of: Plan): Finding {
  const found = untrackedCommits.judge!(caseOf(of));
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('untracked-commits', () => {
  it.each<readonly [string, Plan]>([
    ['every commit leads to a change', traced({ leading: [1, 2, 3] })],
    ['none does, since untraceable-deployment speaks of that', traced({})],
    ['the only commit does not', traced({}, { carries: [3] })],
    ['the only commit does perhaps', traced({ open: [3] }, { carries: [3] })],
    ['it carries nothing', traced({}, { carries: [] })],
    ['every commit names one and the same closed ticket, so that all lead to a change or none', traced({ closed: [1, 2, 3] })],
    [
      'every commit does, although nothing but the deployments was read',
      traced({ leading: [1, 2, 3] }, { coverage: { commits: null, pull_requests: null } }),
    ],
  ])('is PASS where %s', (_, of) => {
    expect(judged(of)).toMatchObject({ answer: 'PASS', subject: DEPLOYMENT });
  });

  it.each<readonly [string, Plan, readonly number[]]>([
    ['one does not', traced({ leading: [1, 3] }), [2]],
    ['one does', traced({ leading: [2] }), [1, 3]],
    ['one does, one does not, of one it is not known', traced({ leading: [1], open: [2] }), [3]],
    ['one does, one does not, one leads to a closed change', traced({ leading: [1], closed: [2] }), [3]],
    ['one does, and the deployment itself names a change', traced({ leading: [1, 2], own: [way(9)] }), [3]],
  ])('is GAP where %s, and lists the commits', (_, of, without) => {
    const found = judged(of);
    expect(found.answer).toBe('GAP');
    expect([...found.about!].sort()).toEqual(without.map((n) => `commit:a:1:${sha(n)}`).sort());
    expect(found.sentence).toContain(`${without.length} of the 3 commits`);
  });

  it.each<readonly [string, Plan, readonly string[]]>([
    ['one leads somewhere perhaps, the others do', traced({ leading: [1, 2], open: [3] }), ['tickets']],
    ['one leads somewhere perhaps, the others do not', traced({ open: [3] }), ['tickets']],
    ['one leads to a closed change, the others to an open one', traced({ leading: [1, 2], closed: [3] }), []],
    ['pull requests were not read', traced({ leading: [1] }, { coverage: { pull_requests: null } }), ['pull_requests']],
    [
      'only one does not, and pull requests were not read',
      traced({ leading: [1, 2] }, { coverage: { pull_requests: null } }),
      ['pull_requests'],
    ],
    ['commits were not read', traced({}, { coverage: { commits: null } }), ['commits']],
    ['a deployment may stand between', traced({ leading: [1] }, { coverage: { deployments: null } }), ['deployments']],
    [
      'a deployment may stand between, though all lead',
      traced({ leading: [1, 2, 3] }, { coverage: { deployments: null } }),
      ['deployments'],
    ],
    ['what it carries is not known', traced({ leading: [3] }, { carries: [3], undecided: ['No baseline.'] }), []],
  ])('is INDETERMINATE where %s', (_, of, missing) => {
    const found = judged(of);
    expect([found.answer, found.missing?.map(({ collection }) => collection)]).toEqual(['INDETERMINATE', missing]);
    expect(found.sentence.length).toBeGreaterThan('Whether some of the commits lead to no change is not known. '.length);
  });

  it.each<readonly [string, Plan]>([
    ['no source could hold changes', base],
    ['it names no revision', traced({ leading: [1] }, {}, { sha: null })],
  ])('says nothing where %s', (_, of) => {
    expect(untrackedCommits.judge!(caseOf(of))).toEqual([]);
  });

  it('knows nothing where of two commits one names a key that was not read', () => {
    expect(judged(traced({ leading: [2], open: [3] }, { carries: [2, 3] })).answer).toBe('INDETERMINATE');
    expect(judged(traced({ closed: [1, 2, 3] }, { coverage: { commits: null } })).answer).toBe('INDETERMINATE');
  });

  it('misses nothing of commits that all lead to a change', () => {
    const unread = { deployments: null, pull_requests: null };
    expect(judged(traced({ leading: [1, 2, 3] }, { coverage: unread })).missing?.map(({ collection }) => collection)).toEqual([
      'deployments',
    ]);
  });

  const anySubset = fc.subarray([1, 2, 3]);
  const COLLECTIONS = ['deployments', 'pull_requests', 'commits'];
  const answerOf = (rule: Rule, of: Plan) => rule.judge!(caseOf(of))[0]?.answer;

  it('and untraceable-deployment never both speak, and stay at PASS or GAP whatever is read or turns out', () => {
    fc.assert(
      fc.property(anySubset, anySubset, anySubset, fc.subarray(COLLECTIONS), (leading, open, turnsOut, unread) => {
        const still = open.filter((n) => !leading.includes(n));
        const before = traced({ leading, open: still }, { coverage: Object.fromEntries(unread.map((name) => [name, null])) });
        const after = traced({ leading: [...leading, ...still.filter((n) => turnsOut.includes(n))] });
        const [a, b] = [answerOf(untraceableDeployment, before), answerOf(untrackedCommits, before)];
        expect([a, b]).not.toEqual(['GAP', 'GAP']);
        if (a !== 'INDETERMINATE') expect(answerOf(untraceableDeployment, after)).toBe(a);
        if (b !== 'INDETERMINATE') expect(answerOf(untrackedCommits, after)).toBe(b);
        expect([answerOf(untraceableDeployment, after), answerOf(untrackedCommits, after)]).not.toContain('INDETERMINATE');
      }),
    );
  });
});
