import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { developerDeployed as rule } from '../../src/controls/developer-deployed.js';
import { judge } from '../../src/controls/index.js';
import { commit, pull, review } from '../correlate/code.js';
import { sha } from '../correlate/commits.js';
import { second, span } from '../correlate/runs.js';
import { caseOf, COVERED, DEPLOYMENT, type Plan, upTo } from './case.js';
import { answer, HAND, judged, MERGE, REVIEWED, told } from './deployed.js';
import { protection } from './revised.js';

/** Somebody of whom only another source knows; he reviewed, so that the source of his account is known. */
const elsewhere: Partial<Plan> = { pulls: [pull(9, null, { opener: 'person:elsewhere' })] };
const robot: Partial<Plan> = { policy: { serviceAccounts: [{ source: 'a', person: 'person:dev' }] } };

describe('developer-deployed', () => {
  it.each<readonly [string, Plan, string]>([
    ['GAP where an author started it by hand', told(HAND), 'GAP'],
    ['GAP where the opener of its pull request did', told({ ...HAND, pull: { opener: 'person:boss' }, starter: 'person:boss' }), 'GAP'],
    [
      'GAP where who pushed its commits did',
      told({ ...HAND, starter: 'person:p', pull: { pushes: [{ sha: sha(5), before: '', pusher: 'person:p' }] } }),
      'GAP',
    ],
    ['PASS where somebody else did', told({ ...HAND, starter: 'person:r1' }), 'PASS'],
    ['PASS where a service account did', told({ ...HAND, rest: robot }), 'PASS'],
    ['PASS where the clock started it', told({ triggers: ['SCHEDULE'] }), 'PASS'],
    ['PASS where a merge started it, reviewed and protected', told(MERGE), 'PASS'],
    ['GAP where the branch was not protected', told({ ...MERGE, protections: [protection({ isProtected: false })] }), 'GAP'],
    ['GAP where nobody had reviewed it', told({ ...MERGE, reviews: [] }), 'GAP'],
    [
      'PASS where one had reviewed it, and one who may be its author did after the merge',
      told({ ...MERGE, reviews: [...REVIEWED, review(2, 'person:elsewhere', { submitted: span(60), commit: sha(5) })] }),
      'PASS',
    ],
    [
      'GAP where it was reviewed after the merge',
      told({ ...MERGE, reviews: [review(1, 'person:r1', { submitted: span(60), commit: sha(5) })] }),
      'GAP',
    ],
    ['GAP where it was merged into another branch', told({ ...MERGE, pull: { mergeBase: 'next' } }), 'GAP'],
    ['GAP where it came by no pull request', told({ ...MERGE, pull: null }), 'GAP'],
    ['INDETERMINATE where nobody knows how it was protected', told({ ...MERGE, protections: [] }), 'INDETERMINATE'],
    ['INDETERMINATE where reviews were not read', told({ ...MERGE, reviews: [], rest: { coverage: { reviews: null } } }), 'INDETERMINATE'],
    ['INDETERMINATE where nobody says by what it was started, and a merge may have', told(), 'INDETERMINATE'],
    ['INDETERMINATE where nobody does, and no such merge can have: the clock may', told({ pull: null }), 'INDETERMINATE'],
    ['INDETERMINATE where two reports of it contradict each other', told({ triggers: ['HAND', 'MERGE'] }), 'INDETERMINATE'],
    ['INDETERMINATE where nobody says who started it', told({ ...HAND, starter: null }), 'INDETERMINATE'],
    ['PASS where nobody does, and the clock did', told({ triggers: ['SCHEDULE'], starter: null }), 'PASS'],
    [
      'INDETERMINATE where it may be an author under another account',
      told({ ...HAND, starter: 'person:elsewhere', rest: elsewhere }),
      'INDETERMINATE',
    ],
    [
      'INDETERMINATE where the author of a commit is no account',
      told({ ...HAND, starter: 'person:r1', rest: { commits: [commit(1, { unresolvedAuthor: true })] } }),
      'INDETERMINATE',
    ],
    [
      'INDETERMINATE where another deployment may stand before it',
      told({ ...HAND, rest: { coverage: { deployments: null } } }),
      'INDETERMINATE',
    ],
    [
      'INDETERMINATE where what it carries is not known',
      told({ ...HAND, starter: 'person:r1', rest: { undecided: ['Open.'] } }),
      'INDETERMINATE',
    ],
    ['GAP of its own commit, whatever else it carries', told({ ...HAND, rest: { undecided: ['No baseline.'] } }), 'GAP'],
    [
      'INDETERMINATE where pull requests were not read',
      told({ ...HAND, starter: 'person:r1', rest: { coverage: { pull_requests: null } } }),
      'INDETERMINATE',
    ],
    ['GAP where they were not, but the author is known', told({ ...HAND, rest: { coverage: { pull_requests: null } } }), 'GAP'],
    ['PASS of a redeployment, which carries nothing', told({ ...HAND, rest: { carries: [] } }), 'PASS'],
    [
      'PASS of one, whatever pull requests were not read',
      told({ ...HAND, rest: { carries: [], coverage: { pull_requests: null } } }),
      'PASS',
    ],
    [
      'INDETERMINATE where the pull request of the merge that started it may be unread',
      told({ ...MERGE, pull: null, rest: { coverage: { pull_requests: null } } }),
      'INDETERMINATE',
    ],
    [
      'INDETERMINATE of one that may carry something',
      told({ ...HAND, rest: { carries: [], coverage: { deployments: upTo(second(160.999999)) } } }),
      'INDETERMINATE',
    ],
    [
      'PASS where all was read up to the start and the skew',
      told({ ...HAND, rest: { carries: [], coverage: { deployments: upTo(COVERED) } } }),
      'PASS',
    ],
  ])('is %s', (_, of, expected) => {
    expect(answer(of)).toBe(expected);
  });

  it('names who, as policy calls him, and what would have passed', () => {
    const people = { 'Dev Smith': { accounts: [{ source: 'a', person: 'person:dev' }], roles: [] } };
    const found = judged(told({ ...HAND, rest: { policy: { people } } }));
    expect(found.sentence).toBe(`Dev Smith deployed acme/pay ${sha(1).slice(0, 12)} to live by hand, and wrote code that it brings.`);
    expect(found.about).toEqual([DEPLOYMENT]);
    expect(found.wouldPassIf).toBe('somebody else had started it, or the merge of a reviewed pull request into a protected release branch');
  });

  it('names as missing what decides, and nothing else', () => {
    const missing = (of: Plan) => judged(of).missing?.map(({ collection }) => collection);
    expect(missing(told({ ...HAND, starter: 'person:elsewhere', rest: elsewhere }))).toEqual(['people']);
    expect(missing(told({ ...HAND, rest: { coverage: { deployments: null } } }))).toEqual(['deployments']);
    const changed = 'Whether the protection of main was changed before or after the merge of #1 is not known.';
    const around = [protection(), protection({ at: { from: second(0), to: second(80) }, isProtected: false })];
    expect(judged(told({ ...MERGE, protections: around })).sentence).toContain(changed);
    const unread = { reviews: [], rest: { coverage: { reviews: null } } };
    expect(judged(told({ ...MERGE, ...unread })).sentence).not.toContain(changed);
    expect(judged(told()).sentence).toContain('Whether it was started by hand, by a merge or by the clock is not known');
  });

  it('is asked only where policy switches it on', () => {
    const asked = (rules: object) => judge(caseOf(told({ rest: { policy: { rules } } }))).some(({ rule: id }) => id === rule.info.id);
    expect([asked({}), asked({ [rule.info.id]: { enabled: true } })]).toEqual([false, true]);
  });

  it('resolves when the review of the merge that started it is read', () => {
    expect([told({ ...MERGE, reviews: [] }), told(MERGE)].map(answer)).toEqual(['GAP', 'PASS']);
  });

  it('once PASS or GAP stays so whatever the unknown turns out to be', () => {
    const anyTruth = fc.record({
      trigger: fc.constantFrom('HAND', 'MERGE', 'SCHEDULE'),
      starter: fc.constantFrom('person:dev', 'person:r1'),
      author: fc.constantFrom('person:dev', 'person:r1', 'person:r2'),
      hasReview: fc.boolean(),
      isProtected: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.record({
          knows: fc.subarray(['trigger', 'starter', 'author', 'reviews', 'protections'] as const),
          reviews: fc.subarray(REVIEWED),
          hasPull: fc.boolean(),
          carries: fc.constantFrom<readonly number[]>([1], []),
        }),
        anyTruth,
        ({ knows, reviews, hasPull, carries }, truth) => {
          const authored = (author: string | null) =>
            [1, 5].map((n) => (author === null ? commit(n, { authors: [], unresolvedAuthor: true }) : commit(n, { authors: [author] })));
          const planOf = (known: ReadonlySet<string>) =>
            told({
              triggers: known.has('trigger') ? [truth.trigger] : [],
              starter: known.has('starter') ? truth.starter : null,
              reviews: known.has('reviews') ? (truth.hasReview ? REVIEWED : reviews) : reviews,
              protections: known.has('protections') ? [protection({ isProtected: truth.isProtected })] : [],
              ...(hasPull ? { pull: { opener: 'person:opener' } } : { pull: null }),
              rest: {
                carries,
                commits: authored(known.has('author') ? truth.author : null),
                coverage: known.has('reviews') ? {} : { reviews: null },
              },
            });
          const was = answer(planOf(new Set(knows)));
          const is = answer(planOf(new Set(['trigger', 'starter', 'author', 'reviews', 'protections'])));
          expect(is).not.toBe('INDETERMINATE');
          if (was !== 'INDETERMINATE') expect(is).toBe(was);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
