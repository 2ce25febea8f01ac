import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broughtIn, type CommitEdges, type CommitFacts, type PullRequestFacts } from '../../src/correlate/index.js';
import { commit, commitsOf, head, pull, REPOSITORY } from './code.js';
import { edges, historyOf, sha } from './commits.js';

interface Plan {
  readonly edges: readonly CommitEdges[];
  readonly carries: readonly number[];
  readonly pulls: readonly PullRequestFacts[];
  readonly commits?: readonly CommitFacts[];
}

/** By commit, the numbers of the pull requests that brought it in; with `?` those that perhaps did. */
function brought({ edges: all, carries, pulls, commits = [] }: Plan) {
  const history = historyOf(all);
  const found = broughtIn({ carries: carries.map(sha), repository: REPOSITORY, pulls, commits: commitsOf(...commits), history });
  const numbers = (names: readonly string[] = []) => names.map((name) => name.split(':')[2]);
  const said = carries.map((n) => [
    n,
    [...numbers(found.byCommit.get(sha(n))), ...numbers(found.perhaps.get(sha(n))).map((one) => `${one}?`)].join(' '),
  ]);
  return { by: Object.fromEntries(said) as Record<number, string>, found };
}

const P1 = 'pull_request:a:1';
const named = (n: number) => commit(n, { associated: [P1] });

