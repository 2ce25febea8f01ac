import { type Instant, type Json, parseInstant, type Roots } from '#contract';
import { fromApplication } from '../normalise/application.js';
import { readFields } from '../wire.js';
import { type ArgocdIo, clientOf } from './client.js';

/** Syncs that Argo CD still remembers. What it forgot was not deleted, so the hub may know more. */
export const deploymentRoots: Roots = {
  kind: 'deployments',
  ground: null,
  created: 'deployment.requested',
  deleted: null,
  forgets: true,
  bell: (id) => ({ collection: 'applications', reference: { uid: id.slice(0, id.indexOf('@')) } }),
};

/** Ids of the syncs that began in [from, to), as the reading of each application tells them. */
export async function deploymentIds(io: ArgocdIo, { from, to }: { readonly from: Instant; readonly to: Instant }): Promise<string[]> {
  const listed = await clientOf(io).applications();
  const events = listed.flatMap((one) => {
    const meaning = fromApplication({ application: readFields(one as Json) });
    return 'events' in meaning ? meaning.events : [];
  });
  const inside = events.filter(({ type, occurredAt }) => type === 'deployment.requested' && isWithin(occurredAt?.from, from, to));
  return inside.flatMap(({ subject }) => subject.$ref.at(-1) ?? []);
}

function isWithin(at: string | undefined, from: Instant, to: Instant): boolean {
  const instant = at === undefined ? null : parseInstant(at);
  return instant !== null && instant >= from && instant < to;
}
