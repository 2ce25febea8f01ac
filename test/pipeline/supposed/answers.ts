import { type Instant, policySchema } from '#contract';
import { backtest, type Backtested, type Differing } from '../../../src/follow/index.js';
import { policyOf } from '../../../src/hub/policy-of.js';
import type { TestPolicy } from '../hub-under-test.js';
import { type Acme, policyOfAcme } from '../terms/acme.js';

export const ALWAYS = { from: '2000-01-01T00:00:00.000000Z' as Instant, to: '2100-01-01T00:00:00.000000Z' as Instant };

/** By rule and subject, what stands. */
export type Answers = ReadonlyMap<string, string>;

export async function answersOf({ sql }: Acme): Promise<Answers> {
  const rows = await sql<{ name: string; said: string }[]>`
    select rule || ' ' || subject as name, answer || ' ' || severity as said from verdict where recorded_to is null`;
  return new Map(rows.map(({ name, said }) => [name, said]));
}

/** Each in a line: what stood and what stands. */
export function differences(before: Answers, after: Answers): readonly string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
  return names.map((name) => `${name}: ${before.get(name) ?? 'NONE'} -> ${after.get(name) ?? 'NONE'}`).sort();
}

/** The same lines by a back-test of acme's policy with these parts. */
export async function backtested(
  acme: Acme,
  policy: TestPolicy,
  span = ALWAYS,
): Promise<{ readonly done: Backtested; readonly lines: readonly string[] }> {
  const found: Differing[] = [];
  const parsed = policyOf(policySchema.parse(await policyOfAcme(policy)), acme.key);
  const done = await backtest(acme.database.url, {
    ...{ policy: parsed, span, stopping: new AbortController().signal, progress: () => Promise.resolve() },
    found: (some) => Promise.resolve(void found.push(...some)),
  });
  return { done, lines: found.map(lineOf).sort() };
}

function lineOf({ rule, subject, was, wouldBe }: Differing): string {
  const said = (one: Differing['was']) => (one ? `${one.answer} ${one.severity}` : 'NONE');
  return `${rule} ${subject}: ${said(was)} -> ${said(wouldBe)}`;
}
