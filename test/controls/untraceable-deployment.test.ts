import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { untraceableDeployment } from '../../src/controls/untraceable-deployment.js';
import type { Finding } from '../../src/controls/rule.js';
import { commit } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { caseOf, COVERED, DEPLOYMENT, type Plan, upTo } from './case.js';
import { tracing, UNREAD, way } from './tracings.js';

// 1, 2 and 3 are carried; 3 is the revision.
const LINE = [edges(0), edges(1, 0), edges(2, 1), edges(3, 2)];
const COMMITS = [commit(1), commit(2), commit(3)];
const base: Plan = { edges: LINE, carries: [1, 2, 3], commits: COMMITS };

function traced(of: Parameters<typeof tracing>[0], rest: Partial<Plan> = {}, more: Plan['more'] = {}): Plan {
  return { ...base, ...rest, more: { tracing: tracing(of), ...more } };
}

const contents = (part: object) => ({ contents: { ...caseOf(base).contents, ...part } });
const again = (more: Plan['more'] = {}) => ({ ...contents({ relation: 'REDEPLOYMENT', carries: [] }), sha: sha(3), ...more });
const back = (more: Plan['more'] = {}) => ({
  ...contents({ relation: 'ROLLBACK', carries: [], takesOut: [sha(2), sha(3)] }),
  sha: sha(1),
  ...more,
});
const sideways = contents({ relation: 'SIDEWAYS', takesOut: [sha(0)] });
const TAKEN_OUT = new Map([['ticket:jira:12', [way(2)]]]);
const CLOSED_OUT = new Map([['ticket:jira:12', [way(2, { closedBefore: true })]]]);
const broughtBy = (of: Parameters<typeof tracing>[0]) => ({ firstBroughtBy: { deployment: 'deployment:a:0', tracing: tracing(of) } });

