import type { Sql } from '../db/pool.js';
import { everythingKnown, type Join, worldOf } from './people.js';
import type { CannotDo } from './statement.js';

interface Meant {
  readonly accounts: readonly string[];
  /** Pseudonym of the name on the speaker's token. */
  readonly speaker: string;
}

/** Why accounts cannot be separated, or null: nobody said that they are one, they would stay one, or they are the speaker's own. */
export async function whyNotSeparate(sql: Sql, { accounts, speaker }: Meant): Promise<CannotDo | null> {
  const known = await everythingKnown(sql);
  const asked = new Set(accounts);
  const isMeant = ({ a, b }: Join) => asked.has(a) && asked.has(b);
  const [now, then] = [worldOf(known), worldOf({ ...known, joins: known.joins.filter((join) => !isMeant(join)) })];
  // Who parts his own accounts could waive a gap of a change in which the other one had a part.
  const own = (known.policy?.people ?? {})[speaker]?.accounts ?? [];
  if (own.some(({ person }) => [...now.persons.accountsOf(person)].some((one) => asked.has(one)))) {
    return { sentence: 'One of these accounts is your own. Have somebody else separate them.' };
  }
  if (!known.joins.some(isMeant))
    return { sentence: 'Nobody said that two of these accounts are one person, so there is nothing to take back.' };
  const together = accounts.flatMap((a, nth) =>
    accounts.slice(nth + 1).flatMap((b) => (then.persons.accountsOf(a).has(b) ? [[a, b]] : [])),
  );
  if (together.length === 0) return null;
  const [a = '', b = ''] = together[0] ?? [];
  return { sentence: `${a} and ${b} would stay one person: ${why(a, b, then)}` };
}

function why(a: string, b: string, { persons }: ReturnType<typeof worldOf>): string {
  if (persons.nameOf(a) !== null) return 'the policy lists both under one name. Mend it there.';
  if (persons.isJoinedByAddress(a) && persons.isJoinedByAddress(b)) return 'both have one verified e-mail address.';
  const others = [...persons.accountsOf(a)].filter((one) => one !== a && one !== b);
  return `somebody said of both that they belong to ${others.join(', ')}. Name that account, too.`;
}
