import { nodeId } from '../addresses.js';
import { commitOf } from '../lookup.js';
import type { Tag } from '../world.js';
import type { Connection, Key, PageArguments } from './connection.js';
import { compareKeys, connection } from './connection.js';
import type { Place } from './context.js';
import { demand, isGiven } from './context.js';
import { commitBySha, gitObject } from './resolve-commit.js';

const HEADS = 'refs/heads/';
const TAGS = 'refs/tags/';

interface NamedRef {
  readonly prefix: string;
  readonly name: string;
  readonly commit: string;
  readonly target: () => unknown;
}

function branchRefs(place: Place): NamedRef[] {
  return [...place.repository.branches].map(([name, sha]) => ({ prefix: HEADS, name, commit: sha, target: () => commitBySha(place, sha) }));
}

function tagRefs(place: Place): NamedRef[] {
  return place.repository.tags.map((tag) => ({ prefix: TAGS, name: tag.name, commit: tag.commit, target: () => tagTarget(place, tag) }));
}

// A lightweight tag points at its commit, an annotated one at a tag object that points at it.
function tagTarget(place: Place, tag: Tag): unknown {
  if (!tag.annotated) return commitBySha(place, tag.commit);
  return {
    ...gitObject(place, 'Tag', tag.object),
    name: tag.name,
    message: null,
    tagger: null,
    target: () => commitBySha(place, tag.commit),
  };
}

function refNode(place: Place, ref: NamedRef): unknown {
  return {
    __typename: 'Ref',
    id: nodeId('Ref', place.repository.id, ref.prefix + ref.name),
    name: ref.name,
    prefix: ref.prefix,
    repository: () => place.nodes.repository(place),
    target: ref.target,
  };
}

/** Repository.ref: by full name, by `heads/…` or `tags/…`, or the bare name of a branch, then of a tag; null when there is none. */
export function refByName(place: Place, qualifiedName: string): unknown {
  demand(place, 'contents');
  const full = qualifiedName.replace(/^(heads|tags)\//, 'refs/$1/');
  const all = [...branchRefs(place), ...tagRefs(place)];
  const found = all.find((ref) => ref.prefix + ref.name === full) ?? all.find((ref) => ref.name === full);
  return found ? refNode(place, found) : null;
}

export interface RefArguments extends PageArguments {
  readonly refPrefix: string;
  readonly query?: string | null;
  readonly direction?: 'ASC' | 'DESC' | null;
  readonly orderBy?: { readonly field: 'ALPHABETICAL' | 'TAG_COMMIT_DATE'; readonly direction: 'ASC' | 'DESC' } | null;
}

/** Repository.refs, by name unless told otherwise; a prefix of neither heads nor tags finds nothing. */
export function refs(place: Place, args: RefArguments): Connection {
  demand(place, 'contents');
  const source = args.refPrefix === HEADS ? branchRefs(place) : args.refPrefix === TAGS ? tagRefs(place) : [];
  const { field, direction } = args.orderBy ?? { field: 'ALPHABETICAL', direction: args.direction ?? 'ASC' };
  const isDescending = direction === 'DESC';
  const key = (ref: NamedRef): Key =>
    field === 'ALPHABETICAL' ? [ref.name] : [commitOf(place.repository, ref.commit)?.committedAt ?? '', ref.name];
  const items = source
    .filter((ref) => !isGiven(args.query) || ref.name.includes(args.query))
    .sort((a, b) => (isDescending ? -1 : 1) * compareKeys(key(a), key(b)));
  return connection(
    { ordering: `${args.refPrefix} ${field} ${direction}`, items, key, isDescending, node: (ref) => refNode(place, ref) },
    args,
  );
}
