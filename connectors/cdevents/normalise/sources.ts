import type { Dependency } from '../wire/provenance.js';

/** A commit from which something was built. */
export interface Source {
  /** `github.com/acme/pay`, without scheme, credentials, branch and `.git`; null where it is not named. */
  readonly repository: string | null;
  readonly commit: string;
}

export const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The commits among the dependencies: what has a `gitCommit` digest, or lies in Git and has a `sha1` (SLSA, ResourceDescriptor). */
export function sourcesIn(dependencies: readonly Dependency[]): readonly Source[] {
  const found = dependencies.flatMap(({ uri, digest = {} }): readonly Source[] => {
    const commit = digest['gitCommit'] ?? (isGit(uri) ? digest['sha1'] : undefined) ?? '';
    return COMMIT.test(commit) ? [{ repository: repositoryIn(uri), commit }] : [];
  });
  return [...new Map(found.map((one) => [`${one.repository ?? ''} ${one.commit}`, one])).values()];
}

function isGit(uri: string | undefined): boolean {
  return uri !== undefined && /^git(\+|:)|\.git(@|$)|^https:\/\/(github|gitlab)\.com\//.test(uri);
}

/** An address may hold somebody's token before its host. */
export function repositoryIn(uri: string | undefined): string | null {
  const [, host = '', path = ''] = /^(?:git\+)?[a-z]+:\/\/(?:[^/@]*@)?([^/]+)\/([^@?#]+)/.exec(uri ?? '') ?? [];
  return host === '' ? null : `${host}/${path.replace(/\/$|\.git$/g, '')}`;
}
