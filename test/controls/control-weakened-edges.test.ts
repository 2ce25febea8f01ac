import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { LOOSER_AT_GITHUB } from '../../src/controls/protection/looser-github.js';
import type { Plan } from './case.js';
import { second } from '../correlate/runs.js';
import { answer, byRule, FIRST, found, guarded, HOUR, LOOSE, MERGED, merged, readAs, reading, START, STRICT, told } from './protections.js';

describe('control-weakened at the edges of times', () => {
  const skewed = (from: number): Plan => {
    const plan = byRule(from, from + 1);
    return { ...plan, more: { ...plan.more, source: 'b' } };
  };
  const narrow = (plan: Plan): Plan => ({ ...plan, policy: { rules: { 'control-weakened': { within: '2h' } } } });
  it.each<readonly [string, Plan, string]>([
    ['a second more than a day before', byRule(START - 24 * HOUR - 1, START - 24 * HOUR), 'PASS'],
    ['a day before, to the second', byRule(START - 24 * HOUR, START - 24 * HOUR + 1), 'INDETERMINATE'],
    ['a second less than a day before', byRule(START - 24 * HOUR + 1, START - 24 * HOUR + 2), 'GAP'],
    ['the second before it starts', byRule(START - 1, START), 'GAP'],
    ['the second in which it starts', byRule(START, START + 1), 'INDETERMINATE'],
    ['the second after', byRule(START + 1, START + 2), 'PASS'],
    ['by another clock, within a day by no more than the skew', skewed(START - 24 * HOUR + 61), 'INDETERMINATE'],
    ['by another clock, within a day by a second more than the skew', skewed(START - 24 * HOUR + 62), 'GAP'],
    ['by another clock, before it starts by no more than the skew', skewed(START - 61), 'INDETERMINATE'],
    ['by another clock, before it starts by a second more than that', skewed(START - 62), 'GAP'],
    ['by another clock, a day and a second more than the skew before', skewed(START - 24 * HOUR - 62), 'PASS'],
    ['three hours before, where policy says two', narrow(byRule(START - 3 * HOUR, START - 3 * HOUR + 1)), 'PASS'],
    ['an hour before, where policy says two', narrow(byRule(START - HOUR, START - HOUR + 1)), 'GAP'],
  ])('of what was loosened %s, is as told', (_, plan, expected) => {
    expect(answer(plan)).toBe(expected);
  });

  it.each<readonly [string, number, number, string]>([
    ['loosened in the second after the merge', MERGED + 1, MERGED + 9, 'PASS'],
    ['loosened in the second of the merge', MERGED, MERGED + 9, 'INDETERMINATE'],
    ['loosened in the second before the merge', MERGED - 1, MERGED + 9, 'GAP'],
    ['as before in the second before the merge', MERGED - 9, MERGED - 1, 'PASS'],
    ['as before in the second of the merge', MERGED - 9, MERGED, 'INDETERMINATE'],
    ['as before in the second after the merge', MERGED - 9, MERGED + 1, 'GAP'],
  ])('of what was %s, is as told', (_, from, until, expected) => {
    expect(answer(byRule(from, until))).toBe(expected);
  });

  const BEGINNING = FIRST.at.from;
  const toldIn = (from: number, to: number): Plan =>
    guarded(merged(), [
      FIRST,
      told(1_001, STRICT),
      told(from, LOOSE, { at: { from: second(from), to: second(to) } }),
      told(START + HOUR, STRICT),
    ]);
  it.each<readonly [string, string, Plan]>([
    ['that lasts a microsecond into the merge', 'INDETERMINATE', toldIn(MERGED - 1, MERGED + 0.000001)],
    ['that ends where the merge begins', 'GAP', toldIn(MERGED - 1, MERGED)],
    ['that lasts a microsecond into the start', 'INDETERMINATE', toldIn(START - 1, START + 0.000001)],
    ['that ends where the start begins', 'GAP', toldIn(START - 1, START)],
  ])('of one clock, a time %s counts to the microsecond: %s', (_, expected, plan) => {
    expect(answer(plan)).toBe(expected);
  });

  it.each<readonly [string, string, Plan]>([
    [
      'read for the first time in the moment of the merge',
      'PASS',
      guarded(merged(), [{ ...FIRST, at: { from: BEGINNING, to: second(MERGED) } }]),
    ],
    [
      'read for the first time a microsecond later',
      'INDETERMINATE',
      guarded(merged(), [{ ...FIRST, at: { from: BEGINNING, to: second(MERGED + 0.000001) } }]),
    ],
  ])('knows what protected a branch that was %s: %s', (_, expected, plan) => {
    expect(answer(plan)).toBe(expected);
  });

  it('says what was loosened, how long before what, and what would have passed', () => {
    const said = found(byRule(MERGED - 14 * 60, MERGED + HOUR));
    expect(said.sentence).toBe(
      'The protection of main of acme/pay was loosened (it asks for fewer approving reviews), and pull request #1 was merged 14 min later.',
    );
    expect(said.wouldPassIf).toBe('the protection of main had been as before when pull request #1 was merged');
    expect(said.about).toEqual(['branch:a:1:main']);
    expect(found(readAs(reading(START - 60, null, { since: START - 120 }))).sentence).toContain('was removed, and it was deployed');
  });

  it('says of rules of rulesets which is lost', () => {
    const rules = (at: number, ...types: readonly string[]) =>
      reading(at, null, { ...(at === 1_000 ? {} : { since: 2_000 }), rules: types.map((type) => ({ type })) });
    const lost = found(guarded(merged(), [rules(1_000, 'deletion', 'update'), rules(MERGED - HOUR, 'update')])).sentence;
    expect(lost).toContain('it lets the branch be deleted');
    expect(lost).not.toContain('locks the branch');
    const replaced = found(guarded(merged(), [reading(1_000, STRICT), rules(MERGED - HOUR, 'update')])).sentence;
    expect(replaced).toContain('it lets the branch be deleted');
    expect(replaced).not.toContain('administrators');
  });

  it('is resolved by a later word that it was as before when the pull request was merged', () => {
    expect(answer(byRule(MERGED - 2 * HOUR, null))).toBe('GAP');
    expect(answer(byRule(MERGED - 2 * HOUR, MERGED - HOUR))).toBe('PASS');
  });
});

