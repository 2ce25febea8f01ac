import type { Instant, Interval } from '#contract';
import type { DeploymentOfChange } from '../../controls/index.js';
import type { ExecutionFacts } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { executionColumns, executionOf, type ExecutionRow, itsRows } from '../record/load-executions.js';
import type { CarriedBy } from './carried-by.js';
import { commitName } from './code.js';

/** A deployment of a change before policy says what its place is called. */
export type PlacelessDeployment = Omit<DeploymentOfChange, 'place'>;

/** What deployments are to a change; the earliest first. */
export interface OfChange {
  /** Its implementations: a redeployment or rollback is none (`controls.md`, Terms: Implementation). */
  readonly carriedBy: readonly CarriedBy[];
  /** The same as executions. */
  readonly implementations: readonly ExecutionFacts[];
  /** Production deployments that took commits of it out. */
  readonly backOuts: readonly ExecutionFacts[];
  /** All to production, or perhaps to production, that carry it or take it out. */
  readonly deployments: readonly PlacelessDeployment[];
}

export const OF_NO_DEPLOYMENT: OfChange = { carriedBy: [], implementations: [], backOuts: [], deployments: [] };

interface ChangeRow extends ExecutionRow {
  readonly deployment: string;
  readonly direction: 'CARRIES' | 'TAKES_OUT';
  /** Of its code, which may be another than that of the deployment. */
  readonly codeOf: string;
  readonly commits: readonly string[];
  readonly standing: PlacelessDeployment['standing'];
  readonly relation: string;
  readonly isOpen: boolean;
}

/** The deployments that carry changes or take them out, by change; what they carry is written with the links to it. */
export async function loadOfChanges(tx: Transaction, changes: readonly string[]): Promise<ReadonlyMap<string, OfChange>> {
  const rows = await tx<ChangeRow[]>`
    select c.change, c.direction, c.repository as "codeOf", c.commits, r.standing, r.relation, r.undecided <> '{}' as "isOpen",
      ${executionColumns(tx)}
    from deployment_change c
    ${itsRows(tx, tx`c.deployment`)}
    where c.change = any(${changes as string[]}) and c.recorded_to is null
      and r.standing <> 'OTHER' and r.start_from is not null and r.relation <> 'CORROBORATES'
    order by r.start_from, r.start_to, c.deployment, c.direction`;
  const reverting = await loadReverting(tx, rows);
  const found = new Map<string, ChangeRow[]>();
  for (const row of rows) found.set(row.change, [...(found.get(row.change) ?? []), row]);
  return new Map([...found].map(([change, own]) => [change, ofChange(own, reverting)]));
}

/** What the commits of these rows revert, by `<repository> <sha>`. */
async function loadReverting(tx: Transaction, rows: readonly ChangeRow[]): Promise<ReadonlyMap<string, string>> {
  const named = rows.flatMap(({ codeOf, commits }) => commits.map((sha) => [codeOf, sha] as const));
  if (named.length === 0) return new Map();
  const found = await tx<{ repository: string; sha: string; reverts: string }[]>`
    select repository, sha, reverts
    from unnest(${named.map(([repository]) => repository)}::text[], ${named.map(([, sha]) => sha)}::text[]) as named (repository, sha)
    join code_commit using (repository, sha)
    where reverts is not null`;
  return new Map(found.map(({ repository, sha, reverts }) => [commitName(repository, sha), reverts]));
}

function ofChange(rows: readonly ChangeRow[], reverting: ReadonlyMap<string, string>): OfChange {
  const produced = rows.filter(({ standing }) => standing === 'PRODUCTION');
  const own = produced.filter(
    ({ direction, relation }) => direction === 'CARRIES' && relation !== 'REDEPLOYMENT' && relation !== 'ROLLBACK',
  );
  const deployments = new Map<string, PlacelessDeployment>();
  for (const row of rows) deployments.set(row.deployment, withRow(deployments.get(row.deployment), row, reverting));
  return {
    carriedBy: own.map(carriedBy),
    implementations: own.map(partOf),
    backOuts: produced.filter(({ direction }) => direction === 'TAKES_OUT').map(partOf),
    deployments: [...deployments.values()],
  };
}

function carriedBy(row: ChangeRow): CarriedBy {
  const { deployment, service, environment, startFrom: from, startTo: to, outcome, isOpen } = row;
  return { deployment, service, environment, start: { from, to }, end: endOf(row), outcome, isOpen };
}

/** Without what makes it a deployment of this change. */
function partOf({
  direction: _a,
  codeOf: _b,
  commits: _c,
  standing: _d,
  relation: _e,
  isOpen: _f,
  change: _g,
  ...row
}: ChangeRow): ExecutionFacts {
  return executionOf(row);
}

/** What a deployment carries of a change and what it takes out are rows of their own. To take a revert out brings back what that had taken. */
function withRow(before: PlacelessDeployment | undefined, row: ChangeRow, reverting: ReadonlyMap<string, string>): PlacelessDeployment {
  const { direction, commits, standing, relation, codeOf } = row;
  const reverts = (sha: string) => reverting.get(commitName(codeOf, sha)) ?? [];
  const undoing = commits.filter((sha) => reverting.has(commitName(codeOf, sha))).sort();
  const known = before ?? {
    ...{ ...partOf(row), deployment: row.deployment, standing, relation },
    ...{ carries: false, commits: [], undoing: [], takesOut: [], restores: [] },
  };
  return direction === 'CARRIES'
    ? { ...known, carries: true, commits, undoing }
    : { ...known, takesOut: commits.filter((sha) => !undoing.includes(sha)), restores: commits.flatMap(reverts).sort() };
}

function endOf({ endFrom: from, endTo: to }: { readonly endFrom: Instant | null; readonly endTo: Instant | null }): Interval | null {
  return from !== null && to !== null ? { from, to } : null;
}
