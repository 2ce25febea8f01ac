import type { Instant, Policy } from '#contract';
import type { Transaction } from '../db/pool.js';
import {
  type AccountFacts,
  type AddressFacts,
  CommitGraph,
  decodeGraph,
  Generations,
  type History,
  Persons,
  Reach,
} from '../correlate/index.js';
import { loadDeploymentsOf } from './load/deployments.js';
import { type ActivatedPolicy, loadPolicies } from './load/policies.js';
import { loadRepositories, type RepositoryFacts } from './load/repositories.js';
import { loadTicketWorld, type TicketWorld } from './load/ticket-world.js';
import { Places } from './places.js';
import { Pushed } from './pushed.js';

interface KnownRepository extends History {
  readonly reaches: Map<string, Reach>;
}

/** Graphs and lanes of this many repositories stay in memory; some 45 bytes a commit. */
const KEPT = 256;

/**
 * What following keeps between transactions: commit graphs, lanes with the reports in them, policies, how far all was read. All of it can be loaded again from the
 * read tables; when a database transaction fails it is thrown away (`forget`).
 */
export class FollowState {
  readonly #histories = new Map<string, KnownRepository>();
  readonly #places = new Map<string, Places>();
  readonly #repositories = new Map<string, RepositoryFacts>();
  #ticketWorld: TicketWorld | null = null;
  #policies: readonly ActivatedPolicy[] | null = null;
  #accounts: Map<string, AccountFacts> | null = null;
  readonly #persons = new Map<string, Persons>();
  readonly pushed = new Pushed();
  /** What is being loaded: who asks for it meanwhile gets the same. */
  readonly #loading = new Map<string, Promise<unknown>>();
  /** When the next deadline fires; null: none is there, undefined: it has to be asked. */
  nextDeadline: Instant | null | undefined = undefined;

  /** By these policies instead of those in the ledger, until they are forgotten. */
  constructor(policies: readonly ActivatedPolicy[] | null = null) {
    this.#policies = policies;
  }

  forget(): void {
    this.#histories.clear();
    this.#places.clear();
    this.#loading.clear();
    this.nextDeadline = undefined;
    this.#ticketWorld = null;
    this.#repositories.clear();
    this.#policies = null;
    this.#accounts = null;
    this.#persons.clear();
    this.pushed.forget();
  }

  /** The places of what starts from now on may be called otherwise. */
  forgetPolicies(): void {
    this.#policies = null;
    this.#places.clear();
  }

  /** In order of activation, from the one in force when the first fact was recorded: what came before judged nothing. */
  async policies(tx: Transaction): Promise<readonly ActivatedPolicy[]> {
    this.#policies ??= await loadPolicies(tx);
    return this.#policies;
  }

  /** Something of these was read further, or may or may not be read. */
  forgetCoverage(scopes: readonly string[]): void {
    this.#ticketWorld = null;
    for (const scope of scopes) this.#repositories.delete(scope);
  }

  forgetRepositories(): void {
    this.#repositories.clear();
  }

  async ticketWorld(tx: Transaction): Promise<TicketWorld> {
    this.#ticketWorld ??= await loadTicketWorld(tx, await this.pushed.senders(tx));
    return this.#ticketWorld;
  }

