import { describe, expect, it } from 'vitest';
import { plusMs, type Verdict } from '#contract';
import type { PullRequestFacts, ReviewFacts } from '../../src/correlate/index.js';
import { commit, head, pull, review } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { second } from '../correlate/runs.js';
import { COVERED, DEPLOYMENT, type Plan, upTo, verdicts } from './case.js';

// #1: branch 3 ─ 4, squashed as 1.
const EDGES = [edges(0), edges(1, 0), edges(3, 0), edges(4, 3)];
const COMMITS = [commit(1), commit(3, { authors: ['person:author'] }), commit(4, { authors: ['person:other'] })];
const MERGED = { mergeHead: sha(4), heads: [head(4, [3, 4])], pushes: [{ sha: sha(4), before: sha(3), pusher: 'person:pusher' }] };
const SUBJECT = `${DEPLOYMENT} pull_request:a:1`;

function plan(reviews: readonly ReviewFacts[], rest: Partial<Plan> = {}, part: Partial<PullRequestFacts> = {}): Plan {
  return { edges: EDGES, carries: [1], commits: COMMITS, pulls: [pull(1, 1, { ...MERGED, reviews, ...part })], ...rest };
}

function judged(of: Plan): Verdict {
  const found = verdicts(of, 'unreviewed-code').filter((verdict) => verdict.subject === SUBJECT);
  expect(found).toHaveLength(1);
  return found[0]!;
}

const r = (n: number, part: Partial<ReviewFacts> = {}) => review(n, `person:r${n}`, part);
const two = { policy: { rules: { 'unreviewed-code': { reviews: 2 } } } };
const unresolved = [commit(1), commit(3, { authors: [], unresolvedAuthor: true }), commit(4, { authors: ['person:other'] })];

