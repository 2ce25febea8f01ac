import type { Interval, Missing, Policy } from '#contract';
import type { BroughtIn } from './brought-in.js';
import { ofSource } from './decisions.js';
import { isMerge } from './contents.js';
import type { TicketFacts, TicketMention } from './facts.js';
import { commitsByTicket, type Tracing, type Way } from './tracing.js';
import { goneWith } from './reverted.js';
import { listedBy, type Said, saidOf, saidOfGone, type Told } from './said.js';
import { undoneIn } from './undone.js';

/** What a deployment carries, with what its commits, pull requests and itself say of tickets. */
export interface Traced extends Told {
  readonly deployment: string;
  readonly carries: readonly string[];
  readonly takesOut: readonly string[];
  readonly tickets: ReadonlyMap<string, TicketFacts>;
  readonly policy: Policy;
  /** Whether any source could hold changes. */
  readonly applies: boolean;
  /** Of a key whose ticket was not read: what would have to be read; empty where the covered source does not have it. */
  readonly whyUnknown: (key: string) => readonly Missing[];
  /** Whether the ticket was closed before that moment. */
  readonly wasClosed: (ticket: TicketFacts, at: Interval) => boolean;
}

/** Methods by which a change is carried; `TEXT`, the weaker one, shows as related. */
const STRONG: ReadonlySet<string> = new Set(['RELATION', 'DIGEST', 'ANCESTRY', 'TRAILER', 'BRANCH', 'TITLE', 'ASSERTED']);
/** Of a commit's own words only its subject and trailers count; of a pull request's commits, only their subjects. */
const OF_COMMITS: ReadonlySet<string> = new Set(['TRAILER', 'TITLE', 'ASSERTED', 'RELATION']);

/** Which commits lead to which changes, by relation, trailer, branch name, title and subject (`controls.md`, Terms: Change). */
export function trace(given: Traced): Tracing {
  const traced = { ...given, listed: listedBy(given) };
  const { carries, deployment, mentions } = traced;
  const said = new Map(carries.map((sha) => [sha, saidOf(traced, sha, traced.broughtIn.byCommit.get(sha) ?? [])]));
  const ownSaid = (mentions.get(deployment) ?? []).map((mention) => ({ mention, pushed: null, through: [deployment] }));
  const byCommit = new Map([...said].map(([sha, all]) => [sha, waysOf(traced, all, true)]));
  const own = waysOf(traced, ownSaid, true);
  const brought = (merge: string) =>
    isMerge(merge, traced.history) ? carries.filter((sha) => sameOrigin(traced.broughtIn, merge, sha)) : [];
  const undone = undoneIn(carries, traced.commits, brought);
  const standing = carries.filter((sha) => !undone.cancelled.has(sha));
  const carried = [...own, ...standing.flatMap((sha) => byCommit.get(sha) ?? [])];
  const related = [...waysOf(traced, ownSaid, false), ...[...said.values()].flatMap((all) => waysOf(traced, all, false))];
  const gone = goneFrom(traced, [...traced.takesOut, ...undone.takenOut]);
  const ofTakenOut = gone.map((sha) => saidOfGone(traced, sha));
  const takenOut = ofTakenOut.map((all) => waysOf(traced, all, true));
  const carriedBy = byTicket(carried);
  return {
    applies: traced.applies,
    byCommit: onlyFilled(byCommit),
    own,
    perhaps: onlyFilled(
      new Map(
        [...said].map(([sha, all]) => [
          sha,
          [...perhapsOf(traced, all, byCommit.get(sha) ?? []), ...unsurePulls(traced, sha, byCommit.get(sha) ?? [])],
        ]),
      ),
    ),
    ownPerhaps: perhapsOf(traced, ownSaid, own),
    carried: carriedBy,
    related: byTicket(related.filter((way) => !isCarriedThrough(carriedBy.get(way.ticket) ?? [], way))),
    takenOut: byTicket(takenOut.flat()),
    takenOutPerhaps: ofTakenOut.flatMap((all, nth) => perhapsOf(traced, all, takenOut[nth] ?? [])),
    carriedCommits: commitsByTicket(standing.map((sha) => [sha, byCommit.get(sha) ?? []])),
    takenOutCommits: commitsByTicket(gone.map((sha, nth) => [sha, takenOut[nth] ?? []])),
  };
}

