import { htmlOf, nodeId } from '../addresses.js';
import type { Addresses } from '../addresses.js';
import { commitOf, located, pullOf, resolved, sorted } from '../lookup.js';
import type { Pull, World } from '../world.js';
import { fullName } from '../world.js';
import { actor } from './account.js';
import type { Connection, Key, PageArguments } from './connection.js';
import { compareKeys, connection } from './connection.js';
import type { Nodes, Place } from './context.js';
import { demand, typedError, isGiven } from './context.js';
import { type DeploymentArguments, deployments } from './resolve-deployment.js';
import { refByName, refs } from './resolve-ref.js';

interface Named {
  readonly owner: string;
  readonly name: string;
  readonly followRenames?: boolean | null;
}

/** Query.repository; a former name leads to the repository unless `followRenames` is false. */
export function repositoryByName(
  asked: { world: World; addresses: Addresses; nodes: Nodes },
  { owner, name, followRenames }: Named,
): unknown {
  const found = located(asked.world, `${owner}/${name}`);
  if (found === undefined || (found.moved && followRenames === false)) {
    throw typedError('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  }
  const place = { ...asked, repository: found.repository };
  demand(place, 'metadata');
  return repositoryNode(place);
}

export function repositoryNode(place: Place): unknown {
  const { repository, addresses } = place;
  return {
    __typename: 'Repository',
    id: nodeId('Repository', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    owner: () => actor(addresses, repository.owner),
    url: htmlOf(addresses, repository),
    createdAt: repository.createdAt,
    updatedAt: repository.pushedAt,
    pushedAt: repository.pushedAt,
    isPrivate: false,
    isArchived: false,
    isFork: false,
    defaultBranchRef: () => refByName(place, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => refByName(place, qualifiedName),
    refs: (args: Parameters<typeof refs>[1]) => refs(place, args),
    object: (args: { oid?: string | null; expression?: string | null }) => objectOf(place, args),
    pullRequest: ({ number }: { number: number }) => pullByNumber(place, number),
    pullRequests: (args: PullArguments) => pullRequests(place, args),
    deployments: (args: DeploymentArguments) => deployments(place, args),
  };
}

// An unknown object is null without an error.
function objectOf(place: Place, { oid, expression }: { oid?: string | null; expression?: string | null }): unknown {
  demand(place, 'contents');
  const sha = oid ?? (!isGiven(expression) ? undefined : resolved(place.repository, expression));
  const commit = sha === undefined ? undefined : commitOf(place.repository, sha);
  return commit ? place.nodes.commit(place, commit) : null;
}

function pullByNumber(place: Place, number: number): unknown {
  demand(place, 'pulls');
  const pull = pullOf(place.repository, number);
  if (pull === undefined) throw typedError('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
  return place.nodes.pull(place, pull);
}

interface PullArguments extends PageArguments {
  readonly baseRefName?: string | null;
  readonly headRefName?: string | null;
  readonly states?: readonly string[] | null;
  readonly orderBy?: { readonly field: 'CREATED_AT' | 'UPDATED_AT' | 'COMMENTS'; readonly direction: 'ASC' | 'DESC' } | null;
}

function pullRequests(place: Place, args: PullArguments): Connection {
  demand(place, 'pulls');
  const { field, direction } = args.orderBy ?? { field: 'CREATED_AT', direction: 'ASC' };
  const key = (pull: Pull): Key => [field === 'UPDATED_AT' ? pull.updatedAt : field === 'COMMENTS' ? 0 : pull.createdAt, pull.id];
  const sign = direction === 'ASC' ? 1 : -1;
  const ordering = `${field} ${direction}`;
  const all = sorted(place.repository.pulls, ordering, (a, b) => sign * compareKeys(key(a), key(b)));
  const items = isPlain(args) ? all : all.filter((pull) => isWanted(pull, args));
  return connection({ ordering, items, key, isDescending: direction === 'DESC', node: (pull) => place.nodes.pull(place, pull) }, args);
}

function isPlain({ baseRefName, headRefName, states }: PullArguments): boolean {
  return !isGiven(baseRefName) && !isGiven(headRefName) && !isGiven(states);
}

function isWanted(pull: Pull, { baseRefName, headRefName, states }: PullArguments): boolean {
  return (
    (!isGiven(baseRefName) || pull.base.ref === baseRefName) &&
    (!isGiven(headRefName) || pull.head.ref === headRefName) &&
    (!isGiven(states) || states.includes(pull.state))
  );
}
