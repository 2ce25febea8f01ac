import { nodeId } from '../addresses.js';
import type { CheckRun, CommitStatus } from '../checks.js';
import type { Commit } from '../world.js';
import type { Connection, PageArguments } from './connection.js';
import { connection } from './connection.js';
import type { Place } from './context.js';
import { demand } from './context.js';

/** The latest of each check and status of a commit, and what they come to; null where there is none. */
export function rollup(place: Place, commit: Commit): unknown {
  demand(place, 'checks');
  demand(place, 'statuses');
  const runs = latest(place.repository.checkRuns, commit, ({ name }) => name);
  const statuses = latest(place.repository.statuses, commit, ({ context }) => context);
  if (runs.length + statuses.length === 0) return null;
  return {
    id: nodeId('StatusCheckRollup', commit.sha),
    state: stateOf(runs, statuses),
    contexts: (args: PageArguments) => contexts(runs, statuses, args),
  };
}

function latest<T extends { readonly id: number; readonly sha: string }>(
  all: readonly T[],
  { sha }: Commit,
  nameOf: (item: T) => string,
): T[] {
  return [...new Map(all.filter((item) => item.sha === sha).map((item) => [nameOf(item), item])).values()];
}

function stateOf(runs: readonly CheckRun[], statuses: readonly CommitStatus[]): string {
  if (runs.some(({ status }) => status !== 'completed') || statuses.some(({ state }) => state === 'pending')) return 'PENDING';
  const isGood = runs.every(({ conclusion }) => conclusion === 'success' || conclusion === 'neutral' || conclusion === 'skipped');
  return isGood && statuses.every(({ state }) => state === 'success') ? 'SUCCESS' : 'FAILURE';
}

function contexts(runs: readonly CheckRun[], statuses: readonly CommitStatus[], args: PageArguments): Connection {
  const items = [...runs.map((run) => ({ run, status: null })), ...statuses.map((status) => ({ run: null, status }))].map(
    (item, index) => ({
      ...item,
      index,
    }),
  );
  return connection(
    { ordering: 'contexts', items, key: ({ index }) => [index], node: ({ run, status }) => (run ? runNode(run) : statusNode(status)) },
    args,
  );
}

function runNode(run: CheckRun): unknown {
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', run.id),
    // `Int` ends at 2^31 - 1, which ids of check runs have long passed.
    databaseId: run.id > 0x7fffffff ? null : run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
  };
}

function statusNode(status: CommitStatus): unknown {
  return {
    __typename: 'StatusContext',
    id: nodeId('StatusContext', status.id),
    context: status.context,
    state: status.state.toUpperCase(),
    createdAt: status.createdAt,
  };
}
