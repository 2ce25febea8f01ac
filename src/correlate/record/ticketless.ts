import type { BroughtIn } from '../brought-in.js';
import type { Contents } from '../contents.js';
import type { Run } from '../run.js';
import type { Standing } from '../standing.js';
import { commitRef } from '../said.js';
import type { Tracing } from '../tracing.js';

/** A deployment with what it carries and where that leads. */
export interface Traced {
  readonly deployment: string;
  readonly repository: string | null;
  readonly run: Pick<Run, 'sha' | 'start'>;
  readonly standing: Standing;
  readonly contents: Contents;
  readonly broughtIn: BroughtIn;
  readonly tracing: Tracing;
}

/** More direct commits than this in one deployment are one change: that of the deployment. */
const COMMITS = 200;

const NO_IMPLEMENTATION: ReadonlySet<string> = new Set(['REDEPLOYMENT', 'ROLLBACK', 'CORROBORATES']);

/**
 * The changes without a ticket that a production deployment makes: itself, where it carries commits or names no
 * revision and leads to no change; else the commits that reached production through no pull request and lead to none.
 */
export function ticketlessOf(traced: Traced): readonly string[] {
  const { deployment, run, standing, contents, tracing } = traced;
  if (standing !== 'PRODUCTION' || run.start === null || NO_IMPLEMENTATION.has(contents.relation)) return [];
  if (tracing.carried.size > 0) {
    const direct = directCommits(traced);
    return direct.length > COMMITS ? [deployment] : direct;
  }
  const isOpen = contents.undecided.length > 0;
  // Commits that lead somewhere, all undone by reverts in the same range: nothing of a change is left.
  if (!isOpen && contents.carries.some((sha) => tracing.byCommit.has(sha))) return [];
  return run.sha === null || contents.carries.length > 0 || isOpen ? [deployment] : [];
}

/** Where it is not known whether a commit came through a pull request, or leads to a change, it makes none yet. */
function directCommits({ repository, contents, broughtIn, tracing }: Traced): readonly string[] {
  if (repository === null) return [];
  const isDirect = (sha: string) => !broughtIn.byCommit.has(sha) && !broughtIn.perhaps.has(sha);
  const leadsNowhere = (sha: string) => !tracing.byCommit.has(sha) && !tracing.perhaps.has(sha);
  return contents.carries
    .filter((sha) => isDirect(sha) && leadsNowhere(sha))
    .map((sha) => commitRef(repository, sha))
    .sort();
}
