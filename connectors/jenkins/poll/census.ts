import { type Instant, parseInstant, type Roots, type Stream } from '#contract';
import { z } from 'zod';
import { buildId, millisecond } from '../normalise/identity.js';
import { clientOf, type JenkinsIo } from './client.js';
import { deploymentOf, isOfDeployments, jobOf } from './jobs.js';

const listShape = z.object({
  allBuilds: z
    .array(
      z.object({
        number: z.int().positive(),
        timestamp: z.int(),
        queueId: z.int().nullish(),
        building: z.boolean().nullish(),
      }),
    )
    .nullish(),
});
const PAGE = 500;

/** Builds are rotated away: that one is not listed says nothing. */
export function rootsOf(stream: Stream): Roots {
  const isDeployed = isOfDeployments(stream);
  return {
    kind: isDeployed ? 'deployments' : 'builds',
    ground: null,
    created: isDeployed ? 'deployment.requested' : 'build.started',
    deleted: null,
    forgets: true,
    bell: (id) => ({ collection: 'builds', reference: { id } }),
  };
}

/** Ids of the builds that began in [from, to); of a job that deploys, those that ended. Where a parameter says where to, none: not each deploys. */
export async function buildIds(
  stream: Stream,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  io: JenkinsIo,
): Promise<string[]> {
  const job = jobOf(stream);
  if (isOfDeployments(stream) && deploymentOf(job, io.config)?.environment === undefined) return [];
  const client = clientOf(io);
  const ids = new Set<string>();
  for (let index = 0; ; index += PAGE - 1) {
    const tree = `allBuilds[number,timestamp,queueId,building]{${String(index)},${String(index + PAGE)}}`;
    const listed = (await client.read(job, 'api/json', listShape, tree)).allBuilds ?? [];
    for (const one of listed) {
      const isTold = !isOfDeployments(stream) || one.building !== true;
      if (isTold && isWithin(millisecond(one.timestamp).from, from, to)) ids.add(buildId(one));
    }
    if (listed.length < PAGE) return [...ids];
  }
}

function isWithin(at: string, from: Instant, to: Instant): boolean {
  const instant = parseInstant(at);
  return instant !== null && instant >= from && instant < to;
}
