import type { CoverageFact } from '../../controls/index.js';
import type { DeploymentFacts } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import type { RepositoryInfo } from '../state.js';
import { loadCoverage } from './coverage.js';

export interface RepositoryFacts {
  readonly info: RepositoryInfo;
  readonly coverage: ReadonlyMap<string, CoverageFact>;
}

/** Names, default branches and coverage of the repositories that the deployments are built from. */
export async function loadRepositories(tx: Transaction, facts: readonly DeploymentFacts[]): Promise<ReadonlyMap<string, RepositoryFacts>> {
  const names = [...new Set(facts.map((one) => one.repository).filter((name) => name !== null))];
  const rows = await tx<{ repository: string; name: string | null; defaultBranch: string | null }[]>`
    select repository, name, default_branch as "defaultBranch" from repository where repository = any(${names})`;
  const covered = await loadCoverage(tx, names);
  const known = new Map(rows.map((row) => [row.repository, row]));
  return new Map(
    names.map((name) => {
      const own = covered.filter((row) => row.scope === name);
      const coverage = new Map<string, CoverageFact>(own.map((row) => [row.collection, row]));
      const { name: called = null, defaultBranch = null } = known.get(name) ?? {};
      return [name, { info: { name: called, defaultBranch }, coverage }];
    }),
  );
}
