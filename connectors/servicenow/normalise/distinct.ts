import { isAccount, isText, type Normalised } from '#contract';

/** Each fact once: two rows of one record may tell it twice. */
export function distinct(meaning: Normalised): Normalised {
  if ('ignored' in meaning) return meaning;
  const seen = new Set<string>();
  const isNew = (key: string) => !seen.has(key) && seen.add(key);
  return { events: meaning.events.filter(({ identity }) => isNew(JSON.stringify(identity, bare))) };
}

/** What the ledger looks at: of an account its id, of a text its field and words. */
function bare(_: string, value: unknown): unknown {
  if (isAccount(value)) return { account: value.$account };
  return isText(value) ? { text: value.$text, field: value.field } : value;
}