/** Each once. */
function goneFrom({ commits }: Traced, shas: readonly string[]): readonly string[] {
  const all = new Set(shas);
  return [...new Set(shas.map((sha) => goneWith(sha, all, commits)))];
}

/** The ways that count, or the weaker ones; of several from one speaker to one ticket the first. */
function waysOf({ tickets, policy, wasClosed }: Traced, said: readonly Said[], strong: boolean): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const { mention, pushed, through } of said) {
    const ticket = mention.ticket === null ? undefined : tickets.get(mention.ticket);
    if (!ticket || ticket.createdSeq === null || isStrong(mention) !== strong || !isChangeType(ticket, policy)) continue;
    const key = [mention.from, ticket.ticket, ...through].join(' ');
    if (ways.has(key)) continue;
    const { from, method, place, seq } = mention;
    const closedBefore = pushed !== null && wasClosed(ticket, pushed);
    ways.set(key, { ticket: ticket.ticket, from, method, place, seq, closedBefore, through });
  }
  return [...ways.values()];
}

function isStrong({ from, method }: TicketMention): boolean {
  return from.startsWith('commit:') ? OF_COMMITS.has(method) : STRONG.has(method);
}

/** Whether policy calls the type of this ticket a change; with no such setting, any ticket that is carried is one. */
export function isChangeType({ source, issueType, issueTypeName }: TicketFacts, { changeTypes }: Pick<Policy, 'changeTypes'>): boolean {
  const lists = ofSource(changeTypes, source);
  if (lists.length === 0) return true;
  const names = [issueType, issueTypeName].filter((name) => name !== null);
  return lists[0]!.some((type) => names.includes(type));
}

/** Whether policy says by name that tickets of this type are changes, carried or not. */
export function isNamedChange(ticket: TicketFacts, policy: Pick<Policy, 'changeTypes'>): boolean {
  return ofSource(policy.changeTypes, ticket.source).length > 0 && isChangeType(ticket, policy);
}

/** What is not known of keys that stand where a change would be named; of a commit that leads somewhere, nothing matters. */
function perhapsOf({ whyUnknown }: Traced, said: readonly Said[], ways: readonly Way[]): readonly Missing[] {
  if (ways.some((way) => !way.closedBefore)) return [];
  const unread = said.filter(({ mention }) => mention.ticket === null && isStrong(mention)).map(({ mention }) => mention.key);
  return [...new Set(unread)].sort().flatMap(whyUnknown);
}

/** The platform names a pull request for the commit, and it is not known whether it came through it. */
function unsurePulls({ broughtIn, repository }: Traced, sha: string, ways: readonly Way[]): readonly Missing[] {
  if (ways.some((way) => !way.closedBefore) || !broughtIn.perhaps.has(sha)) return [];
  const what = `The platform names a pull request for ${sha.slice(0, 12)}, and its own commits were not all read.`;
  return [{ what, scope: repository, collection: 'commits', upTo: null }];
}

/** What is carried through a pull request is not also related through it. */
function isCarriedThrough(carried: readonly Way[], { through }: Way): boolean {
  return carried.some((way) => way.through.some((one) => through.includes(one)));
}

function byTicket(ways: readonly Way[]): ReadonlyMap<string, readonly Way[]> {
  const map = new Map<string, Way[]>();
  for (const way of ways) map.set(way.ticket, [...(map.get(way.ticket) ?? []), way]);
  return map;
}

function onlyFilled<T>(map: ReadonlyMap<string, readonly T[]>): ReadonlyMap<string, readonly T[]> {
  return new Map([...map].filter(([, list]) => list.length > 0));
}

/** Whether the two came in with one pull request. */
function sameOrigin({ byCommit }: BroughtIn, merge: string, sha: string): boolean {
  const pulls = byCommit.get(merge) ?? [];
  return (byCommit.get(sha) ?? []).some((name) => pulls.includes(name));
}
