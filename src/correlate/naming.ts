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

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** `git@git.acme.example:acme/pay.git` */
const SCP = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\d+\/)(\S+)$/;

/**
 * Where a repository lies, however a tool writes it: `https://ana@git.acme.example/acme/pay.git`, `ssh://git@…`, `git@…:acme/pay` →
 * `git.acme.example/acme/pay`, in small letters, without credentials and port. Null where it names no repository.
 */
export function addressOf(url: string): string | null {
  const written = url.trim().replace(/[?#].*$/, '');
  const path = SCHEME.test(written) ? written.replace(SCHEME, '').replace(/^[^@/]*@/, '') : written.replace(SCP, '$1/$2');
  const [host = '', ...parts] = path
    .toLowerCase()
    .replace(/\.git\/?$/, '')
    .split('/')
    .filter(Boolean);
  return parts.length > 0 ? [host.replace(/:\d+$/, ''), ...parts].join('/') : null;
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
