import { describe, expect, it } from 'vitest';
import { plusMs, type Verdict } from '#contract';
import { commit, head, pull } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { COVERED, DEPLOYMENT, type Plan, upTo, verdicts } from './case.js';

/** 1 is the squash of #1, 2 was pushed. */
const LINE = [edges(0), edges(1, 0), edges(2, 1)];
const reviewed: Plan = { edges: LINE, carries: [1], pulls: [pull(1, 1)], commits: [commit(1)] };
const pushed: Plan = { ...reviewed, carries: [1, 2], commits: [commit(1), commit(2)] };
const elsewhere: Plan = { ...pushed, released: [1] };
const unsure: Plan = {
  ...pushed,
  pulls: [pull(1, 1), pull(2, 2, { mergeHead: sha(9), heads: [head(9, null)] })],
  edges: [...LINE, edges(3, 2)],
  carries: [1, 2, 3],
  commits: [commit(1), commit(2), commit(3, { associated: ['pull_request:a:2'] })],
};

function judged(plan: Plan): Verdict {
  const found = verdicts(plan, 'direct-push');
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('direct-push', () => {
  it.each<readonly [string, Plan]>([
    ['every commit came through a pull request into a release branch', reviewed],
    ['it carries nothing', { ...reviewed, carries: [], pulls: [] }],
    ['it carries nothing and nobody knows the release branches', { ...reviewed, carries: [], releaseBranches: null }],
    ['a commit without a pull request never reached a release branch', elsewhere],
    [
      'every commit came through one, although nothing but the deployments was read',
      { ...reviewed, coverage: { pull_requests: null, commits: null, branches: null, reviews: null } },
    ],
    [
      'a commit came through a pull request into another release branch',
      { ...reviewed, pulls: [pull(1, 1, { mergeBase: 'release' })], releaseBranches: ['main', 'release'] },
    ],
    [
      'a pull request into another branch came on through one into a release branch',
      { edges: [edges(0), edges(1, 0), edges(2, 0, 1)], carries: [1, 2], pulls: [pull(1, 1, { mergeBase: 'develop' }), pull(2, 2)] },
    ],
  ])('is PASS where %s', (_, plan) => {
    expect(judged(plan)).toMatchObject({ answer: 'PASS', missing: [], about: [], wouldPassIf: null, subject: DEPLOYMENT });
  });

  it.each<readonly [string, Plan, readonly number[]]>([
    ['a commit on a release branch has no pull request', pushed, [2]],
    ['its pull request was merged into no release branch', { ...reviewed, pulls: [pull(1, 1, { mergeBase: 'develop' })] }, [1]],
    ['nobody knows into which branch it was merged', { ...reviewed, pulls: [pull(1, 1, { mergeBase: null })] }, [1]],
    ['its pull request is one of another repository', { ...reviewed, pulls: [pull(1, 1, { repository: 'repository:a:2' })] }, [1]],
    [
      'commits of a branch were pushed beside its squash',
      {
        edges: [edges(0), edges(1, 0), edges(3, 0), edges(4, 1, 3)],
        carries: [1, 3, 4],
        pulls: [pull(1, 1, { mergeHead: sha(3), heads: [head(3, [3])] })],
        commits: [commit(3, { associated: ['pull_request:a:1'] })],
      },
      [3, 4],
    ],
    [
      'another commit is only perhaps of a pull request',
      {
        ...unsure,
        pulls: [pull(9, 2, { mergeHead: sha(9), heads: [head(9, null)] })],
        commits: [commit(3, { associated: ['pull_request:a:9'] })],
      },
      [1],
    ],
    ['the range beyond its own revision is not known', { ...pushed, carries: [2], undecided: ['No baseline.'] }, [2]],
    [
      'another commit may or may not have been on a release branch',
      { ...pushed, pulls: [], released: [2], coverage: { branches: null } },
      [2],
    ],
    [
      'the source refuses now what it had shown up to then',
      { ...pushed, coverage: { pull_requests: upTo(COVERED, 'DENIED', '403') } },
      [2],
    ],
  ])('is GAP where %s, and names the commits', (_, plan, direct) => {
    const found = judged(plan);
    expect(found).toMatchObject({ answer: 'GAP', missing: [], severity: 'HIGH' });
    expect(found.about).toEqual(direct.map((n) => `commit:a:1:${sha(n)}`).sort());
    expect(found.wouldPassIf).toMatch(/had come through a pull request merged into main/);
  });

  it.each<readonly [string, Plan, readonly string[]]>([
    ['the pull requests were not read', { ...pushed, coverage: { pull_requests: null } }, ['pull_requests']],
    ['the commits, and what the platform says of them, were not read', { ...pushed, coverage: { commits: null } }, ['commits']],
    ['a deployment may stand unread between it and its base', { ...pushed, coverage: { deployments: null } }, ['deployments']],
    [
      'a deployment may stand unread although all that is known is in order',
      { ...reviewed, coverage: { deployments: null } },
      ['deployments'],
    ],
    [
      'the source refuses the pull requests',
      { ...pushed, coverage: { pull_requests: { state: 'DENIED', upTo: null, reason: 'Not for you.' } } },
      ['pull_requests'],
    ],
    ['a commit may have been on a release branch that moved on', { ...elsewhere, coverage: { branches: null } }, ['branches']],
    ['nobody knows the release branches', { ...reviewed, releaseBranches: null }, ['branches']],
    ['its contents are not decided', { ...reviewed, carries: [], undecided: ['Which came before?'] }, []],
    ['only its own revision is known, and that is in order', { ...reviewed, undecided: ['No baseline.'] }, []],
    ['the platform names a pull request whose own commits were not read', unsure, []],
  ])('is INDETERMINATE where %s, and names what is missing', (_, plan, missing) => {
    const found = judged(plan);
    expect(found.answer).toBe('INDETERMINATE');
    expect(found.missing.map((one) => one.collection)).toEqual(missing);
    expect([found.about, found.wouldPassIf]).toEqual([[], null]);
    expect(found.sentence.length).toBeGreaterThan('Whether code was pushed directly is not known. '.length);
  });

  it('says what the source said where it refuses', () => {
    const { sentence } = judged({
      ...pushed,
      coverage: { commits: { state: 'DENIED', upTo: null, reason: 'The token lacks Contents: read' } },
    });
    expect(sentence).toContain('The commits of acme/pay cannot be read: The token lacks Contents: read');
  });

  it.each(['pull_requests', 'commits', 'deployments'])(
    'takes an absence for a fact from start + skew on, and not a microsecond before: %s',
    (name) => {
      expect(judged({ ...pushed, coverage: { [name]: upTo(COVERED) } }).answer).toBe('GAP');
      const early = judged({ ...pushed, coverage: { [name]: upTo(plusMs(COVERED, -0.001)) } });
      expect([early.answer, early.missing[0]?.upTo]).toEqual(['INDETERMINATE', COVERED]);
    },
  );

  it('counts the skew that policy gives', () => {
    const plan = { ...pushed, coverage: { pull_requests: upTo(plusMs(COVERED, -60_000)) } };
    expect([judged(plan).answer, judged({ ...plan, policy: { clockSkewMs: 0 } }).answer]).toEqual(['INDETERMINATE', 'GAP']);
  });

  it('rests on the events of the deployment, and of the commits at fault or of the pull requests that brought it in', () => {
    expect(judged(pushed)).toMatchObject({ events: [1, 2, 1002], restsOn: 3 });
    expect(judged(reviewed)).toMatchObject({ events: [1, 2, 201], restsOn: 3 });
  });

  it('names 200 of 300 commits at fault, and counts all events', () => {
    const ids = Array.from({ length: 300 }, (_, n) => n);
    const plan = { edges: ids.map((n) => edges(n, ...(n === 0 ? [] : [n - 1]))), carries: ids, commits: ids.map((n) => commit(n)) };
    const found = judged(plan);
    expect([found.about.length, found.events.length, found.restsOn, found.events.at(-1)]).toEqual([200, 200, 302, 1299]);
    expect(found.sentence).toMatch(/^300 commits of acme\/pay reached main/);
  });
});
