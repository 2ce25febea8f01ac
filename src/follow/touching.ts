import type { Instant } from '#contract';
import { type DeploymentCase, isSwitchedOn, momentOf, pushesToRead, reviewedToRead } from '../controls/index.js';
import { type Contents, type History, type PathFacts, type PolicyInForce, pushersOf, touchingOf } from '../correlate/index.js';
import { together } from '../db/together.js';
import { type Awaited, BRINGER, bringsNothing } from './awaits.js';
import { commitName } from './load/code.js';
import type { Near } from './load/near.js';

/** So many are asked for at a time; when one comes, the next are. */
const NAMED = 50;
/** To read the paths of more commits than these would take the source's budget: they count, as unknown ones do. */
const MOST_READ = 300;

interface ToFilter {
  readonly repository: string;
  readonly sha: string | null;
  readonly whole: Contents;
  /** Of the service in this repository; null: all of it. */
  readonly patterns: readonly string[] | null;
  readonly inForce: PolicyInForce;
  readonly history: History;
}

export interface Filtered {
  readonly contents: Contents;
  readonly paths: ReadonlyMap<string, PathFacts>;
  readonly pushers: ReadonlyMap<string, readonly string[]>;
  readonly unread: readonly string[];
}

/** What of a range belongs to the service, with the paths of its commits; nothing is loaded where nobody asks for paths. */
export async function filtered(around: Near, { repository, sha, whole, patterns, inForce, history }: ToFilter): Promise<Filtered> {
  const { policy } = inForce;
  const isExempting = policy.rules['direct-push']?.paths !== undefined;
  const isReviewed = policy.reviewers.length > 0 && isSwitchedOn('unqualified-reviewer', policy);
  if (!isExempting && !isReviewed && patterns === null) return { contents: whole, paths: new Map(), pushers: new Map(), unread: [] };
  const named = [...whole.carries, ...whole.takesOut].map((one) => commitName(repository, one));
  const [found, pushes] = await together([around.paths(named), isExempting ? around.pushes(named) : new Map<string, never>()]);
  const paths = new Map([...found.values()].map((facts) => [facts.sha, facts]));
  const pushers = pushersOf([...pushes.values()].flat(), whole.carries, history);
  if (patterns === null) return { contents: whole, paths, pushers, unread: [] };
  const known = (one: string) => paths.get(one);
  return { ...touchingOf(whole, { patterns, known, history, head: sha }), paths, pushers };
}

/** Commits whose paths are to be read because an answer waits for them; pushes, and other deployments, that it waits for. */
export function awaitsPaths(
  subject: Omit<DeploymentCase, 'implementations'>,
  { pathless: unread, byPaths }: { readonly pathless: readonly string[]; readonly byPaths: boolean },
): readonly Awaited[] {
  const scope = subject.repository;
  if (scope === null) return [];
  const pushed = pushesToRead(subject);
  const pathless = [...new Set([...unread, ...pushed.pathless, ...reviewedToRead(subject)])].sort();
  const asked = pathless.length > MOST_READ ? [] : pathless.slice(0, NAMED);
  const upTo: Instant = momentOf(subject);
  const others = [
    ...(pushed.pusherless.length > 0 ? ['branch'] : []),
    // Whoever brought its paths as they are: any other deployment of the repository may turn out to be that.
    ...(byPaths && bringsNothing(subject.contents) ? [BRINGER] : []),
  ];
  return [
    ...asked.map((item) => ({ scope, collection: 'paths', item, upTo })),
    ...others.map((collection) => ({ scope, collection, item: '', upTo: null })),
  ];
}
