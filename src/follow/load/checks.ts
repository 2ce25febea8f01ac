import type { Instant } from '#contract';
import type { CheckFacts } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { commitName, partsOf } from './code.js';
import { grouped } from './gather.js';

interface Row extends Omit<CheckFacts, 'at'> {
  readonly repository: string;
  readonly atFrom: Instant | null;
  readonly atTo: Instant | null;
}

/** Checks that ended, by the commit that they are of. */
export async function loadCommitChecks(tx: Transaction, commits: readonly string[]): Promise<ReadonlyMap<string, readonly CheckFacts[]>> {
  const [repositories, shas] = partsOf(commits);
  const rows = await tx<Row[]>`
    select repository, sha, check_ref as "check", source, name, conclusion, at_from as "atFrom", at_to as "atTo", seq
    from unnest(${repositories}::text[], ${shas}::text[]) as named (repository, sha) join check_run using (repository, sha)
    order by seq`;
  const found = grouped(rows, ({ repository, sha }) => commitName(repository, sha));
  return new Map([...found].map(([name, group]) => [name, group.map(factsOf)]));
}

function factsOf({ repository: _, atFrom, atTo, ...check }: Row): CheckFacts {
  return { ...check, at: atFrom !== null && atTo !== null ? { from: atFrom, to: atTo } : null };
}
