import { describe, expect, it } from 'vitest';
import { type Base, contentsOf } from '../../src/correlate/index.js';
import { edges, historyOf, sha } from './commits.js';
import { run, span } from './runs.js';

// 0 ─ 1 ─ 2 ─ 3      4 stands on 1, beside 2 and 3; 9 stands on 8, which nobody has read.
const history = historyOf([edges(0), edges(1, 0), edges(2, 1), edges(3, 2), edges(4, 1), edges(9, 8)]);
const NO_BASE: Base = { run: null, open: [], alike: [] };
const deployed = (revision: number | null) => run('d', { start: span(100), revision });
const on = (revision: number | null): Base => ({ ...NO_BASE, run: run('before', { start: span(1), end: span(2), revision }) });
const shas = (...ns: readonly number[]) => ns.map(sha).sort();

describe('what a deployment carries', () => {
  it.each([
    ['is all of its history on an empty baseline', 2, NO_BASE, 'empty', 'FIRST', [0, 1, 2], []],
    ['is what came since a baseline', 3, NO_BASE, sha(1), 'FORWARD', [2, 3], []],
    ['is nothing on its own revision as the baseline', 3, NO_BASE, sha(3), 'REDEPLOYMENT', [], []],
    ['is what came since the one before', 3, on(1), 'empty', 'FORWARD', [2, 3], []],
    ['is nothing for the same revision again', 3, on(3), null, 'REDEPLOYMENT', [], []],
    ['is nothing for an earlier one, which takes the later commits out', 1, on(3), null, 'ROLLBACK', [], [2, 3]],
    ['is one side, and takes the other out, between branches', 4, on(3), null, 'SIDEWAYS', [4], [2, 3]],
    ['is nothing for the same revision again, also where it was never read', 77, on(77), null, 'REDEPLOYMENT', [], []],
  ] as const)('%s', (...[, revision, base, baseline, relation, carries, takesOut]) => {
    const found = contentsOf(deployed(revision), base, baseline, history);
    expect(found).toMatchObject({ relation, carries: shas(...carries), takesOut: shas(...takesOut), undecided: [], unread: [] });
    expect(found.base).toBe(base.run?.deployment ?? null);
  });

  it('is its own revision alone, and it says so, where nothing came before and policy names no baseline', () => {
    const found = contentsOf(deployed(3), NO_BASE, null, history);
    expect(found).toMatchObject({ relation: 'FIRST', carries: [sha(3)], unread: [] });
    expect(found.undecided).toEqual([expect.stringContaining('policy names no baseline')]);
  });

  it.each([
    ['it names no revision', null, on(1), 'empty', [], 'It names no revision.'],
    ['its revision was not read', 77, on(1), 'empty', [77], 'was not read yet'],
    ['the revision before it was not read', 3, on(77), 'empty', [77], 'The revision before it'],
    ['the baseline was not read', 3, NO_BASE, sha(77), [77], 'The revision before it'],
    ['the one before it names no revision', 3, on(null), 'empty', [], 'The deployment before it names no revision.'],
    ['a commit of its history was not read', 9, on(3), 'empty', [8], '1 commits of its history were not read'],
    ['a commit of its history was not read on an empty baseline', 9, NO_BASE, 'empty', [8], '1 commits of its history'],
    ['a commit of the history before it was not read', 3, on(9), 'empty', [8], '1 commits of its history'],
    [
      'it cannot be told which came before',
      3,
      { ...on(1), open: [run('y', { start: span(1) }), run('x', { start: span(1) })] },
      'empty',
      [],
      'x, y',
    ],
  ] as const)('is undecided where %s', (...[, revision, base, baseline, unread, sentence]) => {
    const found = contentsOf(deployed(revision), base, baseline, history);
    expect(found).toMatchObject({ relation: 'UNDECIDED', carries: [], takesOut: [], unread: shas(...unread) });
    expect(found.undecided).toEqual([expect.stringContaining(sentence)]);
  });

  it('names the deployment before it also where that names no revision, so that what happens to that one is heard', () => {
    expect(contentsOf(deployed(3), on(null), 'empty', history).base).toBe('before');
  });

  it('is undecided without any history', () => {
    expect(contentsOf(deployed(3), NO_BASE, 'empty', null)).toMatchObject({ relation: 'UNDECIDED', unread: [sha(3)] });
  });
});
