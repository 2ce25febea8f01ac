import { repositoryAddress } from '#contract';

/** A repository in which a commit of the hash that is sought was read. */
export interface Holding {
  readonly repository: string;
  /** As its platform calls it: `acme/pay`. */
  readonly name: string | null;
}

export interface Placed {
  readonly repository: string;
  /** Whether nothing can place it better: it lies in the repository of the name that is given, or no name is. */
  readonly isFinal: boolean;
}

/**
 * The address by which repositories are compared: in small letters and without a port, since a server answers at several.
 * Null where it names no repository.
 */
export function addressOf(url: string): string | null {
  const [host = '', ...path] = repositoryAddress(url).toLowerCase().split('/');
  return path.length > 0 ? [host.replace(/:\d+$/, ''), ...path].join('/') : null;
}

/**
 * The repository of a commit that a tool names by its hash: the one repository that holds it; of several, as forks and mirrors are, the
 * one of the name that the tool gives with it. Null: nobody has read it, or it does not show which is meant.
 */
export function repositoryOfCommit(holding: readonly Holding[], address: string | null): Placed | null {
  const named = address === null ? [] : holding.filter(({ name }) => name !== null && address.endsWith(`/${name.toLowerCase()}`));
  if (named.length === 1) return { repository: named[0]!.repository, isFinal: true };
  if (named.length > 1 || holding.length !== 1) return null;
  return { repository: holding[0]!.repository, isFinal: address === null };
}
