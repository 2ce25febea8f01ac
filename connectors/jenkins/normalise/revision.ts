import { type Mention, ref, type RefMark, repositoryAddress } from '#contract';
import type { Build, BuildRecord } from '../wire.js';

export interface Revision {
  /** `github.com/acme/pay` */
  readonly repository: string;
  readonly sha: string;
  readonly branch: string | null;
}

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** What was checked out, each once, shared libraries left out. */
export function revisionsOf({ build, libraries }: BuildRecord): readonly Revision[] {
  const found = (build.actions ?? []).flatMap((action): Revision[] => {
    const { lastBuiltRevision: built, remoteUrls } = action ?? {};
    const [url] = remoteUrls ?? [];
    if (!built || url === undefined || !COMMIT.test(built.SHA1)) return [];
    return [{ repository: repositoryAddress(url), sha: built.SHA1, branch: built.branch?.[0]?.name ?? null }];
  });
  const own = found.filter(({ repository }) => !(libraries ?? []).includes(repository));
  return [...new Map(own.map((one) => [`${one.repository} ${one.sha}`, one])).values()];
}

/** Which revision the build is of, where it is of one: of several checkouts Jenkins does not say which is meant. */
export function mainRevision(record: BuildRecord): {
  readonly repository?: RefMark;
  readonly repositoryUrl?: string;
  readonly sha?: string;
} {
  const [only, ...others] = revisionsOf(record);
  if (only === undefined || others.length > 0) return {};
  return { repository: ref('repository', only.repository), repositoryUrl: only.repository, sha: only.sha };
}

/** Candidates: the commits lie in the repositories of another source. */
export function commitMentions(record: BuildRecord): readonly Mention[] {
  const commits = [...new Set(revisionsOf(record).map(({ sha }) => sha))];
  return commits.map((text) => ({ names: { kind: 'commit', text }, method: 'RELATION', place: 'revision' }));
}

const MOST_SHOWN = 100;

/** Commits that came since the build before: what Jenkins lists, not what a deployment carries. */
export function changesOf({ changeSet, changeSets }: Build): readonly string[] {
  const items = [...(changeSet ? [changeSet] : []), ...(changeSets ?? [])].flatMap(({ items: listed }) => listed ?? []);
  return [...new Set(items.flatMap(({ commitId }) => commitId ?? []))].slice(0, MOST_SHOWN);
}
