import { nodeId } from '../addresses.js';
import type { Deployment } from '../deployment.js';
import { sorted } from '../lookup.js';
import type { Connection, Key, PageArguments } from './connection.js';
import { compareKeys, connection } from './connection.js';
import type { Place } from './context.js';
import { demand, isGiven } from './context.js';

export interface DeploymentArguments extends PageArguments {
  readonly environments?: readonly string[] | null;
  readonly orderBy?: { readonly field: 'CREATED_AT'; readonly direction: 'ASC' | 'DESC' } | null;
}

/** Repository.deployments, the oldest first unless told otherwise. */
export function deployments(place: Place, args: DeploymentArguments): Connection {
  demand(place, 'deployments');
  const { direction } = args.orderBy ?? { direction: 'ASC' };
  const key = ({ createdAt, id }: Deployment): Key => [createdAt, id];
  const sign = direction === 'ASC' ? 1 : -1;
  const ordering = `deployments ${direction}`;
  const all = sorted(place.repository.deployments, ordering, (a, b) => sign * compareKeys(key(a), key(b)));
  const items = isGiven(args.environments) ? all.filter(({ environment }) => args.environments?.includes(environment)) : all;
  return connection({ ordering, items, key, isDescending: direction === 'DESC', node: deploymentNode }, args);
}

function deploymentNode({ id, sha, createdAt, environment }: Deployment): unknown {
  return { __typename: 'Deployment', id: nodeId('Deployment', id), databaseId: id, commitOid: sha, createdAt, environment };
}
