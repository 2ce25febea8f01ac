import { resolveBuilds, toResolve } from '../builds.js';
import { carryAll } from '../evaluate.js';
import { loadDeployments } from '../load/deployments.js';
import { Nearby } from '../load/near.js';
import type { Moment } from '../moment.js';
import { writeRanges } from '../write/ranges.js';
import { chunksOf, sideBySide } from './chunks.js';

/** The tables of what deployments are and carry: by another policy they may be of another place, and carry something else. */
export const CARRIED = ['deployment_build', 'deployment_range', 'deployment_commit', 'deployment_change'];

const AT_ONCE = 200;
const BUILDS_AT_ONCE = 1_000;
const NOTHING = { ranges: [], changes: [] };

/** Fills these tables for all deployments there are: what is carried in a period rests on all that was deployed before. */
export async function carryAnew(moment: Moment, done: (deployments: number) => Promise<void>): Promise<void> {
  const { tx, state, at } = moment;
  const named = await toResolve(tx, { deployments: new Set(), artifacts: new Set(), commits: new Map(), policy: true });
  for (const some of chunksOf(named, BUILDS_AT_ONCE)) await resolveBuilds({ tx, state, at }, some);
  // One repository after the other: of so many its graph and places stay in memory.
  const rows = await tx<{ deployment: string }[]>`select deployment from deployment order by repository, deployment`;
  await sideBySide(
    chunksOf(
      rows.map(({ deployment }) => deployment),
      AT_ONCE,
    ),
    async (names) => {
      const own: Moment = { ...moment, nearby: new Nearby(tx) };
      const derived = await carryAll(own, await loadDeployments(tx, names));
      await writeRanges(own, NOTHING, derived);
      await done(names.length);
    },
  );
}
