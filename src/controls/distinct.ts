import type { Missing } from '#contract';

/** What is missing, each thing once, in one order, whatever the facts came in. */
export function distinct(missing: readonly Missing[]): readonly Missing[] {
  const byText = new Map(missing.map((one) => [`${one.what} ${one.scope} ${one.collection} ${one.upTo ?? ''}`, one]));
  return [...byText.keys()].sort().flatMap((text) => byText.get(text) ?? []);
}
