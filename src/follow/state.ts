import type { Instant, Policy } from '#contract';
import type { Transaction } from '../db/pool.js';
import { CommitGraph, decodeGraph, Generations, type History, Lane, Reach, runOf } from '../correlate/index.js';
import { loadDeploymentsOf } from './load/deployments.js';

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
 * What following keeps between transactions: commit graphs, lanes, policies. All of it can be loaded again from the
 * read tables; when a database transaction fails it is thrown away (`forget`).
 */
export class FollowState {
  readonly #histories = new Map<string, KnownRepository>();
  readonly #lanes = new Map<string, Map<string, Lane>>();
  #policies: readonly ActivatedPolicy[] | null = null;

  forget(): void {
    this.#histories.clear();
    this.#lanes.clear();
    this.#policies = null;
  }

  forgetPolicies(): void {
    this.#policies = null;
  }

  /** In order of activation, from the one in force when the first fact was recorded: what came before judged nothing. */
  async policies(tx: Transaction): Promise<readonly ActivatedPolicy[]> {
    this.#policies ??= await policiesSinceFirstFact(tx);
    return this.#policies;
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

  /** Lanes of a repository by environment. */
  async lanes(tx: Transaction, repository: string, clock: Instant): Promise<Map<string, Lane>> {
    const known = this.#lanes.get(repository);
    if (known) return known;
    const lanes = new Map<string, Lane>();
    for (const facts of await loadDeploymentsOf(tx, repository)) laneIn(lanes, facts.environment).set(runOf(facts, clock));
    keep(this.#lanes, repository, lanes);
    return lanes;
  }
}

async function policiesSinceFirstFact(tx: Transaction): Promise<readonly ActivatedPolicy[]> {
  const all = await tx<ActivatedPolicy[]>`
    select content as policy, activated_at as "activatedAt" from policy_version order by activated_at`;
  const [first] = await tx<{ recordedAt: Instant }[]>`
    select recorded_at as "recordedAt" from timeline_entry where source <> 'changeline' order by seq limit 1`;
  return all.filter((_, nth) => {
    const next = all[nth + 1];
    return next === undefined || (first !== undefined && next.activatedAt > first.recordedAt);
  });
}

export function laneIn(lanes: Map<string, Lane>, environment: string | null): Lane {
  const key = environment ?? '';
  const lane = lanes.get(key) ?? new Lane();
  lanes.set(key, lane);
  return lane;
}

function keep<T>(known: Map<string, T>, key: string, value: T): void {
  if (known.size >= KEPT) known.delete(known.keys().next().value ?? '');
  known.set(key, value);
}
