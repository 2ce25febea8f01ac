import type { History } from './contents.js';
import type { CommitFacts, PullRequestFacts, PullRequestHead, PushFacts } from './facts.js';
import { withoutThoseBefore } from './on-target.js';

export interface Authorship {
  /** Opener, authors and pushers, as far as the platform resolves them. */
  readonly persons: ReadonlySet<string>;
  /** Why somebody may be missing, as sentences; empty when nobody is. */
  readonly unknown: readonly string[];
  /** How many persons are missing at most; Infinity where nothing bounds them. */
  readonly atMost: number;
}

interface Part {
  readonly persons: readonly string[];
  readonly unknown: readonly string[];
  readonly atMost: number;
}

/**
 * Who wrote a pull request: its opener, the authors of its commits, who pushed them. A merge of the target branch
 * makes nobody an author (`controls.md`, Terms: Same person), nor does a commit that stood on the target before: the
 * platform's list is not made anew when the target moves.
 */
export function authorsOf(pull: PullRequestFacts, commits: Commits, history: History | null): Authorship {
  const known = FOUND.get(pull);
  if (known?.commits === commits && known.history === history) return known.authorship;
  const authorship = foundOut(pull, commits, history);
  FOUND.set(pull, { commits, history, authorship });
  return authorship;
}

type Commits = ReadonlyMap<string, CommitFacts>;

/** Every rule over a pull request asks who wrote it, and to find out is to walk over all its commits. */
const FOUND = new WeakMap<
  PullRequestFacts,
  { readonly commits: Commits; readonly history: History | null; readonly authorship: Authorship }
>();

function foundOut(pull: PullRequestFacts, commits: Commits, history: History | null): Authorship {
  const merged = pull.heads.find((head) => head.head === pull.mergeHead);
  // Without the merged head every commit that any head had may be one of its commits.
  const listed = [...new Set(merged ? (merged.commits ?? []) : pull.heads.flatMap((head) => head.commits ?? []))];
  const own = new Set(history === null ? listed : withoutThoseBefore(pull, listed, history));
  const isUpdate = (sha: string): boolean => history !== null && isUpdateFromTarget(sha, own, history);
  const pushers = pull.pushes.filter((push) => history === null || !isOnlyUpdate(push, own, history)).map((push) => push.pusher);
  const written = [...own].filter((sha) => !isUpdate(sha)).sort();
  const parts = [openerOf(pull), listOf(merged), ...written.map((sha) => writerOf(sha, commits.get(sha)))];
  return {
    persons: new Set([...parts.flatMap((part) => part.persons), ...pushers]),
    unknown: parts.flatMap((part) => part.unknown),
    atMost: parts.reduce((sum, part) => sum + part.atMost, 0),
  };
}

function openerOf({ opener }: PullRequestFacts): Part {
  return opener === null ? missing('who opened it is not known', 1) : { persons: [opener], unknown: [], atMost: 0 };
}

function listOf(merged: PullRequestHead | undefined): Part {
  if (!merged?.commits) return missing('its commits were not read', Number.POSITIVE_INFINITY);
  return merged.cut ? missing('the platform cut the list of its commits', Number.POSITIVE_INFINITY) : NOBODY;
}

function writerOf(sha: string, commit: CommitFacts | undefined): Part {
  if (!commit) return missing(`commit ${sha.slice(0, 12)} of it was not read`, 1);
  const unresolved = commit.unresolvedAuthor
    ? missing(`the author of commit ${sha.slice(0, 12)} is no account of the platform`, 1)
    : NOBODY;
  return { ...unresolved, persons: commit.authors };
}

const NOBODY: Part = { persons: [], unknown: [], atMost: 0 };

function missing(sentence: string, atMost: number): Part {
  return { persons: [], unknown: [sentence], atMost };
}

/** A push that brought nothing but merges of the target branch: the button "Update branch". */
function isOnlyUpdate({ sha, before }: PushFacts, own: ReadonlySet<string>, history: History): boolean {
  let at = sha;
  while (at !== before) {
    if (!isUpdateFromTarget(at, own, history)) return false;
    at = parentSha(history.graph.indexOf(at), 0, history);
  }
  return true;
}

/** A merge that brings the target branch into the pull request's: its later parents are none of the pull request's commits. */
export function isUpdateFromTarget(sha: string, own: ReadonlySet<string>, history: History): boolean {
  const index = history.graph.indexOf(sha);
  if (index < 0 || history.graph.parentCount(index) < 2) return false;
  for (let nth = 1; nth < history.graph.parentCount(index); nth++) {
    if (own.has(parentSha(index, nth, history))) return false;
  }
  return true;
}

export function parentSha(index: number, nth: number, { graph }: History): string {
  const parent = graph.parent(index, nth);
  return parent < 0 ? graph.pendingSha(parent) : graph.shaOf(parent);
}
