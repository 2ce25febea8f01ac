import type { Policy } from '#contract';
import { type AccountFacts, type AddressFacts, Persons } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';
import { asOfColumn } from './as-of.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';

/** One who is behind accounts, as far as is known now. */
export interface PersonRow {
  /** The first of the accounts, by ref. */
  readonly id: string;
  readonly accounts: readonly AccountFacts[];
  /** Pseudonym of the name under which policy lists the person. */
  readonly listedAs: string | null;
  readonly roles: readonly string[];
  readonly service: boolean;
  readonly joinedBy: readonly string[];
  /** Whether some other source may know the same person by an account that nothing joins to these. */
  readonly unresolved: boolean;
}

/** All that is given must hold. */
export interface PeopleFilter {
  readonly source?: string | null;
  readonly role?: string | null;
  readonly service?: boolean | null;
  readonly unresolved?: boolean | null;
  readonly account?: string | null;
}

/** Persons and service accounts, by the policy in force, in the order of their ids. */
export async function people(sql: Sql, filter: PeopleFilter, input: PageInput): Promise<Page<PersonRow>> {
  const slice = sliceOf(input, 'people', ['text']);
  const { asOf, all } = await everybody(sql);
  const matching = all.filter((row) => isWanted(row, filter));
  const from = slice.from === null ? null : String(slice.from[0]);
  const walked = slice.backward ? [...matching].reverse() : matching;
  const rows = walked.filter(({ id }) => from === null || (slice.backward ? id < from : id > from)).slice(0, slice.limit + 1);
  const count = () => Promise.resolve({ value: matching.length, exact: true });
  return pageOf({ name: 'people', slice, rows, asOf, keyOf: ({ id }) => [id], nodeOf: (row) => row, count });
}

function isWanted(row: PersonRow, { source, role, service, unresolved, account }: PeopleFilter): boolean {
  return (
    (!source || row.accounts.some((one) => one.source === source)) &&
    (!role || row.roles.includes(role)) &&
    (service === undefined || service === null || row.service === service) &&
    (unresolved === undefined || unresolved === null || row.unresolved === unresolved) &&
    (!account || row.accounts.some(({ person }) => person === account))
  );
}

export interface Join {
  readonly a: string;
  readonly b: string;
  readonly method: string;
}
interface Known {
  readonly as_of: number;
  readonly accounts: readonly AccountFacts[];
  readonly joins: readonly Join[];
  readonly addresses: readonly AddressFacts[];
  readonly policy: Pick<Policy, 'people' | 'serviceAccounts' | 'verifiedEmails'> | null;
}

/** Everybody, and up to which event that is known. */
export async function everybody(sql: Sql): Promise<{ asOf: number; all: readonly PersonRow[] }> {
  const known = await everythingKnown(sql);
  return { asOf: Number(known.as_of), all: grouped(known) };
}

/** Whether somebody who is no service account has the account, as far as is known now. */
export async function isAccountOfPerson(sql: Sql, account: string): Promise<boolean> {
  const { all } = await everybody(sql);
  return all.some((row) => !row.service && row.accounts.some(({ person, service }) => person === account && !service));
}

/** Who is who by the policy in force, and what that policy says of people. */
export async function whoIsWho(sql: Sql): Promise<{ persons: Persons; people: Policy['people'] }> {
  const known = await everythingKnown(sql);
  return { persons: worldOf(known).persons, people: known.policy?.people ?? {} };
}

// Who is who is a closure over all joins; a company has thousands of accounts, not millions: one statement reads them.
export async function everythingKnown(sql: Sql): Promise<Known> {
  const [known] = await sql<Known[]>`
    select ${asOfColumn(sql)},
      (select coalesce(json_agg(json_build_object('person', person, 'source', source, 'service', service)), '[]')
        from account where source <> 'changeline') as accounts,
      (select coalesce(json_agg(json_build_object('a', a, 'b', b, 'method', method)), '[]')
        from (select distinct on (a, b) a, b, method from person_join order by a, b, seq desc) said
        where method <> 'SEPARATED') as joins,
      (select coalesce(json_agg(json_build_object('person', person, 'source', source, 'address', address, 'verified', verified)), '[]')
        from account_address) as addresses,
      (select content from policy_version order by seq desc limit 1) as policy`;
  return known ?? { as_of: -1, accounts: [], joins: [], addresses: [], policy: null };
}

function grouped(known: Known): readonly PersonRow[] {
  const world = worldOf(known);
  const { persons, facts } = world;
  const firsts = [...facts.keys()].filter((person) => firstOf(person, persons, facts) === person).sort();
  return firsts.map((id) => rowOf(id, world));
}

/** Who is who by what is known. */
export function worldOf({ accounts, joins, addresses, policy }: Known): World {
  const said = policy ?? { people: {}, serviceAccounts: [] };
  const listed = [...Object.values(said.people).flatMap((one) => one.accounts), ...said.serviceAccounts];
  const facts = new Map([...listed.map((one) => ({ ...one, service: false })), ...accounts].map((one) => [one.person, one]));
  const joined = joins.map(({ a, b }) => [a, b] as const);
  const persons = new Persons(facts, joined, said, addresses);
  const sources = new Set([...facts.values()].filter(({ person }) => !persons.isService(person)).map(({ source }) => source));
  return { persons, facts, sources, methods: methodsOf(joins) };
}

function firstOf(person: string, persons: Persons, facts: ReadonlyMap<string, AccountFacts>): string | undefined {
  return [...persons.accountsOf(person)].filter((one) => facts.has(one)).sort()[0];
}

function methodsOf(joins: readonly Join[]): ReadonlyMap<string, ReadonlySet<string>> {
  const methods = new Map<string, Set<string>>();
  for (const { a, b, method } of joins) for (const one of [a, b]) methods.set(one, (methods.get(one) ?? new Set()).add(method));
  return methods;
}

interface World {
  readonly persons: Persons;
  readonly facts: ReadonlyMap<string, AccountFacts>;
  readonly sources: ReadonlySet<string>;
  readonly methods: ReadonlyMap<string, ReadonlySet<string>>;
}

function rowOf(id: string, { persons, facts, sources, methods }: World): PersonRow {
  const accounts = [...persons.accountsOf(id)].sort().flatMap((person) => facts.get(person) ?? []);
  const listedAs = persons.nameOf(id);
  const service = accounts.every(({ person }) => persons.isService(person));
  const own = new Set(accounts.map(({ source }) => source));
  const said = accounts.flatMap(({ person }) => [...(methods.get(person) ?? []), ...(persons.isJoinedByAddress(person) ? ['EMAIL'] : [])]);
  return {
    id,
    accounts: accounts.map((account) => ({ ...account, service: persons.isService(account.person) })),
    listedAs,
    roles: persons.rolesOf(id),
    service,
    joinedBy: [...new Set([...(listedAs === null ? [] : ['POLICY']), ...said])].sort(),
    unresolved: !service && listedAs === null && [...sources].some((source) => !own.has(source)),
  };
}
