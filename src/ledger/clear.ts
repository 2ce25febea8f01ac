import type { Sql, Transaction } from '../db/pool.js';
import { LOGIN_FIELD } from './known-account.js';

/** The clear text for each digest or commitment that is asked for and whose text was not erased. */
export async function clearTexts(sql: Sql | Transaction, digestsOrCommitments: readonly string[]): Promise<Map<string, string>> {
  if (digestsOrCommitments.length === 0) return new Map();
  const asked = [...digestsOrCommitments];
  // Texts of one digest differ in outer white space at most; the order makes the choice the same every time.
  const rows = await (sql as Sql)<{ name: string; value: string }[]>`
    select commitment as name, value from clear_value where commitment = any(${asked}::text[])
    union all
    (select distinct on (digest) digest, value from clear_value where digest = any(${asked}::text[]) order by digest, commitment)`;
  return new Map(rows.map(({ name, value }) => [name, value]));
}

/**
 * What the source calls each person (`person:…`); one that was renamed has all the names that the hub learned, with
 * slashes between, since nothing says which is the present one. A person whose names were erased is not in the answer.
 */
export async function accountNames(sql: Sql | Transaction, persons: readonly string[]): Promise<Map<string, string>> {
  if (persons.length === 0) return new Map();
  const rows = await (sql as Sql)<{ person: string; names: string }[]>`
    select person, string_agg(distinct value, ' / ' order by value) as names
    from clear_value
    where field = ${LOGIN_FIELD} and person = any(${[...persons]}::text[])
    group by person`;
  return new Map(rows.map(({ person, names }) => [person, names]));
}
