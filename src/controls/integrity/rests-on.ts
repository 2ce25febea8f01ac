import type { Instant, Interval } from '#contract';
import { isBefore } from '#contract';
import { type DecisionFact, every, type PullRequestFacts, some, type TicketFacts, type Truth } from '../../correlate/index.js';

/** That a thing was deleted at its source; undated, up to when that was told. */
export interface RemovalFact {
  readonly about: string;
  readonly source: string;
  readonly at: Interval;
  readonly seq: number;
}

/** A thing that an implementation rests on. */
export interface Support {
  readonly ref: string;
  /** For people: `pull request #12`. */
  readonly named: string;
  readonly kind: 'TICKET' | 'PULL_REQUEST' | 'REVIEW' | 'APPROVAL';
  readonly removals: readonly RemovalFact[];
}

/** By ref, what was deleted. */
export type Removals = ReadonlyMap<string, readonly RemovalFact[]>;

/** The ticket, pull requests, reviews and approvals of an implementation, each once. */
export function supportsOf({ ticket, pulls, decisions }: Resting, removals: Removals): readonly Support[] {
  const support = (ref: string, kind: Support['kind'], named: string): Support => ({ ref, kind, named, removals: removals.get(ref) ?? [] });
  const tickets = ticket ? [support(ticket.ticket, 'TICKET', ticket.key ?? ticket.ticket)] : [];
  const named = ({ number, pullRequest }: PullRequestFacts) => (number === null ? pullRequest : `pull request #${number}`);
  const code = pulls.flatMap((pull) => [
    support(pull.pullRequest, 'PULL_REQUEST', named(pull)),
    ...pull.reviews.map(({ review }) => support(review, 'REVIEW', `a review of ${named(pull)}`)),
  ]);
  const known = new Set(code.map(({ ref }) => ref));
  const approvals = [...new Set(decisions.flatMap(approvalsOf))].filter((ref) => !known.has(ref)).sort();
  return [...tickets, ...code, ...approvals.map((ref) => support(ref, 'APPROVAL', 'an approval'))];
}

export interface Resting {
  readonly ticket: TicketFacts | null;
  readonly pulls: readonly PullRequestFacts[];
  readonly decisions: readonly DecisionFact[];
}

/** A request is one approver's part of an approval. */
function approvalsOf({ request }: DecisionFact): readonly string[] {
  return [request.replace(/\/[^/]*$/, '')].filter((ref) => ref.startsWith('approval:'));
}

/** Whether it is gone: it was deleted, and its source tells of nothing that happened to it since. */
export function isGone({ removals, kind }: Support, ticket: TicketFacts | null): Truth {
  return some(removals.map((removal) => (kind === 'TICKET' && ticket ? hasNoneSince(removal, ticket) : 'YES')));
}

/** A ticket that somebody worked on afterwards is there again. */
function hasNoneSince({ at }: RemovalFact, { fields, decisions }: TicketFacts): Truth {
  const dated = [...[...fields.values()].flat(), ...decisions].filter((fact) => fact.dated);
  return every(
    dated.map((fact): Truth => (isBefore(at, fact.at) ? 'NO' : isBefore(fact.at, at) || fact.at.to <= at.to ? 'YES' : 'UNKNOWN')),
  );
}

/** The latest of these moments, for a sentence. */
export function latestOf(removals: readonly RemovalFact[]): Instant | null {
  return (
    removals
      .map(({ at }) => at.to)
      .sort()
      .at(-1) ?? null
  );
}
