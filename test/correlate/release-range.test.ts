import { describe, expect, it } from 'vitest';
import type { Instant } from '#contract';
import { type ReleaseFacts, releaseRanges } from '../../src/correlate/index.js';
import { edges, historyOf, sha } from './commits.js';

const release = (name: string, commit: number | null, minutes = 0, prerelease = false): ReleaseFacts => ({
  release: name,
  sha: commit === null ? null : sha(commit),
  publishedAt: `2026-01-01T00:${String(minutes).padStart(2, '0')}:00.000000Z` as Instant,
  prerelease,
});

/** Two lines: 0-1-2-3-6 is the main one, 4 and 5 are a maintenance branch from 1, which 6 merges. */
const LINES = historyOf([edges(0), edges(1, 0), edges(2, 1), edges(3, 2), edges(4, 1), edges(5, 4), edges(6, 3, 5)]);

function grouped(releases: readonly ReleaseFacts[], history = LINES) {
  const ranges = releaseRanges(releases, new Set(releases.map((one) => one.release)), history);
  return ranges.map(({ release: name, relation, base, carries }) => `${name} ${relation} ${base ?? '-'} ${carries.length}`);
}

describe('what a release groups', () => {
  it.each<[string, readonly ReleaseFacts[], readonly string[]]>([
    ['what came since the one before', [release('a', 1), release('b', 3)], ['a FIRST - 2', 'b FORWARD a 2']],
    ['on its own line', [release('a', 1), release('b', 3), release('c', 5)], ['a FIRST - 2', 'b FORWARD a 2', 'c FORWARD a 2']],
    ['whatever the order of publication', [release('b', 3, 1), release('a', 1, 9)], ['b FORWARD a 2', 'a FIRST - 2']],
    [
      'both lines once they are merged, but not what the nearer one had',
      [release('a', 3), release('b', 5), release('c', 6)],
      ['a FIRST - 4', 'b FIRST - 4', 'c FORWARD a 3'],
    ],
    ['nothing that the one before on the same commit had', [release('a', 1, 1), release('b', 1, 2)], ['a FIRST - 2', 'b FORWARD a 0']],
    [
      'over pre-releases',
      [release('a', 1), release('rc', 2, 1, true), release('b', 3, 2)],
      ['a FIRST - 2', 'rc FORWARD a 1', 'b FORWARD a 2'],
    ],
    [
      'since a pre-release, where it is one itself',
      [release('rc1', 1, 1, true), release('rc2', 3, 2, true)],
      ['rc1 FIRST - 2', 'rc2 FORWARD rc1 2'],
    ],
  ])('%s', (_, releases, expected) => {
    expect(grouped(releases)).toEqual(expected);
  });

  it('is undecided while its tag, its commit or a parent in the history was not read', () => {
    expect(grouped([release('a', null), release('b', 9), release('c', 3)])).toEqual(['a UNDECIDED - 0', 'b UNDECIDED - 0', 'c FIRST - 4']);
    const open = historyOf([edges(1, 0), edges(2, 1)]);
    expect(grouped([release('a', 2)], open)).toEqual(['a UNDECIDED - 0']);
  });
});