describe('unreviewed-code', () => {
  it.each<readonly [string, Plan]>([
    ['somebody else approved', plan([r(1)])],
    ['somebody else approved after the merge and the deployment', plan([r(1, { submitted: { from: second(900), to: second(901) } })])],
    ['somebody else approved another head than the merged one', plan([r(1, { commit: sha(3) })])],
    [
      'somebody else approved after he had asked for changes',
      plan([r(1, { state: 'CHANGES_REQUESTED' }), { ...r(2), reviewer: 'person:r1' }]),
    ],
    ['somebody else approved beside its author', plan([review(1, 'person:author'), r(2)])],
    ['somebody else approved, and an unknown person said something', plan([r(1), review(2, null, { state: null })])],
    ['two approved and two are asked for', plan([r(1), r(2)], two)],
    ['two approved and only one unknown person can have written it', plan([r(1), r(2)], { commits: unresolved })],
    ['two approved and the opener is unknown', plan([r(1), r(2)], {}, { opener: null })],
    ['somebody else approved, and the source refuses further reviews', plan([r(1)], { coverage: { reviews: null } })],
    [
      'somebody else approved the pull request, whether or not this deployment is the one that carries it',
      plan([r(1)], { coverage: { deployments: null } }),
    ],
  ])('is PASS where %s', (_, of) => {
    expect(judged(of)).toMatchObject({ answer: 'PASS', missing: [], wouldPassIf: null });
  });

  it.each<readonly [string, Plan]>([
    ['nobody reviewed', plan([])],
    ['its opener approved', plan([review(1, 'person:opener')])],
    ['an author of its first commit approved', plan([review(1, 'person:author')])],
    ['an author of its last commit approved', plan([review(1, 'person:other')])],
    ['who pushed it approved', plan([review(1, 'person:pusher')])],
    ['a service account approved', plan([r(1, { service: true })])],
    ['a service account whose state is unknown reviewed', plan([r(1, { service: true, state: null })])],
    ['somebody else only commented', plan([r(1, { state: 'COMMENTED' })])],
    ['somebody else asked for changes', plan([r(1, { state: 'CHANGES_REQUESTED' })])],
    ['an unknown person only commented', plan([review(1, null, { state: 'COMMENTED' })])],
    ['one approved and two are asked for', plan([r(1)], two)],
    ['one approved twice and two are asked for', plan([r(1), { ...r(2), reviewer: 'person:r1' }], two)],
    [
      'one approved, of whom another review is unknown, and two are asked for',
      plan([r(1), { ...r(2, { state: null }), reviewer: 'person:r1' }], two),
    ],
    ['nobody reviewed, whoever wrote it', plan([], { commits: unresolved }, { opener: null })],
    ['the author approved and another author is unknown', plan([review(1, 'person:other')], { commits: unresolved })],
    ['nobody reviewed, and the range beyond is not known', plan([], { undecided: ['No baseline.'] })],
  ])('is GAP where %s', (_, of) => {
    expect(judged(of)).toMatchObject({ answer: 'GAP', missing: [], about: ['pull_request:a:1'], severity: 'HIGH' });
  });

  it.each<readonly [string, Plan, string, readonly string[]]>([
    [
      'nobody reviewed as far as is known',
      plan([], { coverage: { reviews: null } }),
      'The reviews of acme/pay were not read up to',
      ['reviews'],
    ],
    [
      'nobody reviewed as far as is known, whoever pushed',
      plan([], { coverage: { reviews: null, branches: null } }),
      'The reviews of acme/pay were not read up to',
      ['reviews'],
    ],
    [
      'the source refuses the reviews',
      plan([], { coverage: { reviews: { state: 'DENIED', upTo: null, reason: '403' } } }),
      'cannot be read: 403',
      ['reviews'],
    ],
    [
      'this may not be the deployment that carries it',
      plan([], { coverage: { deployments: null } }),
      'The deployments of acme/pay',
      ['deployments'],
    ],
    ['the reviewer may have pushed', plan([r(1)], { coverage: { branches: null } }), 'The branches of acme/pay', ['branches']],
    ['the one reviewer may be the unknown author', plan([r(1)], { commits: unresolved }), 'since the author of commit', []],
    ['the one reviewer may be the unknown opener', plan([r(1)], {}, { opener: null }), 'since who opened it is not known', []],
    [
      'two reviewers may be the opener and an author',
      plan([r(1), r(2)], { commits: unresolved }, { opener: null }),
      'since who opened it',
      [],
    ],
    [
      'a commit of it was not read',
      plan([r(1)], { commits: [commit(1), commit(3)] }),
      `since commit ${sha(4).slice(0, 12)} of it was not read`,
      [],
    ],
    ['its commits were not read', plan([r(1), r(2)], {}, { heads: [] }), 'since its commits were not read', []],
    ['the list of its commits was cut', plan([r(1), r(2)], {}, { heads: [head(4, [3, 4], true)] }), 'since the platform cut', []],
    ['what the one review said is not known', plan([r(1, { state: null })]), 'What a review of it said is not known.', []],
    ['who approved is not known', plan([review(1, null)]), 'The identity of an approving reviewer is not known.', []],
    [
      'one of two approved for certain and two are asked for',
      plan([r(1), r(2, { state: null })], two),
      'What a review of it said is not known.',
      [],
    ],
    [
      'what the one review said is not known, and not all were read',
      plan([r(1, { state: null })], { coverage: { reviews: null } }),
      'What a review',
      ['reviews'],
    ],
  ])('is INDETERMINATE where %s, and says why', (_, of, why, missing) => {
    const found = judged(of);
    expect([found.answer, found.about, found.missing.map((one) => one.collection)]).toEqual(['INDETERMINATE', [], missing]);
    expect(found.sentence).toContain(why);
    expect(found.sentence).not.toMatch(/since \.|undefined|null/);
  });

  it.each([
    ['reviews', [], 'GAP'],
    ['deployments', [], 'GAP'],
    ['branches', [r(1)], 'PASS'],
  ] as const)('takes an absence for a fact from start + skew on, and not a microsecond before: %s', (name, reviews, answer) => {
    expect(judged(plan(reviews, { coverage: { [name]: upTo(COVERED) } })).answer).toBe(answer);
    expect(judged(plan(reviews, { coverage: { [name]: upTo(plusMs(COVERED, -0.001)) } })).answer).toBe('INDETERMINATE');
  });

  it('asks about each carried pull request on its own', () => {
    const pulls = [pull(1, 1, { ...MERGED, reviews: [r(1)] }), pull(2, 0)];
    const found = verdicts({ ...plan([]), carries: [0, 1], pulls }, 'unreviewed-code');
    expect(found.map((one) => [one.subject, one.answer])).toEqual([
      [SUBJECT, 'PASS'],
      [`${DEPLOYMENT} pull_request:a:2`, 'GAP'],
    ]);
  });

  it('says nothing of a deployment that carries no pull request', () => {
    expect(verdicts({ ...plan([]), carries: [0], pulls: [] }, 'unreviewed-code')).toEqual([]);
  });

  it('says nothing about the deployment itself where pull requests that were read brought all that it carries', () => {
    const found = verdicts(plan([r(1)], { coverage: { pull_requests: null, commits: null } }), 'unreviewed-code');
    expect(found.map(({ subject }) => subject)).toEqual([SUBJECT]);
  });

  it.each<readonly [string, Partial<Plan>, readonly string[]]>([
    ['the range is not decided', { carries: [], undecided: ['Which came before?'] }, []],
    ['a deployment may stand unread between it and its base', { carries: [1], coverage: { deployments: null } }, ['deployments']],
    ['a commit may belong to a pull request that was not read', { carries: [0, 1], coverage: { pull_requests: null } }, ['pull_requests']],
    ['a commit may be named by a pull request when it is read', { carries: [0, 1], coverage: { commits: null } }, ['commits']],
  ])('is INDETERMINATE about the deployment itself where %s', (_, rest, missing) => {
    const found = verdicts(plan([r(1)], rest), 'unreviewed-code').filter((verdict) => verdict.subject === DEPLOYMENT);
    expect(found.map((one) => [one.answer, one.missing.map(({ collection }) => collection)])).toEqual([['INDETERMINATE', missing]]);
    expect(found[0]?.sentence).toMatch(/^Which pull requests it carries is not known\. .+/);
  });

  it('rests on the deployment, the pull request and every review of it', () => {
    expect(judged(plan([r(2, { state: 'COMMENTED' }), r(1)])).events).toEqual([1, 2, 101, 201, 301, 302]);
  });
});
