import type { Persons } from '../correlate/index.js';

/** Somebody who had a part in what a gap is about, or that there was somebody of whom no account is known. */
export interface Partaker {
  /** The account, by ref; null where the tool does not tell it. */
  readonly person: string | null;
  /** What he did: `wrote commit 1a2b3c`. */
  readonly part: string;
  /** The source that would know his account. */
  readonly source: string;
}

/** Who wants to waive: a name on a token, and the accounts under which the policy in force lists that name. */
export interface Waiving {
  readonly name: string;
  /** Null where policy does not list him. */
  readonly accounts: readonly { readonly source: string; readonly person: string }[] | null;
}

/**
 * Why this person may not waive a gap of that change, or null when he certainly had no part in it (`controls.md`, Life of
 * a gap): nothing unknown counts as good, so that who may have had a part is refused like who had one. Whoever policy
 * lists has no account but those listed: where he has none, nobody unknown is he.
 */
export function whyNotWaive({ name, accounts }: Waiving, partakers: readonly Partaker[], persons: Persons): string | null {
  const people = partakers.filter(({ person }) => person === null || !persons.isService(person));
  if (accounts === null) {
    if (people.length === 0) return null;
    return `Nobody waives a gap of a change he had a part in, and whether ${name} had one is not known: the policy does not list that name. List it under people, with all its accounts or none.`;
  }
  const own = people.find(({ person }) => person !== null && accounts.some((mine) => persons.same(mine.person, person) === 'YES'));
  if (own) return `Nobody waives a gap of a change he had a part in, and ${name} ${own.part}. Somebody else must decide.`;
  const open = people.find(({ person, source }) => person === null && accounts.some((mine) => mine.source === source));
  if (!open) return null;
  return `Nobody waives a gap of a change he had a part in, and whether ${name} had one is not known: no account is known of who ${open.part}, and ${name} has one at ${open.source}. Somebody without an account there can decide.`;
}
