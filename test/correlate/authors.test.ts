import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorsOf, type CommitFacts, type PullRequestFacts } from '../../src/correlate/index.js';
import { commit, commitsOf, head, pull } from './code.js';
import { edges, historyOf, sha } from './commits.js';

// main 0 ─ 1 ─ 2; branch 0 ─ 3 ─ U(4: 3 + 1) ─ 5 ─ U(6: 5 + 2); 8 is the merge.
const history = historyOf([edges(0), edges(1, 0), edges(2, 1), edges(3, 0), edges(4, 3, 1), edges(5, 4), edges(6, 5, 2), edges(8, 2, 6)]);
const COMMITS = commitsOf(...[3, 4, 5, 6].map((n) => commit(n)));
const whole = pull(1, 8, { mergeHead: sha(6), heads: [head(6, [3, 4, 5, 6])] });
const push = (n: number, before: number | null, pusher: string) => ({ sha: sha(n), before: before === null ? '' : sha(before), pusher });

function authors(part: Partial<PullRequestFacts>, commits: ReadonlyMap<string, CommitFacts> = COMMITS) {
  const { persons, unknown, atMost } = authorsOf({ ...whole, ...part }, commits, history);
  return { persons: [...persons].map((person) => person.slice('person:'.length)).sort(), unknown, atMost };
}

describe('the authors of a pull request', () => {
  it('are its opener and those of its commits, but nobody for a merge of the target branch', () => {
    expect(authors({})).toEqual({ persons: ['3', '5', 'opener'], unknown: [], atMost: 0 });
  });

  it('are all authors of a commit', () => {
    const commits = new Map([...COMMITS, [sha(3), commit(3, { authors: ['person:x', 'person:y'] })]]);
    expect(authors({}, commits).persons).toEqual(['5', 'opener', 'x', 'y']);
  });

  it.each([
    ['counts who pushed a commit of his own or of another', [push(5, 4, 'person:p')], ['3', '5', 'opener', 'p']],
    ['counts nobody for the button that updates the branch', [push(6, 5, 'person:p')], ['3', '5', 'opener']],
    ['counts who pushed a commit below an update of the branch', [push(6, 4, 'person:p')], ['3', '5', 'opener', 'p']],
    ['counts who pushed an update whose place before is not known', [push(6, null, 'person:p')], ['3', '5', 'opener', 'p']],
    ['counts who pushed a commit that was not read', [push(77, 5, 'person:p')], ['3', '5', 'opener', 'p']],
  ])('%s', (_, pushes, persons) => {
    expect(authors({ pushes }).persons).toEqual(persons);
  });

  it('counts who merged another branch of the same pull request', () => {
    // 5 merges 4 into 3; both are commits of the pull request.
    const other = historyOf([edges(0), edges(3, 0), edges(4, 0), edges(5, 3, 4)]);
    const merged = pull(1, 8, { mergeHead: sha(5), heads: [head(5, [3, 4, 5])], pushes: [push(5, 3, 'person:p')] });
    expect([...authorsOf(merged, COMMITS, other).persons].sort()).toEqual([
      'person:3',
      'person:4',
      'person:5',
      'person:opener',
      'person:p',
    ]);
  });

  it('are nobody for a commit that stood on the target before, though the list of the platform still has it', () => {
    // 2 came to the target in another way after it was pushed to the branch.
    const listed = { heads: [head(6, [2, 3, 4, 5, 6])] };
    const commits = new Map([...COMMITS, [sha(2), commit(2)]]);
    expect(authors(listed, commits)).toEqual(authors({}));
    expect(authors({ ...listed, pushes: [push(6, 5, 'person:p')] }, commits)).toEqual(authors({}));
  });

  it.each([
    ['its opener', { opener: null }, 1, 'who opened it is not known'],
    ['anybody, where the merged head was not read', { heads: [] }, Infinity, 'its commits were not read'],
    ['anybody, where the merged head has no list', { heads: [head(6, null), head(3, [3])] }, Infinity, 'its commits were not read'],
    ['anybody, where only another head has a list', { heads: [head(3, [3])] }, Infinity, 'its commits were not read'],
    ['anybody, where the list was cut', { heads: [head(6, [3, 4, 5, 6], true)] }, Infinity, 'the platform cut the list of its commits'],
  ] as const)('may lack %s, and say so', (_, part, atMost, sentence) => {
    expect(authors(part)).toMatchObject({ atMost, unknown: [sentence] });
  });

  it('may lack the author of a commit that no account has, or that was not read: one person each', () => {
    const commits = commitsOf(commit(3, { authors: [], unresolvedAuthor: true }), commit(4));
    expect(authors({}, commits)).toMatchObject({ persons: ['opener'], atMost: 2 });
    const merged = commitsOf(commit(3), commit(5), commit(4, { authors: [], unresolvedAuthor: true }));
    expect(authors({}, merged)).toMatchObject({ unknown: [], atMost: 0 });
  });

  it('count those of every head where nobody knows which was merged', () => {
    expect(authors({ mergeHead: null, heads: [head(5, [5]), head(3, [3])] })).toMatchObject({
      persons: ['3', '5', 'opener'],
      atMost: Infinity,
    });
  });

  it('are the same in whatever order heads, commits and pushes came', () => {
    const heads = [head(6, [3, 4, 5, 6]), head(5, [3, 4, 5]), head(3, [3])];
    const pushes = [push(6, 5, 'person:p'), push(5, 3, 'person:q'), push(3, null, 'person:r')];
    const expected = [authors({ heads, pushes }), authors({ heads, pushes, mergeHead: null }, commitsOf())];
    fc.assert(
      fc.property(fc.shuffledSubarray(heads, { minLength: 3 }), fc.shuffledSubarray(pushes, { minLength: 3 }), (some, others) => {
        const reversed = some.map((one) => ({ ...one, commits: one.commits && [...one.commits].reverse() }));
        expect([
          authors({ heads: reversed, pushes: others }, new Map([...COMMITS].reverse())),
          authors({ heads: reversed, pushes: others, mergeHead: null }, commitsOf()),
        ]).toEqual(expected);
      }),
    );
  });
});