describe('a pull request brings in', () => {
  it('14.13 with a merge commit: that commit and all that it joined, and not what was on the target before', () => {
    // main 0 ─ 1 ─ 2 ─ M(5); branch 0 ─ 3 ─ 4.
    const all = [edges(0), edges(1, 0), edges(2, 1), edges(3, 0), edges(4, 3), edges(5, 2, 4)];
    const { by, found } = brought({ edges: all, carries: [1, 2, 3, 4, 5], pulls: [pull(1, 5)] });
    expect(by).toEqual({ 1: '', 2: '', 3: '1', 4: '1', 5: '1' });
    expect(found.pulls.get(P1)).toEqual({ method: 'RELATION', place: 'merge_commit' });
  });

  it('with an octopus merge: every branch that it joined', () => {
    const all = [edges(0), edges(1, 0), edges(2, 0), edges(3, 0), edges(4, 1, 2, 3)];
    expect(brought({ edges: all, carries: [1, 2, 3, 4], pulls: [pull(1, 4)] }).by).toEqual({ 1: '', 2: '1', 3: '1', 4: '1' });
  });

  it('by ancestry where the deployment carries only a part of its branch', () => {
    const all = [edges(0), edges(3, 0), edges(4, 3), edges(5, 0, 4)];
    const { by, found } = brought({ edges: all, carries: [3], pulls: [pull(1, 5)] });
    expect([by[3], found.pulls.get(P1)]).toEqual(['1', { method: 'ANCESTRY', place: 'merge_commit' }]);
  });

  it('14.13 with a squash: the one commit, and is tied by the platform’s word for it also where that names it once more', () => {
    const { by, found } = brought({ edges: [edges(0), edges(1, 0)], carries: [0, 1], pulls: [pull(1, 1)], commits: [named(1)] });
    expect(by).toEqual({ 0: '', 1: '1' });
    expect(found.pulls.get(P1)).toEqual({ method: 'RELATION', place: 'merge_commit' });
  });

  it('not the commits of its branch that were pushed beside the squash', () => {
    // squash S(1); the branch 3 ─ 4 was pushed to main all the same, by a local merge 5.
    const all = [edges(0), edges(1, 0), edges(3, 0), edges(4, 3), edges(5, 1, 4)];
    const pulls = [pull(1, 1, { mergeHead: sha(4), heads: [head(4, [3, 4])] })];
    expect(brought({ edges: all, carries: [1, 3, 4, 5], pulls, commits: [named(3), named(4)] }).by).toEqual({
      1: '1',
      3: '',
      4: '',
      5: '',
    });
  });

  it('14.13 with a rebase: the commits that the platform names it for and that are not those of its branch', () => {
    const all = [edges(0), edges(1, 0), edges(2, 1), edges(3, 0), edges(4, 3)];
    const pulls = [pull(1, 2, { mergeHead: sha(4), heads: [head(3, [3]), head(4, [3, 4])] })];
    expect(brought({ edges: all, carries: [1, 2], pulls, commits: [named(1), named(2)] }).by).toEqual({ 1: '1', 2: '1' });
  });

  it.each([
    ['was not read', [head(4, null)]],
    ['was cut', [head(4, [9], true)]],
    ['is that of an earlier head', [head(4, null), head(3, [9])]],
    ['is not there at all', []],
  ])('perhaps a commit that the platform names it for, where the list of its own commits %s', (_, heads) => {
    const pulls = [pull(1, 2, { mergeHead: sha(4), heads })];
    const all = [edges(0), edges(1, 0), edges(2, 1)];
    expect(brought({ edges: all, carries: [1, 2], pulls, commits: [named(1), named(2)] }).by).toEqual({ 1: '1?', 2: '1' });
  });

  it('perhaps a commit that the platform names it for, where its merge commit was not read', () => {
    expect(brought({ edges: [edges(0), edges(1, 0)], carries: [1], pulls: [pull(1, 7)], commits: [named(1)] }).by).toEqual({ 1: '1?' });
  });

  it('not a commit of its branch that came here in another way, also where its merge commit was not read', () => {
    const pulls = [pull(1, 7, { heads: [head(1, [1])] })];
    expect(brought({ edges: [edges(0), edges(1, 0)], carries: [1], pulls, commits: [named(1)] }).by).toEqual({ 1: '' });
  });

  it('by a fast-forward: its own commits, and not what a merge of the target into it had joined', () => {
    // main 0 ─ 1 ─ 2(pushed); branch 1 ─ 3 ─ U(4: 3 + 2); the branch was then pushed to main as it is.
    const all = [edges(0), edges(1, 0), edges(2, 1), edges(3, 1), edges(4, 3, 2)];
    const pulls = [pull(1, 4, { mergeHead: sha(4), heads: [head(4, [3, 4])] })];
    expect(brought({ edges: all, carries: [1, 2, 3, 4], pulls }).by).toEqual({ 1: '', 2: '', 3: '1', 4: '1' });
  });

  it.each([
    ['that it lists', [head(4, [3, 4])]],
    ['that it does not list any more', [head(4, [4])]],
    ['when its list was not read', [head(4, null)]],
  ])('not a commit %s and that was on the target before the merge', (_, heads) => {
    // 3 was pushed to main and only then merged with the rest of its branch.
    const all = [edges(0), edges(3, 0), edges(4, 3), edges(5, 3, 4)];
    const pulls = [pull(1, 5, { mergeHead: sha(4), heads })];
    expect(brought({ edges: all, carries: [3, 4, 5], pulls, commits: [named(3), named(4)] }).by).toEqual({ 3: '', 4: '1', 5: '1' });
  });

  it('what another pull request had brought into the branch that it merges: both are named', () => {
    // develop: 0 ─ S(1, squash of #1); main: 0 ─ M(2: 0 + 1, merge of #2).
    const { by, found } = brought({
      edges: [edges(0), edges(1, 0), edges(2, 0, 1)],
      carries: [1, 2],
      pulls: [pull(1, 1, { mergeBase: 'develop' }), pull(2, 2)],
    });
    expect(by).toEqual({ 1: '1 2', 2: '2' });
    expect([...found.pulls.keys()].sort()).toEqual([P1, 'pull_request:a:2']);
  });

  it('nothing where it belongs to another repository, was not merged, or nobody knows its repository', () => {
    const pulls = [pull(1, 1, { repository: 'repository:a:2' }), pull(2, null), pull(3, 1, { repository: null })];
    const { by, found } = brought({ edges: [edges(0), edges(1, 0)], carries: [1], pulls, commits: [named(1)] });
    expect([by, found.pulls.size]).toEqual([{ 1: '' }, 0]);
  });

  it('nothing by a number in the subject of a commit: only the platform names a pull request', () => {
    // #1 was squashed as commit 2; commit 1, whose subject says "(#1)" too, is named by nobody.
    const pulls = [pull(1, 2, { mergeHead: sha(4), heads: [head(4, [4])] })];
    expect(brought({ edges: [edges(0), edges(1, 0), edges(2, 1)], carries: [1, 2], pulls, commits: [commit(1), commit(2)] }).by).toEqual({
      1: '',
      2: '1',
    });
  });

  it('the same in whatever order pull requests and commits came', () => {
    const all = [edges(0), edges(1, 0), edges(3, 0), edges(4, 3), edges(5, 1, 4), edges(6, 5), edges(7, 6)];
    const pulls = [pull(1, 5), pull(2, 7, { heads: [head(9, [8])] }), pull(3, 1, { mergeBase: 'develop' }), pull(4, 6)];
    const commits = [commit(6, { associated: ['pull_request:a:2', 'pull_request:a:4'] }), named(4)];
    const expected = brought({ edges: all, carries: [1, 3, 4, 5, 6, 7], pulls, commits });
    fc.assert(
      fc.property(fc.shuffledSubarray(pulls, { minLength: 4 }), fc.shuffledSubarray(all, { minLength: 7 }), (some, order) => {
        const found = brought({ edges: order, carries: [1, 3, 4, 5, 6, 7], pulls: some, commits: [...commits].reverse() });
        expect(found.by).toEqual(expected.by);
        expect(new Map([...found.found.pulls].sort())).toEqual(new Map([...expected.found.pulls].sort()));
      }),
    );
  });
});
