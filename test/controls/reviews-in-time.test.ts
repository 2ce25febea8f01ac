import { describe, expect, it } from 'vitest';
import { postMergeReview } from '../../src/controls/post-merge-review.js';
import { staleReview } from '../../src/controls/stale-review.js';
import { commit } from '../correlate/code.js';
import { sha } from '../correlate/commits.js';
import { span } from '../correlate/runs.js';
import { DEPLOYMENT, type Plan } from './case.js';
import { type Answers, answers, findings, LATE, plan, r, RULES, STALE, TIMELY, TWO, UNRESOLVED, UPDATED } from './reviewed.js';

const NOBODY: Answers = ['GAP', 'PASS', 'PASS'];
const AFTER: Answers = ['PASS', 'GAP', 'PASS'];
const OTHER_HEAD: Answers = ['PASS', 'PASS', 'GAP'];
const FINE: Answers = ['PASS', 'PASS', 'PASS'];

describe('of unreviewed-code, post-merge-review and stale-review', () => {
  it.each<readonly [string, Plan, Answers]>([
    ['none speaks of a review of the merged head before the merge', plan([TIMELY]), FINE],
    ['none speaks where only the target branch was merged into the reviewed head', plan([UPDATED]), FINE],
    ['none speaks where one of the reviews is in time', plan([STALE, r(2, 5, span(60)), r(3, 5, span(49))]), FINE],
    ['the first speaks of no review', plan([]), NOBODY],
    ['the first speaks of a review by the opener', plan([{ ...TIMELY, reviewer: 'person:opener' }]), NOBODY],
    ['the first speaks of a review by a service account', plan([{ ...TIMELY, service: true }]), NOBODY],
    [
      'the first speaks of a review by what policy calls a service account',
      plan([TIMELY], { policy: { serviceAccounts: [{ source: 'a', person: 'person:r1' }] } }),
      NOBODY,
    ],
    ['the first speaks of a review by another account of an author', plan([TIMELY], { joined: [['person:r1', 'person:author']] }), NOBODY],
    ['the first speaks of one of two reviews', plan([LATE], TWO), NOBODY],
    [
      'the first speaks of two reviews by one person',
      plan([TIMELY, r(2, 5, span(11))], { ...TWO, joined: [['person:r1', 'person:r2']] }),
      NOBODY,
    ],
    ['the second speaks of a review after the merge', plan([LATE]), AFTER],
    ['the second speaks of a review after the merge of another head', plan([r(1, 3, span(60))]), AFTER],
    ['the second speaks of a review in the second after the merge', plan([r(1, 5, span(51))]), AFTER],
    ['the second speaks where only one of two reviews came before the merge', plan([TIMELY, r(2, 5, span(60))], TWO), AFTER],
    ['the second speaks where he who commented before approved after', plan([LATE, { ...TIMELY, state: 'COMMENTED' }]), AFTER],
    ['the third speaks of a review of another head', plan([STALE]), OTHER_HEAD],
    ['the third speaks of a review of another head and one after the merge', plan([STALE, r(2, 5, span(60))]), OTHER_HEAD],
    [
      'the third speaks of a review of another head, though he approved again after the merge',
      plan([STALE, { ...LATE, review: 'review:a:9' }]),
      OTHER_HEAD,
    ],
    ['the third speaks where one of two saw another head', plan([TIMELY, r(2, 3, span(10))], TWO), OTHER_HEAD],
    [
      'the third speaks where two of three saw another head and two are asked for',
      plan([TIMELY, r(2, 3, span(9)), r(3, 3, span(10))], TWO),
      OTHER_HEAD,
    ],
    ['none speaks where he who saw another head approved again', plan([STALE, { ...TIMELY, review: 'review:a:9' }]), FINE],
    ['none speaks where a review without a time is no approval', plan([TIMELY, r(2, 5, null, { state: 'COMMENTED' })]), FINE],
    ['none speaks where one unknown author cannot be both reviewers', plan([TIMELY, r(2, 5, span(9))], { commits: UNRESOLVED }), FINE],
  ])('%s', (_, of, expected) => {
    expect(answers(of)).toEqual(expected);
  });

  it.each<readonly [string, Plan, Answers, string]>([
    ['in the same second as the merge', plan([r(1, 5, span(50))]), ['PASS', 'INDETERMINATE', 'PASS'], 'came before the merge'],
    [
      'of another head in the second of the merge',
      plan([r(1, 3, span(50))]),
      ['PASS', 'INDETERMINATE', 'INDETERMINATE'],
      'came before the merge',
    ],
    ['at no known time', plan([r(1, 5, null)]), ['PASS', 'INDETERMINATE', 'PASS'], 'came before the merge'],
    ['of a merge at no known time', plan([TIMELY], {}, { merged: null }), ['PASS', 'INDETERMINATE', 'PASS'], 'came before the merge'],
    ['of no known commit', plan([r(1, null, span(10))]), ['PASS', 'PASS', 'INDETERMINATE'], 'saw the merged head'],
    ['of a merge of no known head', plan([TIMELY], {}, { mergeHead: null }), ['INDETERMINATE', 'PASS', 'INDETERMINATE'], 'not known'],
    ['that says nobody knows what, in time', plan([{ ...TIMELY, state: null }]), ['INDETERMINATE', 'PASS', 'PASS'], 'said is not known'],
    [
      'that says nobody knows what, of another head',
      plan([{ ...STALE, state: null }]),
      ['INDETERMINATE', 'PASS', 'INDETERMINATE'],
      'said is not known',
    ],
    [
      'that says nobody knows what, late',
      plan([{ ...LATE, state: null }]),
      ['INDETERMINATE', 'INDETERMINATE', 'PASS'],
      'said is not known',
    ],
    ['by nobody known, late', plan([{ ...LATE, reviewer: null }]), ['INDETERMINATE', 'INDETERMINATE', 'PASS'], 'identity'],
    [
      'by nobody known, in time, beside a stale one',
      plan([STALE, { ...TIMELY, reviewer: null, review: 'review:a:9' }]),
      ['PASS', 'PASS', 'INDETERMINATE'],
      'identity',
    ],
    [
      'by who may be the unknown author',
      plan([LATE], { commits: UNRESOLVED }),
      ['INDETERMINATE', 'INDETERMINATE', 'PASS'],
      'may be an author',
    ],
    [
      'by who may be an author under an account elsewhere',
      plan([LATE], { commits: [commit(1), commit(3, { authors: ['person:elsewhere'] }), commit(4), commit(5)] }),
      ['INDETERMINATE', 'INDETERMINATE', 'PASS'],
      'under another account',
    ],
  ])('those are INDETERMINATE on which a review matters %s', (_, of, expected, why) => {
    expect(answers(of)).toEqual(expected);
    const open = RULES.flatMap((rule) => findings(rule, of)).filter(({ answer }) => answer === 'INDETERMINATE');
    for (const { sentence } of open) expect(sentence).toContain(why);
  });

  it('one account elsewhere can be one of two reviewers, not both', () => {
    const commits = [commit(1), commit(3, { authors: ['person:elsewhere'] }), commit(4, { authors: ['person:author'] }), commit(5)];
    expect(answers(plan([TIMELY, r(2, 5, span(9))], { commits }))).toEqual(FINE);
    expect(answers(plan([TIMELY, r(2, 3, span(9))], { commits }))).toEqual(['PASS', 'PASS', 'INDETERMINATE']);
  });

  it.each<readonly [string, Plan, Answers]>([
    ['reviews', plan([LATE], { coverage: { reviews: null } }), ['PASS', 'INDETERMINATE', 'INDETERMINATE']],
    ['reviews', plan([STALE], { coverage: { reviews: null } }), ['PASS', 'PASS', 'INDETERMINATE']],
    ['reviews', plan([TIMELY], { coverage: { reviews: null } }), FINE],
    ['branches', plan([LATE], { coverage: { branches: null } }), ['INDETERMINATE', 'INDETERMINATE', 'PASS']],
    ['branches', plan([TIMELY], { coverage: { branches: null } }), ['INDETERMINATE', 'PASS', 'PASS']],
    ['branches', plan([STALE], { coverage: { branches: null } }), ['INDETERMINATE', 'PASS', 'INDETERMINATE']],
    ['deployments', plan([LATE], { coverage: { deployments: null } }), ['PASS', 'INDETERMINATE', 'PASS']],
    ['deployments', plan([STALE], { coverage: { deployments: null } }), ['PASS', 'PASS', 'INDETERMINATE']],
  ])('those name the %s as missing that these could still turn', (collection, of, expected) => {
    expect(answers(of)).toEqual(expected);
    const open = RULES.flatMap((rule) => findings(rule, of)).filter(
      ({ answer, subject }) => answer === 'INDETERMINATE' && subject !== DEPLOYMENT,
    );
    for (const { missing } of open) expect(missing?.map((one) => one.collection)).toEqual([collection]);
  });

  it('the second names reviews and branches as missing where only both together could turn it', () => {
    const of = plan([TIMELY], { coverage: { reviews: null, branches: null } });
    const [said] = findings(postMergeReview, of).filter(({ subject }) => subject !== DEPLOYMENT);
    expect(said?.answer).toBe('INDETERMINATE');
    expect(said?.missing?.map(({ collection }) => collection)).toEqual(['reviews', 'branches']);
    for (const collection of ['reviews', 'branches']) {
      expect(answers(plan([TIMELY], { coverage: { [collection]: null } }))[1]).toBe('PASS');
    }
  });

  it('each says that it does not know what is carried where that is so', () => {
    const of = plan([TIMELY], { undecided: ['Which came before?'] });
    for (const rule of RULES) {
      const [range] = findings(rule, of);
      expect(range).toMatchObject({ subject: DEPLOYMENT, answer: 'INDETERMINATE' });
      expect(range?.sentence).toContain('Which came before?');
    }
  });

  it('the second says how much earlier the review that was needed would have had to come, and by whom where policy names him', () => {
    const [late] = findings(postMergeReview, plan([r(1, 5, span(50 + 7_800))]));
    expect(late).toMatchObject({
      sentence: 'Pull request #1 of acme/pay had an independent approving review only after it was merged.',
      wouldPassIf: 'an independent approving review had come 2 h 11 min earlier',
      about: ['pull_request:a:1'],
      events: [1, 2, 101, 201, 301],
    });
    const [earliest] = findings(postMergeReview, plan([r(1, 5, span(50 + 7_800)), r(2, 5, span(50 + 839))]));
    expect(earliest?.wouldPassIf).toBe('an independent approving review had come 14 min earlier');
    const people = { 'Ana R.': { accounts: [{ source: 'a', person: 'person:r3' }], roles: [] } };
    const two = { policy: { ...TWO.policy, people } };
    const [second] = findings(postMergeReview, plan([r(1, 5, span(50 + 7_800)), r(2, 5, span(3)), r(3, 5, span(50 + 839))], two));
    expect(second?.wouldPassIf).toBe('the approving review by Ana R. had come 14 min earlier');
  });

  it('the third names the head that nobody saw', () => {
    const [stale] = findings(staleReview, plan([STALE]));
    expect(stale?.about).toEqual(['pull_request:a:1']);
    expect(stale?.sentence).toContain(sha(5).slice(0, 12));
    expect(stale?.wouldPassIf).toContain(`of ${sha(5).slice(0, 12)}`);
  });
});
