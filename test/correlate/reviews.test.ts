import { describe, expect, it } from 'vitest';
import { type PullRequestFacts, sawMergedHead } from '../../src/correlate/index.js';
import { head, pull } from './code.js';
import { edges, historyOf, sha } from './commits.js';

// main 0 ─ 1 ─ 2; branch 0 ─ 3 ─ 5 ─ U(6: 5 + 1) ─ U(7: 6 + 2), 8 is its squash.
// Another branch, 0 ─ 4, was merged as 9 (5 + 4).
const EDGES = [edges(0), edges(1, 0), edges(2, 1), edges(3, 0), edges(4, 0), edges(5, 3), edges(6, 5, 1), edges(7, 6, 2), edges(9, 5, 4)];
const history = historyOf([...EDGES, edges(8, 2)]);
const merged: Partial<PullRequestFacts> = { mergeHead: sha(7), heads: [head(7, [3, 5, 6, 7]), head(5, [3, 5])] };

function saw(reviewed: number | null, part: Partial<PullRequestFacts> = {}, known: typeof history | null = history) {
  return sawMergedHead(reviewed === null ? null : sha(reviewed), pull(1, 8, { ...merged, ...part }), known);
}

describe('a review', () => {
  it.each<readonly [string, number]>([
    ['was given on it', 7],
    ['came before the target branch was merged into the reviewed head', 6],
    ['came before the target branch was merged into the reviewed head twice', 5],
  ])('saw the merged head where it %s', (_, reviewed) => {
    expect(saw(reviewed)).toBe('YES');
  });

  it.each<readonly [string, number, Partial<PullRequestFacts>]>([
    ['a commit came after it', 3, {}],
    ['a commit came after it and nothing else', 3, { mergeHead: sha(5), heads: [head(5, [3, 5])] }],
    ['it saw what the target branch brought', 1, {}],
    ['it saw a commit that nobody has read, and the merged head is no merge', 77, { mergeHead: sha(5), heads: [head(5, [3, 5])] }],
    ['another branch was merged into the reviewed head', 5, { mergeHead: sha(9), heads: [head(9, [3, 5, 4, 9])] }],
    ['another branch was merged into it, as a cut list shows', 5, { mergeHead: sha(9), heads: [head(9, [4], true)] }],
  ])('did not see the merged head where %s', (_, reviewed, part) => {
    expect(saw(reviewed, part)).toBe('NO');
  });

  it.each<readonly [string, number | null, Partial<PullRequestFacts>]>([
    ['nobody knows its commit', null, {}],
    ['nobody knows the merged head', 7, { mergeHead: null }],
    ['the merged head was not read', 3, { mergeHead: sha(88) }],
    ['the commits of the merged head are not known', 5, { heads: [head(5, [3, 5])] }],
    ['the list of its commits was cut', 5, { heads: [head(7, [3, 5, 6, 7], true)] }],
  ])('may have seen the merged head where %s', (_, reviewed, part) => {
    expect(saw(reviewed, part)).toBe('UNKNOWN');
  });

  it('saw the merged head for all that is known where they are one commit, read or not', () => {
    expect(saw(88, { mergeHead: sha(88) }, null)).toBe('YES');
    expect(saw(3, { mergeHead: sha(88) }, null)).toBe('UNKNOWN');
  });
});
