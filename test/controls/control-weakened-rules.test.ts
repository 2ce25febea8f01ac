import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import type { ProtectionFact } from '../../src/controls/index.js';
import { pull } from '../correlate/code.js';
import { second, span } from '../correlate/runs.js';
import type { Plan } from './case.js';
import { answer, FIRST, guarded, HOUR, LOOSE, MERGED, merged, readAs, reading, ruleset, STRICT, told } from './protections.js';

const DELETION = [{ type: 'deletion' }];
const ofTags = (fact: ProtectionFact): ProtectionFact => ({ ...fact, said: { ...fact.said, target: 'tag' } });
const byPattern = (pattern: string): Plan => readAs(told(1_001, STRICT, { pattern }), told(MERGED - HOUR, LOOSE, { pattern }));
const byDefault = (defaultBranch: string | null): Plan => {
  const own = readAs(ruleset(1_001, DELETION), ruleset(MERGED - HOUR, []));
  return { ...own, more: { ...own.more, protection: { ...own.more!.protection!, defaultBranch } } };
};

const CONVERSATIONS = {
  ...{ ...STRICT, pullRequests: false, approvals: 0, dismissStaleReviews: false, lastPushApproval: false, checks: [], strictChecks: false },
  ...{ admins: false, forcePushes: true, deletions: true, bypass: null, pushers: null },
};
const byRules = (at: number, rules: readonly { readonly type: string }[]) =>
  reading(at, null, { ...(at === 1_000 ? {} : { since: 2_000 }), rules: [...rules] });
const reviewing = (dismissStaleReviews: boolean) => ({ type: 'pull_request', approvals: 1, dismissStaleReviews });

/** Merged into one of two release branches, of which `main` was loose meanwhile. */
const besides = (mergeBase: string): Plan =>
  guarded({ ...merged(), releaseBranches: ['main', 'next'], pulls: [pull(1, 1, { merged: span(MERGED), mergeBase })] }, [
    ...[FIRST, reading(1_000, STRICT, { branch: 'next' })],
    ...[reading(MERGED - HOUR, LOOSE, { since: MERGED - 2 * HOUR }), reading(MERGED + HOUR, STRICT, { since: MERGED + 60 })],
  ]);

describe('control-weakened, by rules that name branches', () => {
  it.each<readonly [string, Plan, string]>([
    ['GAP where a star stands for the rest of its name', byPattern('ma*'), 'GAP'],
    ['PASS where it stands for the rest of another', byPattern('re*'), 'PASS'],
    ['GAP where a question mark stands for a letter of it', byPattern('mai?'), 'GAP'],
    ['PASS where a star would have to stand for a slash', byPattern('*/main'), 'PASS'],
    ['PASS where the ruleset is for tags', readAs(ofTags(ruleset(1_001, DELETION)), ofTags(ruleset(MERGED - HOUR, []))), 'PASS'],
    ['GAP where the ruleset is for the default branch', byDefault('main'), 'GAP'],
    ['PASS where that is another', byDefault('next'), 'PASS'],
    ['GAP where nobody knows which that is', byDefault(null), 'GAP'],
    ['PASS where another release branch was loose than the one that it was merged into', besides('next'), 'PASS'],
    ['GAP where it was the one', besides('main'), 'GAP'],
    [
      'GAP where only the resolving of conversations was asked for, and no longer is',
      guarded(merged(), [reading(1_000, CONVERSATIONS), reading(MERGED - HOUR, null, { since: 2_000 })]),
      'GAP',
    ],
    [
      'GAP where a rule of a ruleset no longer dismisses reviews',
      guarded(merged(), [byRules(1_000, [reviewing(true)]), byRules(MERGED - HOUR, [reviewing(false)])]),
      'GAP',
    ],
  ])('is %s', (_, plan, expected) => {
    expect(answer(plan)).toBe(expected);
  });
});

describe('control-weakened, by what was told and what was read', () => {
  /** Loosened and restored within half a minute, a minute before the merge; a reading found it loose from `from` to `to`. */
  const meanwhile = (from: number, to: number): Plan =>
    guarded(merged(), [
      ...[FIRST, told(1_001, STRICT), told(MERGED - 60, LOOSE), told(MERGED - 30, STRICT)],
      { ...reading(MERGED - 40, LOOSE), at: { from: second(MERGED + from), to: second(MERGED + to) } },
      reading(MERGED + HOUR, STRICT, { since: MERGED + to }),
    ]);

  /** Loosened within a minute, an hour before the merge; a reading found it strict up to `ms` after that minute. */
  const strictUpTo = (ms: number): Plan => {
    const [from, to] = [second(MERGED - HOUR), second(MERGED - HOUR + 60)];
    const strict = { ...reading(MERGED - HOUR, STRICT), at: { from: second(2_000), to: plusMs(to, ms) } };
    return readAs(told(1_001, STRICT), told(MERGED - HOUR, LOOSE, { at: { from, to } }), strict);
  };

  it.each<readonly [string, Plan, string]>([
    ['PASS where the reading begins with the second in which it was told', meanwhile(-60, -40), 'PASS'],
    ['PASS where it ends with that second', meanwhile(-70, -59), 'PASS'],
    ['INDETERMINATE where it is another loosening, of which nobody told', meanwhile(-59, -40), 'INDETERMINATE'],
    [
      'PASS where nobody told that it was as before, and a reading before the merge shows it',
      readAs(told(1_001, STRICT), told(MERGED - 9 * HOUR, LOOSE), reading(MERGED - HOUR, STRICT, { since: MERGED - 2 * HOUR })),
      'PASS',
    ],
    [
      'GAP where it is no stricter afterwards than long before',
      guarded(merged(), [
        ...[reading(1_000, LOOSE), reading(MERGED - 10 * HOUR, STRICT, { since: 1_000 })],
        ...[told(MERGED - 10 * HOUR + 60, STRICT), told(MERGED - 9 * HOUR, LOOSE)],
        reading(MERGED - 8 * HOUR, LOOSE, { since: MERGED - 10 * HOUR }),
      ]),
      'GAP',
    ],
    [
      'GAP where that was so until the reading with which the time begins that was told',
      guarded(merged(), [
        ...[reading(1_000, LOOSE), reading(MERGED - 9 * HOUR, STRICT, { since: 1_000 }), told(1_001, STRICT)],
        told(MERGED - 9 * HOUR, LOOSE, { at: { from: plusMs(second(MERGED - 9 * HOUR), 0.001), to: second(MERGED - 9 * HOUR + 1) } }),
        reading(MERGED - 8 * HOUR, LOOSE, { since: MERGED - 9 * HOUR }),
      ]),
      'GAP',
    ],
    ['GAP where the reading that shows it strict may lie before it was told', strictUpTo(0), 'GAP'],
    ['PASS where that reading ends a microsecond after it', strictUpTo(0.001), 'PASS'],
    [
      'INDETERMINATE where two readings of one moment contradict each other',
      readAs(reading(MERGED + HOUR, STRICT, { since: 2_000 }), reading(MERGED + HOUR, LOOSE, { since: MERGED - HOUR })),
      'INDETERMINATE',
    ],
  ])('is %s', (_, plan, expected) => {
    expect(answer(plan)).toBe(expected);
  });
});
