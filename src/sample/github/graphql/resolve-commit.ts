import { htmlOf, nodeId } from '../addresses.js';
import { historyOf } from '../graph.js';
import { commitOf, pullOf } from '../lookup.js';
import type { Commit } from '../world.js';
import { gitActor } from './account.js';
import type { Connection, PageArguments } from './connection.js';
import { connection, invalidCursor, pageOf } from './connection.js';
import type { Place } from './context.js';
import { demand, isGiven } from './context.js';
import { rollup } from './resolve-checks.js';

export function gitObject(place: Place, typename: string, oid: string): Record<string, unknown> {
  return {
    __typename: typename,
    id: nodeId(typename, place.repository.id, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    commitUrl: `${htmlOf(place.addresses, place.repository)}/commit/${oid}`,
    commitResourcePath: `/commit/${oid}`,
    repository: () => place.nodes.repository(place),
  };
}

/** A commit by its sha; of one that a ref names and nobody has, only the sha is known. */
export function commitBySha(place: Place, sha: string): unknown {
  const commit = commitOf(place.repository, sha);
  return commit ? commitNode(place, commit) : gitObject(place, 'Commit', sha);
}

export function commitNode(place: Place, commit: Commit): unknown {
  const [headline = '', ...rest] = commit.message.split('\n');
  return {
    ...gitObject(place, 'Commit', commit.sha),
    url: `${htmlOf(place.addresses, place.repository)}/commit/${commit.sha}`,
    tree: () => gitObject(place, 'Tree', commit.tree),
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join('\n').replace(/^\n/, ''),
    authoredDate: commit.authoredAt,
    committedDate: commit.committedAt,
    committedViaWeb: commit.committer?.login === 'web-flow',
    author: () => gitActor(place.addresses, commit.author, commit.authoredAt),
    committer: () => gitActor(place.addresses, commit.committer, commit.committedAt),
    parents: (args: PageArguments) => parents(place, commit, args),
    history: (args: PageArguments) => history(place, commit, args),
    associatedPullRequests: (args: PageArguments) => associated(place, commit, args),
    statusCheckRollup: () => rollup(place, commit),
    signature: () => signatureOf(place, commit),
  };
}

/** What is merged in the browser GitHub signs itself. */
function signatureOf({ addresses }: Place, { committer, committedAt, signature: state }: Commit): unknown {
  if (state === undefined) return null;
  const { email, user } = gitActor(addresses, committer, committedAt);
  return { email, isValid: state === 'VALID', state, signer: user, wasSignedByGitHub: committer?.login === 'web-flow' };
}

function parents(place: Place, commit: Commit, args: PageArguments): Connection {
  const items = commit.parents.map((sha, index) => ({ sha, index }));
  return connection({ ordering: 'parents', items, key: ({ index }) => [index], node: ({ sha }) => commitBySha(place, sha) }, args);
}

function associated(place: Place, commit: Commit, args: PageArguments): Connection {
  demand(place, 'pulls');
  const items = commit.pulls.flatMap((number) => pullOf(place.repository, number) ?? []);
  return connection(
    { ordering: 'associated', items, key: (pull) => [pull.createdAt, pull.id], node: (pull) => place.nodes.pull(place, pull) },
    args,
  );
}

// GitHub's cursor here is the sha that the walk started from, a space and the place in it; another start refuses it.
function history(place: Place, commit: Commit, args: PageArguments): Connection {
  const walk = historyOf(place.repository, commit.sha);
  if (walk === undefined) throw new Error(`${commit.sha} is not in the graph of its own repository.`);
  const end = !isGiven(args.before) ? (!isGiven(args.first) ? walk.total() : Infinity) : placeIn(commit, args.before);
  const low = !isGiven(args.after) ? 0 : placeIn(commit, args.after) + 1;
  const start = !isGiven(args.first) && isGiven(args.last) ? Math.max(low, end - args.last) : low;
  const count = Math.min(args.first ?? Infinity, end - start);
  // One more than asked for tells whether there is a next page.
  const found = walk.page(start, count + 1);
  return pageOf(
    found.slice(0, count),
    (_, index) => `${commit.sha} ${start + index}`,
    (each) => commitNode(place, each),
    {
      hasNextPage: found.length > count,
      hasPreviousPage: start > 0,
      totalCount: () => walk.total(),
    },
  );
}

function placeIn(head: Commit, cursor: string): number {
  const [, sha, place] = /^([0-9a-f]{40}) (\d+)$/.exec(cursor) ?? [];
  if (sha !== head.sha || place === undefined) throw invalidCursor(cursor);
  return Number(place);
}
