import type { DeploymentCase, Reuse } from '../controls/index.js';
import { together } from '../db/together.js';
import { leadsTo } from './implementations.js';
import type { CarriedBy } from './load/carried-by.js';
import { commitName } from './load/code.js';
import type { Near } from './load/near.js';
import type { TicketWorld } from './load/ticket-world.js';

type Subject = Omit<DeploymentCase, 'implementations'>;

/** Deployments that were not read are named so many at a time: each that comes asks again. */
const NAMED = 5;
/** A revert of a revert of … is looked through so often. */
const DEEPEST = 10;

/** By carried ticket, what other deployments implement it, and how much of what this one carries they had carried. */
export async function reuseOf(around: Near, world: TicketWorld, subject: Subject): Promise<ReadonlyMap<string, Reuse>> {
  const { tracing, deployment, inForce, start } = subject;
  const tickets = [...tracing.carried.keys()].sort();
  if (tickets.length === 0) return new Map();
  const ofChanges = await around.ofChanges(tickets);
  const unread = world.deploymentsUnread(start.to, inForce.policy.clockSkewMs).slice(0, NAMED);
  const reuse = tickets.map(async (ticket): Promise<readonly [string, Reuse]> => {
    const others = (ofChanges.get(ticket)?.carriedBy ?? []).filter((one) => one.deployment !== deployment);
    if (others.length === 0) return [ticket, { leads: [], others: [], unread }];
    const leads = await withOrigins(around, subject, leadsTo(subject, ticket));
    return [ticket, { leads, others: await carrying(around, others, leads), unread }];
  });
  return new Map(await together(reuse));
}

/** What reverts a revert brings back what that had taken out. */
async function withOrigins(around: Near, { repository }: Subject, shas: readonly string[]): Promise<Reuse['leads']> {
  const origins = new Map(shas.map((sha) => [sha, [sha]]));
  for (let depth = 0; depth < DEEPEST; depth++) {
    const last = [...origins].map(([sha, all]) => [sha, all, commitName(repository ?? '', all[depth] ?? '')] as const);
    const known = await around.commits(last.filter(([, all]) => all.length === depth + 1).map(([, , name]) => name));
    let isMore = false;
    for (const [, all, name] of last) {
      const reverts = all.length === depth + 1 ? known.get(name)?.reverts : null;
      if (reverts && !all.includes(reverts)) isMore = all.push(reverts) > 0;
    }
    if (!isMore) break;
  }
  return [...origins].map(([sha, all]) => ({ sha, origins: all }));
}

async function carrying(around: Near, others: readonly CarriedBy[], leads: Reuse['leads']): Promise<Reuse['others']> {
  const shas = [...new Set(leads.flatMap(({ origins }) => origins))];
  const found = await around.carrying(others.flatMap(({ deployment }) => shas.map((sha) => commitName(deployment, sha))));
  return others.map(({ deployment, end, outcome, isOpen }) => ({
    deployment,
    source: deployment.split(':')[1] ?? '',
    end,
    outcome,
    isOpen,
    carried: new Set(shas.filter((sha) => found.has(commitName(deployment, sha)))),
  }));
}
