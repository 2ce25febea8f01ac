import { broughtIn, type Lane, rangeOf, type Tracing } from '../correlate/index.js';
import type { Transaction } from '../db/pool.js';
import { BRINGER } from './awaits.js';
import { loadCode } from './load/neighbourhood.js';
import type { Near } from './load/near.js';
import type { TicketWorld } from './load/ticket-world.js';
import { type ToTrace, traced } from './tracing.js';

/** Deployments that wait for who brought their revision, or any revision of its repository, where it is one of these. */
export async function judgedByBringers(tx: Transaction, carried: readonly CommitName[]): Promise<readonly string[]> {
  if (carried.length === 0) return [];
  const repositories = [...new Set(carried.map(({ repository }) => repository))];
  const items = [...new Set(carried.map(({ sha }) => sha)), ''];
  const rows = await tx<{ unit: string }[]>`
    select distinct unit from awaiting
    where scope = any(${repositories}) and collection = ${BRINGER} and item = any(${items})`;
  return rows.map(({ unit }) => unit);
}

export interface CommitName {
  readonly repository: string;
  readonly sha: string;
}

interface Again extends ToTrace {
  readonly sha: string | null;
  readonly lane: Lane;
  readonly service: string;
  /** The service is some paths, and perhaps the revision itself touches none of them. */
  readonly byPaths: boolean;
}

/** The deployment to the same place that first carried the revision of this one, and what its commits lead to. */
export async function firstBroughtBy(
  tx: Transaction,
  around: Near,
  world: TicketWorld,
  again: Again,
): Promise<{ readonly deployment: string; readonly tracing: Tracing } | null> {
  const { repository, sha, lane, history } = again;
  const bringers = await tx<{ deployment: string }[]>`
    select c.deployment
    from deployment_commit c
    cross join lateral (select r.start_from from deployment_range r where r.deployment = c.deployment and r.recorded_to is null limit 1) r
    where c.repository = ${repository} and c.sha = ${sha} and c.direction = 'CARRIES' and c.recorded_to is null
      and c.deployment <> ${again.deployment} and r.start_from <= ${again.start.from}
    order by r.start_from, c.deployment`;
  const isHere = ({ deployment }: { readonly deployment: string }) => lane.find(deployment) !== null;
  const first = bringers.find(isHere) ?? (again.byPaths ? (await lastToTouch(tx, again)).find(isHere) : undefined);
  if (!first) return null;
  const rows = await tx<{ sha: string }[]>`
    select sha from deployment_commit
    where deployment = ${first.deployment} and direction = 'CARRIES' and recorded_to is null order by sha`;
  const carries = rows.map((row) => row.sha);
  const code = await loadCode(around, repository, carries);
  const brought = broughtIn({ carries, repository, pulls: [...code.pulls.values()], commits: code.commits, history });
  const subject = { ...again, deployment: first.deployment, reports: [], contents: { carries, takesOut: [] }, code, broughtIn: brought };
  return { deployment: first.deployment, tracing: (await traced(around, world, subject)).tracing };
}

/** Those before it that brought the service something of its revision, the last first: what its paths are in it, they brought. */
async function lastToTouch(tx: Transaction, { deployment, service, start, sha, history }: Again) {
  const { graph, generations } = history;
  const before = await tx<{ deployment: string; sha: string | null }[]>`
    select r.deployment, d.sha from deployment_range r join deployment d on d.deployment = r.deployment
    where r.service = ${service} and r.recorded_to is null and r.carries > 0 and r.start_from <= ${start.from} and r.deployment <> ${deployment}
    order by r.start_from desc, r.deployment desc
    limit 50`;
  const head = graph.indexOf(sha ?? '');
  return before.filter((one) => {
    const at = graph.indexOf(one.sha ?? '');
    return head >= 0 && at >= 0 && rangeOf(graph, generations, at, head).carries.length === 0;
  });
}
