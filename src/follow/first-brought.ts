import { broughtIn, type Lane, rangeOf, type Tracing } from '../correlate/index.js';
import type { Transaction } from '../db/pool.js';
import { BRINGER } from './awaits.js';
import { loadCode } from './load/neighbourhood.js';
import type { Near } from './load/near.js';
import type { TicketWorld } from './load/ticket-world.js';
import { type ToTrace, traced } from './tracing.js';

/** Deployments that wait for who brought their revision, where these carry it, or did until now. */
export async function judgedByBringers(tx: Transaction, deployments: readonly string[]): Promise<readonly string[]> {
  const rows = await tx<{ unit: string }[]>`
    select distinct a.unit
    from deployment_commit c join awaiting a on a.scope = c.repository and a.collection = ${BRINGER} and a.item in (c.sha, '')
    where c.deployment = any(${deployments as string[]}) and c.direction = 'CARRIES'`;
  return rows.map(({ unit }) => unit);
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
    from deployment_commit c join deployment_range r on r.deployment = c.deployment and r.recorded_to is null
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