function judged(of: Plan): Finding {
  const found = untraceableDeployment.judge!(caseOf(of));
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('untraceable-deployment', () => {
  it.each<readonly [string, Plan]>([
    ['a commit leads to a change', traced({ leading: [1] })],
    ['its own revision leads to a change, whatever came before it', traced({ leading: [3] }, { coverage: { deployments: null } })],
    [
      'its own revision leads to a change, and the rest is not known',
      traced({ leading: [3] }, { carries: [3], undecided: ['No baseline.'] }),
    ],
    ['it names a change itself', traced({ own: [way(9)] })],
    [
      'it names a change itself, whatever it carries',
      traced({ own: [way(9)] }, { carries: [], undecided: ['Which came before?'] }, { sha: sha(3) }),
    ],
    ['one commit leads to a closed change and one to an open one', traced({ leading: [2], closed: [1] })],
    [
      'a commit leads to a change although nothing but the deployments was read',
      traced({ leading: [1] }, { coverage: { commits: null, pull_requests: null } }),
    ],
    ['it carries none, as where policy maps other paths to it', traced({}, { carries: [] })],
    ['a deployment that leads to a change first brought its revision', traced({}, {}, again(broughtBy({ leading: [3] })))],
    ['one that names a change itself first brought its revision', traced({}, {}, again(broughtBy({ own: [way(9)] })))],
    ['a redeployment names a change itself', traced({ own: [way(9)] }, {}, again())],
    ['a rollback takes out a change', traced({ takenOut: TAKEN_OUT }, {}, back())],
    ['a rollback goes back to a revision that led to a change', traced({}, {}, back(broughtBy({ leading: [1] })))],
    ['a sideways one takes out a change', traced({ takenOut: TAKEN_OUT }, {}, sideways)],
  ])('is PASS where %s', (_, of) => {
    expect(judged(of)).toMatchObject({ subject: DEPLOYMENT, answer: 'PASS' });
  });

  it.each<readonly [string, Plan]>([
    ['no commit leads to a change', traced({})],
    ['the one commit leads to no change', traced({}, { carries: [3] })],
    ['it goes forward, whatever change a revert that it carries takes out', traced({ takenOut: TAKEN_OUT })],
    ['a deployment that leads to none first brought its revision', traced({}, {}, again(broughtBy({})))],
    ['a rollback takes out no change, and its revision never led to one', traced({}, {}, back(broughtBy({})))],
    ['a sideways one takes no change out', traced({}, {}, sideways)],
  ])('is GAP where %s', (_, of) => {
    expect(judged(of)).toMatchObject({
      answer: 'GAP',
      about: [DEPLOYMENT],
      wouldPassIf: 'a commit, its pull request or the deployment had named a change',
    });
  });

  it.each<readonly [string, Plan]>([
    ['a rollback takes out only what a closed ticket had brought', traced({ takenOut: CLOSED_OUT }, {}, back(broughtBy({})))],
    ['a sideways one takes out only what a closed ticket had brought', traced({ takenOut: CLOSED_OUT }, {}, sideways)],
    ['what a rollback takes out names a key that was not read', traced({ takenOutPerhaps: [UNREAD] }, {}, back(broughtBy({})))],
    ['who first brought the revision of a rollback is not known', traced({}, {}, back())],
  ])('is INDETERMINATE where %s', (_, of) => {
    expect(judged(of)).toMatchObject({ answer: 'INDETERMINATE' });
  });

  it.each<readonly [string, Plan, readonly string[], string]>([
    ['the pull requests were not read', traced({}, { coverage: { pull_requests: null } }), ['pull_requests'], 'pull requests of acme/pay'],
    ['the commits were not read', traced({}, { coverage: { commits: null } }), ['commits'], 'commits of acme/pay'],
    ['a deployment may stand between', traced({}, { coverage: { deployments: null } }), ['deployments'], 'deployments of acme/pay'],
    [
      'another may have brought the commit that leads',
      traced({ leading: [1] }, { coverage: { deployments: null } }),
      ['deployments'],
      'deployments',
    ],
    ['what it carries is not known', traced({}, { carries: [3], undecided: ['No baseline.'] }), [], 'No baseline.'],
    ['nothing of what it carries is known', traced({}, { carries: [], undecided: ['Open base.'] }, { sha: sha(3) }), [], 'Open base.'],
    ['a key was not read', traced({ open: [2] }), ['tickets'], 'PAY-77 was not read.'],
    ['a key that it names itself was not read', traced({ ownPerhaps: [UNREAD] }), ['tickets'], 'PAY-77 was not read.'],
    ['all its changes were closed before', traced({ closed: [1, 2] }), [], 'was closed before the commit was pushed'],
    ['the one change that it names was closed before', traced({ own: [way(9, { closedBefore: true })] }), [], 'was closed before'],
    ['nobody knows who first brought its revision', traced({}, {}, again()), [], 'first brought its revision is not known'],
    ['who first brought its revision may lead somewhere', traced({}, {}, again(broughtBy({ open: [2] }))), ['tickets'], 'PAY-77'],
    ['who first brought it leads to a closed change', traced({}, {}, again(broughtBy({ closed: [2] }))), [], 'was closed before'],
    [
      'what first brought it was not all read',
      traced({}, { coverage: { pull_requests: null, commits: null } }, again(broughtBy({}))),
      ['commits', 'pull_requests'],
      'were not read',
    ],
    ['nobody knows who first brought what it goes back to', traced({}, {}, back()), [], 'first brought'],
  ])('is INDETERMINATE where %s, and says so', (_, of, missing, why) => {
    const found = judged(of);
    expect([found.answer, found.missing?.map(({ collection }) => collection)]).toEqual(['INDETERMINATE', missing]);
    expect(found.sentence).toContain(why);
    expect(found.wouldPassIf).toBeUndefined();
  });

  it('is GAP where it names no revision, whether any source has changes or not, and whatever was read', () => {
    const none = { sha: null, ...contents({ relation: 'UNDECIDED', carries: [], undecided: ['It names no revision.'] }) };
    const unread = { coverage: { commits: null, deployments: null, pull_requests: null } };
    for (const of of [traced({}, unread, none), traced({ own: [way(9)] }, {}, none), { ...base, more: none }]) {
      expect(judged(of)).toMatchObject({ answer: 'GAP', sentence: 'The deployment names no revision.' });
    }
  });

  it('is GAP where the covered repository does not have its revision, and INDETERMINATE until it is covered', () => {
    const absent = { sha: sha(77), ...contents({ relation: 'UNDECIDED', carries: [], undecided: ['Not read.'] }) };
    const short = sha(77).slice(0, 12);
    for (const of of [traced({ own: [way(9)] }, {}, absent), { ...base, more: absent }]) {
      expect(judged(of)).toMatchObject({
        answer: 'GAP',
        sentence: `The deployment names the revision ${short}, which acme/pay does not have.`,
      });
      expect(judged({ ...of, coverage: { commits: upTo(COVERED) } }).answer).toBe('GAP');
      const early = judged({ ...of, coverage: { commits: upTo(plusMs(COVERED, -0.001)) } });
      expect([early.answer, early.missing?.[0]?.collection]).toEqual(['INDETERMINATE', 'commits']);
    }
  });

  it('says nothing of changes where no source could hold any', () => {
    expect(untraceableDeployment.judge!(caseOf(base))).toEqual([]);
  });

  it('counts the commits that lead, and rests on them and what they say', () => {
    const found = judged(traced({ leading: [1, 3] }));
    expect(found.sentence).toBe('2 of the 3 commits that it carries lead to a change.');
    expect([...found.events].sort((a, b) => a - b)).toEqual([1, 2, 1001, 1002, 1003, 2001, 2003]);
    expect(judged(traced({})).sentence).toBe(
      'None of the 3 commits that it carries leads to a change, and the deployment names none itself.',
    );
  });
});
