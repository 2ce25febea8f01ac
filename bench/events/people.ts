/** A small company: who opens, reviews and merges, as GitHub's API writes accounts. */
// A type and not an interface: interfaces are not JSON to the compiler.
export type Account = Readonly<{ databaseId: number; login: string }>;

const PEOPLE: readonly Account[] = Array.from({ length: 40 }, (_, n) => ({ databaseId: 501 + n, login: `person-${n}` }));

/** Four different people for a pull request; the first opens it. */
export function peopleOf(nth: number): readonly Account[] {
  return [0, 7, 13, 21].map((step) => PEOPLE[(nth + step) % PEOPLE.length]!);
}

export function actor(account: Account) {
  return { __typename: 'User', ...account };
}

export function gitActor(account: Account) {
  return { name: account.login, email: `${account.login}@example.com`, user: account };
}

export const SHIPPER = { login: 'shipper[bot]', id: 9003, type: 'Bot', site_admin: false };
