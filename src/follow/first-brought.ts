import { broughtIn, type Lane, type Tracing } from '../correlate/index.js';
import type { Transaction } from '../db/pool.js';
import { loadCode } from './load/neighbourhood.js';
import type { Near } from './load/near.js';
import type { TicketWorld } from './load/ticket-world.js';
import { type ToTrace, traced } from './tracing.js';

/** The deployment to the same place that first carried the revision of this one, and what its commits lead to. */
export async function firstBroughtBy(
  tx: Transaction,
  around: Near,
  world: TicketWorld,
  again: ToTrace & { readonly sha: string | null; readonly lane: Lane },
): Promise<{ readonly deployment: string; readonly tracing: Tracing } | null> {
  const { repository, sha, lane, history } = again;
  const bringers = await tx<{ deployment: string }[]>`
    select c.deployment
    from deployment_commit c join deployment_range r on r.deployment = c.deployment and r.recorded_to is null
    where c.repository = ${repository} and c.sha = ${sha} and c.direction = 'CARRIES' and c.recorded_to is null
      and c.deployment <> ${again.deployment}
    order by r.start_from, c.deployment`;
  const first = bringers.find(({ deployment }) => lane.find(deployment) !== null);
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
