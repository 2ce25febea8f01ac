import type { CoverageFact } from '../../controls/index.js';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import { loadCoverage } from './coverage.js';

export interface RepositoryInfo {
  readonly name: string | null;
  readonly defaultBranch: string | null;
}

export interface RepositoryFacts {
  readonly info: RepositoryInfo;
  readonly coverage: ReadonlyMap<string, CoverageFact>;
}

/** Names, default branches and coverage of repositories; of one that nothing is known of, too. */
export async function loadRepositories(tx: Transaction, names: readonly string[]): Promise<ReadonlyMap<string, RepositoryFacts>> {
  const [rows, covered] = await together([
    tx<(RepositoryInfo & { readonly repository: string })[]>`
      select repository, name, default_branch as "defaultBranch" from repository where repository = any(${names as string[]})`,
    loadCoverage(tx, names),
  ]);
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
