import { type CoverageClaim, type Instant, ref, type Stream } from '#contract';

const SUFFIX = '/issues';

/** By its key as it was configured: Jira goes on to understand the old key of a project in JQL. */
export function streamOf(project: string): Stream {
  return { name: `${project}${SUFFIX}`, scope: scopeOf(project), label: `${project} issues` };
}

export function projectOf({ name }: Stream): string | null {
  return name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : null;
}

export function scopeOf(project: string) {
  return ref('thing', 'project', project);
}

export interface Reading {
  readonly project: string;
  /** The source's clock when the pass began; null: Jira gave none, and nothing can be said about a moment. */
  readonly upTo: Instant | null;
  /** Why approvals could not be read, in Jira's words. */
  readonly denied: string | null;
}

export function claimsOf({ project, upTo, denied }: Reading): CoverageClaim[] {
  const scope = scopeOf(project);
  const refusal: CoverageClaim[] = denied === null ? [] : [{ scope, collection: 'approvals', state: 'DENIED', reason: denied }];
  if (upTo === null) return refusal;
  const read = denied === null ? ['tickets', 'approvals'] : ['tickets'];
  return [...read.map((collection): CoverageClaim => ({ scope, collection, state: 'COMPLETE', upTo })), ...refusal];
}
