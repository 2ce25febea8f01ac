import { resolveBuilds, toResolve } from '../builds.js';
import { carryAll } from '../evaluate.js';
import { loadDeployments } from '../load/deployments.js';
import { Nearby } from '../load/near.js';
import type { Moment } from '../moment.js';
import { firstRows } from '../write/ranges.js';
import { chunksOf, sideBySide } from './chunks.js';
import type { Claims } from './claims.js';
import type { Peers } from './peers.js';

/** The tables of what deployments are and carry: by another policy they may be of another place, and carry something else. */
export const CARRIED = ['deployment_build', 'deployment_range', 'deployment_commit', 'deployment_change'];

const AT_ONCE = 200;
const BUILDS_AT_ONCE = 1_000;

interface Carrying {
  readonly claims: Claims;
  readonly peers: Peers;
  readonly done: (deployments: number) => Promise<void>;
}

/** Fills these tables for all deployments there are: what is carried in a period rests on all that was deployed before. */
export async function carryAnew(moment: Moment, { claims, peers, done }: Carrying): Promise<void> {
  const { tx, state, at } = moment;
  const named = await toResolve(tx, { deployments: new Set(), artifacts: new Set(), commits: new Map(), policy: true });
  for (const some of chunksOf(named, BUILDS_AT_ONCE)) await resolveBuilds({ tx, state, at }, some);
  // One repository after the other: of so many its graph and places stay in memory.
  const rows = await tx<{ deployment: string }[]>`select deployment from deployment order by repository, deployment`;
  const names = rows.map(({ deployment }) => deployment);
  await sideBySide(claims.of('carried', names, AT_ONCE), async (some) => {
    const own: Moment = { ...moment, nearby: new Nearby(tx) };
    const derived = await carryAll(own, await loadDeployments(tx, some));
    for (const [versioned, begun] of firstRows(derived)) peers.write(moment, versioned, begun);
    await done(some.length);
  });
}
