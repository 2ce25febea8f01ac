import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '#contract';
import { judge, reviewedToRead } from '../../src/controls/index.js';
import { unqualifiedReviewer as rule } from '../../src/controls/unqualified-reviewer.js';
import type { PathFacts, ReviewFacts } from '../../src/correlate/index.js';
import { commit, pull, review } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { caseOf, DEPLOYMENT, type Plan } from './case.js';

const PULL = `${DEPLOYMENT} pull_request:a:1`;
const PEOPLE: Policy['people'] = {
  Ana: { accounts: [{ source: 'a', person: 'person:ana' }], roles: ['dba'] },
  Bo: { accounts: [{ source: 'a', person: 'person:bo' }], roles: [] },
};
const DBA: Policy['reviewers'][number] = { paths: ['db'], roles: ['dba'] };
const BO: Policy['reviewers'][number] = { paths: ['web/**'], people: ['Bo'] };

interface Told {
  readonly reviewers?: Policy['reviewers'];
  readonly reviews?: readonly ReviewFacts[];
  /** Of commit 1, as which #1 landed; null: not read. */
  readonly paths?: readonly string[] | null;
  readonly facts?: Partial<PathFacts>;
  readonly rest?: Partial<Plan>;
}
const by = (who: string | null, part: Partial<ReviewFacts> = {}) => review(1, who, part);

function told({ reviewers = [DBA], reviews = [], paths = ['db/schema.sql'], facts = {}, rest = {} }: Told = {}): Plan {
  const known = paths === null ? [] : [{ sha: sha(1), paths, whole: true, mergeRead: false, own: null, ...facts }];
  return {
    edges: [edges(0), edges(1, 0)],
    carries: [1],
    commits: [commit(1)],
    pulls: [pull(1, 1, { reviews })],
    ...rest,
    policy: { people: PEOPLE, reviewers, rules: { [rule.info.id]: { enabled: true } } },
    more: { paths: new Map(known.map((one) => [one.sha, one])), ...rest.more },
  };
}

const found = (of: Plan) => rule.judge!(caseOf(of));
const answer = (of: Plan) => found(of).find(({ subject }) => subject === PULL)?.answer ?? 'NONE';

