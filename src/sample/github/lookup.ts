import type { Commit, Pull, Repository, Tag, World } from './world.js';
import { fullName } from './world.js';

interface Index<T> {
  upTo: number;
  readonly found: Map<string | number, T>;
}
const indexes = new WeakMap<readonly unknown[], Index<unknown>>();

// The lists of a world only grow at their end, so an index reads what was added since: 200,000 commits are indexed once.
function indexed<T>(list: readonly T[], keyOf: (item: T) => string | number): Map<string | number, T> {
  let index = indexes.get(list) as Index<T> | undefined;
  if (index === undefined || index.upTo > list.length) {
    index = { upTo: 0, found: new Map() };
    indexes.set(list, index);
  }
  for (; index.upTo < list.length; index.upTo++) {
    const item = list[index.upTo] as T;
    index.found.set(keyOf(item), item);
  }
  return index.found;
}

export function commitOf(repository: Repository, sha: string): Commit | undefined {
  return indexed(repository.commits, (commit) => commit.sha).get(sha);
}

export function pullOf(repository: Repository, number: number): Pull | undefined {
  return indexed(repository.pulls, (pull) => pull.number).get(number);
}

export function tagOf(repository: Repository, name: string): Tag | undefined {
  return repository.tags.find((tag) => tag.name === name);
}

/** The sha that a branch, a tag or a sha names here, or undefined. */
export function resolved(repository: Repository, revision: string): string | undefined {
  const short = revision.replace(/^refs\/(heads|tags)\//, '');
  const sha = repository.branches.get(short) ?? tagOf(repository, short)?.commit ?? revision;
  return commitOf(repository, sha)?.sha;
}

export type Located = { readonly repository: Repository; readonly moved: boolean };

/** By present name first: a new repository with an old name breaks the redirect, as at GitHub. */
export function located(world: World, name: string): Located | undefined {
  const wanted = name.toLowerCase();
  const present = world.repositories.find((repository) => fullName(repository).toLowerCase() === wanted);
  if (present !== undefined) return { repository: present, moved: false };
  const former = world.repositories.find((each) => each.formerNames.some((old) => old.toLowerCase() === wanted));
  return former && { repository: former, moved: true };
}

interface Sorted<T> {
  readonly source: readonly T[];
  readonly order: readonly T[];
}
const orders = new WeakMap<readonly unknown[], Map<string, Sorted<unknown>>>();

/** `list` in `order`, sorted again only when an item came, went or moved: two linear scans instead of a sort for each page. */
export function sorted<T>(list: readonly T[], name: string, order: (a: T, b: T) => number): readonly T[] {
  const known = orders.get(list) ?? new Map<string, Sorted<unknown>>();
  orders.set(list, known);
  const last = known.get(name) as Sorted<T> | undefined;
  if (last !== undefined && sameItems(last.source, list) && inOrder(last.order, order)) return last.order;
  const fresh: Sorted<T> = { source: [...list], order: [...list].sort(order) };
  known.set(name, fresh);
  return fresh.order;
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function inOrder<T>(list: readonly T[], order: (a: T, b: T) => number): boolean {
  return list.every((item, index) => index === 0 || order(list[index - 1] as T, item) <= 0);
}
