import type { Interval } from '#contract';
import type { BroughtIn } from './brought-in.js';
import type { History } from './contents.js';
import type { CommitFacts, PullRequestFacts, TicketMention } from './facts.js';
import { ownCommits } from './on-target.js';
import { revertedFrom } from './reverted.js';

/** What a deployment carries and takes out, with what is said of it. */
export interface Told {
  readonly repository: string;
  readonly commits: ReadonlyMap<string, CommitFacts>;
  readonly pulls: ReadonlyMap<string, PullRequestFacts>;
  readonly broughtIn: BroughtIn;
  /** Merged pull requests that brought in what it takes out, what its commits revert, or were picked from, by commit. */
  readonly elsewhereWith: ReadonlyMap<string, readonly string[]>;
  /** By the ref of who says it. */
  readonly mentions: ReadonlyMap<string, readonly TicketMention[]>;
  readonly history: History;
}

export interface Said {
  readonly mention: TicketMention;
  /** When what it stands in reached the repository; null where no platform says. */
  readonly pushed: Interval | null;
  /** The pull requests that brought in the commit of which it is said; else that commit, or the deployment. */
  readonly through: readonly string[];
}

export interface Listing extends Told {
  /** By merged pull request, its own commits. */
  readonly listed: ReadonlyMap<string, readonly string[]>;
}

export function listedBy({ broughtIn, elsewhereWith, pulls, history }: Told): Listing['listed'] {
  const names = [...broughtIn.byCommit.values(), ...elsewhereWith.values()].flat();
  const merged = [...new Set(names)].map((name) => pulls.get(name)).filter((pull) => pull !== undefined);
  return new Map(merged.map((pull) => [pull.pullRequest, ownCommits(pull, history)]));
}

/** Everything said about one commit: by itself, by the pull requests that brought it in, by their commits. */
export function saidOf(given: Listing, sha: string, broughtBy: readonly string[]): readonly Said[] {
  const { repository, commits, pulls, mentions, listed } = given;
  const ofCommit = (each: string, pushed: Interval | null, through: readonly string[]): readonly Said[] =>
    (mentions.get(commitRef(repository, each)) ?? []).map((mention) => ({ mention, pushed, through }));
  const through = broughtBy.flatMap((name) => {
    const pull = pulls.get(name);
    if (!pull) return [];
    const words = (mentions.get(name) ?? []).map((mention) => ({ mention, pushed: pull.merged, through: [name] }));
    const own = listed.get(name) ?? [];
    return [...words, ...own.filter((each) => commits.has(each)).flatMap((each) => ofCommit(each, pull.merged, [name]))];
  });
  const pushed = broughtBy.map((name) => pulls.get(name)?.merged ?? null).find((at) => at !== null) ?? null;
  const as = { pushed, through: broughtBy.length > 0 ? broughtBy : [commitRef(repository, sha)] };
  return [...ofCommit(sha, as.pushed, as.through), ...through, ...saidOfOrigins(given, sha, as)];
}

/** A pick keeps the links of what it was picked from (its trailer says so), and came when it came itself. */
function saidOfOrigins(given: Listing, sha: string, as: Pick<Said, 'pushed' | 'through'>): readonly Said[] {
  const origins = (given.commits.get(sha)?.pickedFrom ?? []).filter((origin) => origin !== sha);
  const speakers = origins.flatMap((origin) => [commitRef(given.repository, origin), ...(given.elsewhereWith.get(origin) ?? [])]);
  return speakers.flatMap((name) => (given.mentions.get(name) ?? []).map((mention) => ({ mention, ...as })));
}

/** Of what is gone: a revert is about the change whose commit it reverts, and brings that back when it is taken out. */
export function saidOfGone(given: Listing, sha: string): readonly Said[] {
  return [sha, ...revertedFrom([sha], given.commits)].flatMap((one) => saidOf(given, one, given.elsewhereWith.get(one) ?? []));
}

/** `commit:<source>:<repository>:<sha>` of a commit in `repository:<source>:<repository>`. */
export function commitRef(repository: string, sha: string): string {
  return `commit:${repository.slice('repository:'.length)}:${sha}`;
}
