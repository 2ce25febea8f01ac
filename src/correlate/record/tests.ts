import type { Policy } from '#contract';
import { cameAfter } from './held.js';
import { type CheckFacts, type RecordFacts, startOf } from './record-facts.js';

/** The checks that policy calls tests; all, where it names none. What was skipped or cancelled is none. */
export function testsOf({ checks }: Pick<RecordFacts, 'checks'>, { tests }: Pick<Policy, 'tests'>): readonly CheckFacts[] {
  const patterns = tests?.map(patternOf);
  return checks.filter(({ name, conclusion }) => !NO_RESULT.has(conclusion) && (!patterns || patterns.some((one) => one.test(name))));
}

export const NO_RESULT: ReadonlySet<string> = new Set(['SKIPPED', 'CANCELLED', 'STALE', 'NEUTRAL', 'ACTION_REQUIRED']);

/** `*` stands for any text. */
export function patternOf(name: string): RegExp {
  const escaped = name.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}

/** Tests that did not succeed in their last attempt before the start, or at all where nothing started. */
export function failedTests(facts: RecordFacts, policy: Policy): readonly CheckFacts[] {
  const start = startOf(facts);
  const last = new Map<string, CheckFacts>();
  for (const test of [...testsOf(facts, policy)].sort(byEnd)) {
    if (start === null || !cameAfter(test.at, test.source, start, policy)) last.set(`${test.sha} ${test.name}`, test);
  }
  return [...last.values()].filter(({ conclusion }) => conclusion !== 'SUCCESS');
}

function byEnd(a: CheckFacts, b: CheckFacts): number {
  const [x, y] = [a.at?.from ?? '', b.at?.from ?? ''];
  return x < y ? -1 : x > y ? 1 : a.check < b.check ? -1 : 1;
}
