import type { Instant, Policy } from '#contract';
import type { Transaction } from '../db/pool.js';
import { type AccountFacts, CommitGraph, decodeGraph, Generations, type History, Persons, Reach, runOf } from '../correlate/index.js';
import { loadDeploymentsOf } from './load/deployments.js';
import { Places } from './places.js';

export interface RepositoryInfo {
  readonly name: string | null;
  readonly defaultBranch: string | null;
}

interface ActivatedPolicy {
  readonly policy: Policy;
  readonly activatedAt: Instant;
}

interface KnownRepository extends History {
  readonly reaches: Map<string, Reach>;
}

/** Graphs and lanes of this many repositories stay in memory; some 45 bytes a commit. */
const KEPT = 256;

/**
 * What following keeps between transactions: commit graphs, lanes with the reports in them, policies. All of it can be loaded again from the
 * read tables; when a database transaction fails it is thrown away (`forget`).
 */
export class FollowState {
  readonly #histories = new Map<string, KnownRepository>();
  readonly #places = new Map<string, Places>();
  #policies: readonly ActivatedPolicy[] | null = null;
  #accounts: Map<string, AccountFacts> | null = null;
  readonly #persons = new Map<string, Persons>();

  forget(): void {
    this.#histories.clear();
    this.#places.clear();
    this.#policies = null;
    this.#accounts = null;
    this.#persons.clear();
  }

  /** The places of what starts from now on may be called otherwise. */
  forgetPolicies(): void {
    this.#policies = null;
    this.#places.clear();
  }

  /** In order of activation, from the one in force when the first fact was recorded: what came before judged nothing. */
  async policies(tx: Transaction): Promise<readonly ActivatedPolicy[]> {
    this.#policies ??= await policiesSinceFirstFact(tx);
    return this.#policies;
  }

  /** Who is who, by a policy. */
  async persons(tx: Transaction, policy: Policy): Promise<Persons> {
    const known = this.#persons.get(policy.version);
    if (known) return known;
    this.#accounts ??= new Map(
      (await tx<AccountFacts[]>`select person, source, service from account`).map((account) => [account.person, account]),
    );
    const joins = await tx<{ a: string; b: string }[]>`select distinct a, b from person_join order by a, b`;
    const persons = new Persons(
      this.#accounts,
      joins.map(({ a, b }) => [a, b] as const),
      policy,
    );
    this.#persons.set(policy.version, persons);
    return persons;
  }

  accountsSeen(accounts: readonly AccountFacts[]): void {
    for (const account of accounts) {
      if (account.service || !this.#accounts?.has(account.person)) this.#accounts?.set(account.person, account);
    }
  }

  /** Accounts were joined: who is who is built again. */
  forgetPersons(): void {
    this.#persons.clear();
  }

  /** The commit graph of a repository, empty when it has no commits yet. */
  async history(tx: Transaction, repository: string): Promise<KnownRepository> {
    const known = this.#histories.get(repository);
    if (known) return known;
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
    const known = history.reaches.get(key);
    if (known) return known;
    const reach = new Reach(history.graph);
    const heads = await tx<{ sha: string }[]>`
      select sha from branch_head where repository = ${repository} and branch = any(${branches as string[]})`;
    for (const { sha } of heads) reach.addHead(sha);
    history.reaches.set(key, reach);
    return reach;
  }

  headMoved(repository: string, branch: string, sha: string): void {
    for (const [branches, reach] of this.#histories.get(repository)?.reaches ?? []) {
      if (branches.split('\n').includes(branch)) reach.addHead(sha);
    }
  }

  /** Where deployments of a repository were reported. */
  async places(tx: Transaction, repository: string, clock: Instant): Promise<Places> {
    const known = this.#places.get(repository);
    if (known) return known;
    const places = new Places();
    const policies = await this.policies(tx);
    for (const facts of await loadDeploymentsOf(tx, repository)) places.set(runOf(facts, clock), policies);
    keep(this.#places, repository, places);
    return places;
  }
}

async function policiesSinceFirstFact(tx: Transaction): Promise<readonly ActivatedPolicy[]> {
  const all = await tx<ActivatedPolicy[]>`
    select content as policy, activated_at as "activatedAt" from policy_version order by activated_at, seq`;
  const [first] = await tx<{ recordedAt: Instant }[]>`
    select recorded_at as "recordedAt" from timeline_entry where source <> 'changeline' order by seq limit 1`;
  return all.filter((_, nth) => {
    const next = all[nth + 1];
    return next === undefined || (first !== undefined && next.activatedAt > first.recordedAt);
  });
}

function keep<T>(known: Map<string, T>, key: string, value: T): void {
  if (known.size >= KEPT) known.delete(known.keys().next().value ?? '');
  known.set(key, value);
}