  async repositories(tx: Transaction, names: readonly string[]): Promise<ReadonlyMap<string, RepositoryFacts>> {
    const unknown = [...new Set(names)].filter((name) => !this.#repositories.has(name));
    const loaded = unknown.length > 0 ? await loadRepositories(tx, unknown) : [];
    const found = new Map([...this.#repositories, ...loaded]);
    for (const [name, facts] of loaded) keep(this.#repositories, name, facts);
    return found;
  }

  /** A deployment of this repository is one of another now. */
  forgetPlaces(repository: string): void {
    this.#places.delete(repository);
  }

  /** Who is who, by a policy. */
  async persons(tx: Transaction, policy: Policy): Promise<Persons> {
    return this.#persons.get(policy.version) ?? this.#once(`persons ${policy.version}`, () => this.#loadPersons(tx, policy));
  }

  async #loadPersons(tx: Transaction, policy: Policy): Promise<Persons> {
    this.#accounts ??= new Map(
      (await tx<AccountFacts[]>`select person, source, service from account`).map((account) => [account.person, account]),
    );
    const joins = await tx<{ a: string; b: string }[]>`
      select a, b from (select distinct on (a, b) a, b, method from person_join order by a, b, seq desc) said
      where method <> 'SEPARATED' order by a, b`;
    const addresses = await tx<AddressFacts[]>`select person, source, address, verified from account_address`;
    const pairs = joins.map(({ a, b }) => [a, b] as const);
    const persons = new Persons(this.#accounts, pairs, policy, addresses);
    this.#persons.set(policy.version, persons);
    return persons;
  }

  accountsSeen(accounts: readonly AccountFacts[]): void {
    for (const account of accounts) {
      if (account.service || !this.#accounts?.has(account.person)) this.#accounts?.set(account.person, account);
    }
  }

  /** Accounts were joined or separated: who is who is built again. */
  forgetPersons(): void {
    this.#persons.clear();
  }

  /** The commit graph of a repository, empty when it has no commits yet. */
  async history(tx: Transaction, repository: string): Promise<KnownRepository> {
    return this.#histories.get(repository) ?? this.#once(`history ${repository}`, () => this.#loadHistory(tx, repository));
  }

  async #loadHistory(tx: Transaction, repository: string): Promise<KnownRepository> {
    const rows = await tx<{ data: Uint8Array }[]>`
      select data from commit_segment where repository = ${repository} order by segment`;
    const graph = rows.length > 0 ? decodeGraph(rows.map((row) => row.data)) : new CommitGraph();
    const loaded = { graph, generations: new Generations(graph), reaches: new Map<string, Reach>() };
    keep(this.#histories, repository, loaded);
    return loaded;
  }

  /** What ever stood on these branches of a repository. */
  async reach(tx: Transaction, repository: string, branches: readonly string[]): Promise<Reach> {
    const history = await this.history(tx, repository);
    const key = branches.join('\n');
    const load = async () => {
      const reach = new Reach(history.graph);
      const heads = await tx<{ sha: string }[]>`
        select sha from branch_head where repository = ${repository} and branch = any(${branches as string[]})`;
      for (const { sha } of heads) reach.addHead(sha);
      history.reaches.set(key, reach);
      return reach;
    };
    return history.reaches.get(key) ?? this.#once(`reach ${repository} ${key}`, load);
  }

  headMoved(repository: string, branch: string, sha: string): void {
    for (const [branches, reach] of this.#histories.get(repository)?.reaches ?? []) {
      if (branches.split('\n').includes(branch)) reach.addHead(sha);
    }
  }

  /** Where deployments of a repository were reported. */
  async places(tx: Transaction, repository: string, clock: Instant): Promise<Places> {
    return this.#places.get(repository) ?? this.#once(`places ${repository}`, () => this.#loadPlaces(tx, repository, clock));
  }

  async #loadPlaces(tx: Transaction, repository: string, clock: Instant): Promise<Places> {
    const places = new Places();
    const told = { policies: await this.policies(tx), senders: await this.pushed.senders(tx), clock };
    for (const facts of await loadDeploymentsOf(tx, repository)) places.set(facts, told);
    keep(this.#places, repository, places);
    return places;
  }

  async #once<T>(what: string, load: () => Promise<T>): Promise<T> {
    const loading = this.#loading.get(what);
    // Under one name one kind of thing is loaded.
    if (loading) return loading as Promise<T>;
    const own = load().finally(() => this.#loading.delete(what));
    this.#loading.set(what, own);
    return own;
  }
}

function keep<T>(known: Map<string, T>, key: string, value: T): void {
  if (known.size >= KEPT) known.delete(known.keys().next().value ?? '');
  known.set(key, value);
}
