import { repositoryAddress } from '#contract';
import type { Source, Synced } from '../wire.js';

/** One source with the revision of it that was synced. */
export interface Part {
  readonly source: Source;
  readonly revision: string;
}

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

const UNNAMED: Source = { repoURL: '' };

/** In the order of the sources; empty while Argo CD has not resolved the revision. */
export function partsOf({ revision, revisions, source, sources }: Synced): readonly Part[] {
  const known = revisions?.filter((each) => each !== '') ?? [];
  if (known.length > 0) {
    const isWhole = !sources?.length || sources.length === known.length;
    return isWhole ? known.map((each, at) => ({ source: sources?.[at] ?? UNNAMED, revision: each })) : [];
  }
  return revision ? [{ source: source ?? UNNAMED, revision }] : [];
}

/** Whether the revision is a commit: that of a chart is its version, that of an OCI artifact its digest. */
export function isCommit({ source, revision }: Part): boolean {
  return source.chart === undefined && !source.repoURL.startsWith('oci://') && COMMIT.test(revision);
}

/** The part that says what is deployed: the first commit of manifests, else of values (`ref` alone), else the first chart. */
export function mainPart(parts: readonly Part[]): Part | null {
  const commits = parts.filter(isCommit);
  return commits.find(({ source }) => source.path !== undefined) ?? commits[0] ?? parts[0] ?? null;
}

/** `github.com/acme/deploy` for every way to write its address; of a chart with its name behind it. */
export function repositoryOf({ repoURL, chart }: Source): string {
  return [repositoryAddress(repoURL), ...(chart === undefined ? [] : [chart])].join('/');
}

/** Every revision with what it is of: `pay@1.4.2` of a chart, the commit of a repository. */
export function configurationOf(parts: readonly Part[]): string {
  const words = parts.map((part) => (isCommit(part) ? part.revision : [nameOf(part.source), part.revision].filter(Boolean).join('@')));
  return words.join(' ').slice(0, 300);
}

function nameOf({ chart, repoURL }: Source): string {
  return chart ?? repositoryOf({ repoURL });
}
