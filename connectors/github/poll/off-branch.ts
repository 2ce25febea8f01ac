import type { Json, Page } from '#contract';
import { headsOf } from './commits.js';
import { commitsBetween } from './compare.js';
import type { Pass } from './pass.js';

/**
 * What was deployed can lie on a branch that is not read, or on none: the commits by which each revision is ahead of the
 * default branch. Mostly none, for one request each; a revision that GitHub does not have brings nothing.
 */
export async function* commitsOffBranch(pass: Pass, revisions: readonly string[], cursor: Json): AsyncGenerator<Page> {
  if (revisions.length === 0) return;
  const [main] = await headsOf({ ...pass, branches: undefined });
  if (!main) return;
  for (const revision of new Set(revisions)) {
    if (revision !== main.head) yield* commitsBetween(pass, main.head, revision, cursor);
  }
}