const LOOSER_VALUES: Readonly<Record<string, readonly [unknown, unknown]>> = {
  approvals: [2, 1],
  bypass: [0, 1],
  checks: [['lint', 'test'], ['lint']],
  forcePushes: [false, true],
  deletions: [false, true],
  pushers: [2, 3],
};

describe('what counts as looser at GitHub', () => {
  const named = Object.keys({ ...STRICT, linearHistory: 0, signatures: 0 }).filter((name) => name !== 'pushersOnly');

  it.each(named)('%s that becomes looser is a gap, and none that becomes stricter', (name) => {
    const [strict, loose] = LOOSER_VALUES[name] ?? [true, false];
    const of = (value: unknown) => ({ ...STRICT, [name]: value }) as typeof STRICT;
    const steps = (a: unknown, b: unknown) => guarded(merged(), [reading(1_000, of(a)), reading(MERGED - HOUR, of(b), { since: 2_000 })]);
    expect(answer(steps(strict, loose))).toBe('GAP');
    expect(answer(steps(loose, strict))).toBe('PASS');
  });

  it('is told in the documentation, setting by setting', async () => {
    const text = await readFile(new URL('../../docs/integrity.md', import.meta.url), 'utf8');
    const words = { OFF: 'when switched off', FEWER: 'when fewer', MORE: 'when more', WITHOUT: 'when one is missing' };
    const rows = LOOSER_AT_GITHUB.map(({ setting, looser, says }) => `| \`${setting}\` | ${words[looser]} | ${says} |`);
    expect(text.split('\n').filter((line) => /^\| `\w+` \| when/.test(line))).toEqual(rows);
  });

  it('has a sentence for each setting, each once', () => {
    expect(new Set(LOOSER_AT_GITHUB.map(({ setting }) => setting)).size).toBe(LOOSER_AT_GITHUB.length);
    expect(LOOSER_AT_GITHUB.filter(({ says }) => says === '')).toEqual([]);
  });

  it('lists more or less of a rule that nobody reads as looser only by its absence', () => {
    const rules = (...types: readonly string[]) => types.map((type) => ({ type }));
    const of = (a: readonly string[], b: readonly string[]) =>
      readAs(
        reading(1_001, STRICT, { since: 1_000, rules: rules(...a) }),
        reading(MERGED - HOUR, STRICT, { since: 2_000, rules: rules(...b) }),
      );
    expect(answer(of(['workflows'], []))).toBe('GAP');
    expect(answer(of([], ['workflows']))).toBe('PASS');
  });
});