describe('unqualified-reviewer', () => {
  it.each<readonly [string, Plan, string]>([
    ['silent where policy names nobody', told({ reviewers: [] }), 'NONE'],
    ['silent where it names somebody for other paths', told({ paths: ['web/index.ts'] }), 'NONE'],
    ['silent where it does for another repository', told({ reviewers: [{ ...DBA, repositories: ['acme/web'] }] }), 'NONE'],
    ['GAP where nobody reviewed', told(), 'GAP'],
    ['GAP where it does for this repository', told({ reviewers: [{ ...DBA, repositories: ['acme/pay'] }] }), 'GAP'],
    ['PASS where somebody in the role approved', told({ reviews: [by('person:ana')] }), 'PASS'],
    ['PASS where he did after the merge, of which another rule speaks', told({ reviews: [by('person:ana', { submitted: null })] }), 'PASS'],
    ['GAP where somebody else approved', told({ reviews: [by('person:bo')] }), 'GAP'],
    ['GAP where he only commented', told({ reviews: [by('person:ana', { state: 'COMMENTED' })] }), 'GAP'],
    ['GAP where his approval was dismissed', told({ reviews: [by('person:ana', { state: 'DISMISSED' })] }), 'GAP'],
    ['GAP where a service account approved', told({ reviews: [by('person:ana', { service: true })] }), 'GAP'],
    ['PASS where a person named himself approved', told({ reviewers: [BO], paths: ['web/a/b.ts'], reviews: [by('person:bo')] }), 'PASS'],
    ['GAP where one of two lists was asked', told({ reviewers: [DBA, BO], paths: ['db/x', 'web/y'], reviews: [by('person:bo')] }), 'GAP'],
    ['PASS where one list is for other paths', told({ reviewers: [DBA, BO], paths: ['web/y'], reviews: [by('person:bo')] }), 'PASS'],
    ['INDETERMINATE where reviews were not read', told({ rest: { coverage: { reviews: null } } }), 'INDETERMINATE'],
    ['PASS where they were not, but one is known', told({ reviews: [by('person:ana')], rest: { coverage: { reviews: null } } }), 'PASS'],
    ['INDETERMINATE where nobody knows who approved', told({ reviews: [by(null)] }), 'INDETERMINATE'],
    ['INDETERMINATE where nobody knows what he said', told({ reviews: [by('person:ana', { state: null })] }), 'INDETERMINATE'],
    ['INDETERMINATE where its paths were not read', told({ paths: null }), 'INDETERMINATE'],
    ['INDETERMINATE where not all of them are told', told({ paths: ['web/a'], facts: { whole: false } }), 'INDETERMINATE'],
    ['GAP where those that are told are enough', told({ facts: { whole: false } }), 'GAP'],
    ['PASS where whatever it touches was approved', told({ paths: null, reviews: [by('person:ana')] }), 'PASS'],
  ])('is %s', (_, of, expected) => {
    expect(answer(of)).toBe(expected);
  });

  it('takes of a merge what it has otherwise than its target, and nothing that an update from there brought', () => {
    // #1: 3 ─ 4, where 4 is an update from main (2); merged as 1.
    const merged: Partial<Plan> = {
      edges: [edges(0), edges(2, 0), edges(3, 0), edges(4, 3, 2), edges(1, 2, 4)],
      carries: [1, 3, 4],
      commits: [commit(1), commit(3), commit(4)],
    };
    const facts = (n: number, paths: readonly string[], own: readonly string[] | null): PathFacts => ({
      ...{ sha: sha(n), paths, whole: true, mergeRead: n !== 3, own },
    });
    const of = (all: readonly PathFacts[]) =>
      answer(told({ rest: { ...merged, more: { paths: new Map(all.map((one) => [one.sha, one])) } } }));
    expect(of([facts(1, ['web/a'], []), facts(3, ['web/a'], null), facts(4, ['db/x'], [])])).toBe('NONE');
    expect(of([facts(1, ['db/a'], []), facts(3, ['db/a'], null), facts(4, ['web/x'], [])])).toBe('GAP');
    expect(of([facts(1, ['web/a'], []), facts(3, ['web/a'], null), facts(4, ['db/x'], null)])).toBe('INDETERMINATE');
  });

  it('says what it touches, whom policy names, and what would have passed', () => {
    const [gap] = found(told({ reviewers: [{ ...DBA, people: ['Bo'] }] }));
    expect(gap?.sentence).toBe(
      'Pull request #1 of acme/pay touches db, and none of those whom policy names for that approved it (somebody in the role dba or the one person listed).',
    );
    expect(gap?.wouldPassIf).toBe('somebody in the role dba or the one person listed had approved it');
    expect(gap?.about).toEqual([DEPLOYMENT, 'pull_request:a:1']);
    expect(gap?.events).toEqual(expect.arrayContaining([1, 2]));
  });

  it('is INDETERMINATE about the deployment where it is not known which pull requests it carries', () => {
    const range = (rest: Partial<Plan>) => found(told({ rest })).find(({ subject }) => subject === DEPLOYMENT)?.answer ?? 'NONE';
    expect(range({ undecided: ['Open.'] })).toBe('INDETERMINATE');
    expect(range({ coverage: { deployments: null } })).toBe('INDETERMINATE');
    expect(range({ coverage: { pull_requests: null } })).toBe('NONE');
    expect(range({ pulls: [], coverage: { pull_requests: null } })).toBe('INDETERMINATE');
    expect(range({})).toBe('NONE');
    expect(range({ pulls: [] })).toBe('NONE');
    const elsewhere = [{ ...DBA, repositories: ['acme/web'] }];
    expect(found(told({ reviewers: elsewhere, rest: { coverage: { deployments: null } } }))).toEqual([]);
  });

  it('asks for the paths of what pull requests brought, until they are read', () => {
    const read = (of: Plan) => reviewedToRead(caseOf(of));
    const merging = { edges: [edges(0), edges(2, 0), edges(1, 0, 2)] };
    expect([read(told({ rest: merging })), read(told({ rest: merging, facts: { mergeRead: true } }))]).toEqual([[sha(1)], []]);
    expect([read(told({ paths: null })), read(told()), read(told({ paths: null, reviewers: [] }))]).toEqual([[sha(1)], [], []]);
  });

  it('is asked only where policy switches it on', () => {
    const asked = (rules: object) =>
      judge({ ...caseOf(told()), inForce: { policy: { ...caseOf(told()).inForce.policy, rules }, beforePolicy: false } });
    const isAsked = (rules: object) => asked(rules).some(({ rule: id }) => id === rule.info.id);
    expect([isAsked({}), isAsked({ [rule.info.id]: { enabled: true } })]).toEqual([false, true]);
  });

  it('resolves when somebody whom policy names approves it', () => {
    expect([told(), told({ reviews: [by('person:ana')] })].map(answer)).toEqual(['GAP', 'PASS']);
  });

  const anyReview = fc.record({
    who: fc.option(fc.constantFrom('person:ana', 'person:bo', 'person:cy')),
    state: fc.option(fc.constantFrom('APPROVED', 'COMMENTED')),
  });

  it('once PASS or GAP stays so whatever the unknown turns out to be', () => {
    const anyPaths = fc.subarray(['db/x', 'web/y', 'docs/z'], { minLength: 1 });
    const anyTruth = fc.record({
      who: fc.constantFrom('person:ana', 'person:bo', 'person:cy'),
      state: fc.constantFrom('APPROVED', 'COMMENTED'),
    });
    fc.assert(
      fc.property(
        fc.tuple(fc.array(anyReview, { maxLength: 3 }), fc.array(anyReview, { maxLength: 1 }), anyTruth),
        fc.tuple(anyPaths, fc.constantFrom('NOT', 'PARTLY', 'ALL')),
        fc.boolean(),
        ([reviews, unread, truth], [paths, known], isCovered) => {
          const facts = (all: typeof reviews) => all.map(({ who, state }, n) => review(n, who, { state }));
          const seen = known === 'NOT' ? null : known === 'PARTLY' ? paths.slice(1) : paths;
          const before = told({
            reviewers: [DBA, BO],
            reviews: facts(reviews),
            paths: seen,
            facts: { whole: known === 'ALL' },
            rest: isCovered ? {} : { coverage: { reviews: null } },
          });
          const all = [...reviews, ...(isCovered ? [] : unread)].map(({ who, state }) => ({
            who: who ?? truth.who,
            state: state ?? truth.state,
          }));
          const after = told({ reviewers: [DBA, BO], reviews: facts(all), paths });
          const [was, is] = [answer(before), answer(after)];
          expect(is).not.toBe('INDETERMINATE');
          // What turns out to touch no such path is asked nothing.
          if (was === 'GAP') expect(is).toBe('GAP');
          if (was === 'PASS') expect(is).not.toBe('GAP');
          if (was === 'NONE') expect(is).toBe('NONE');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
