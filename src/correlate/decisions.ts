import type { Policy, PolicyFile } from '#contract';
import { compareSequence } from './run.js';
import type { DecisionFact, DecisionWord, FieldFact, PullRequestFacts, TicketFacts } from './facts.js';

type StatusMeaning = PolicyFile['statuses'][string][string];

/** What policy says of a source: its own entry before `*`. */
export function ofSource<T>(entries: Readonly<Record<string, T>>, source: string): readonly T[] {
  return [source, '*'].flatMap((name) => (Object.hasOwn(entries, name) ? [entries[name]!] : []));
}

/** What a status means, by its id or its name. */
export function meaningOf(source: string, id: unknown, name: string | null, policy: Pick<Policy, 'statuses'>): StatusMeaning | null {
  for (const statuses of ofSource(policy.statuses, source)) {
    for (const called of [typeof id === 'string' ? id : null, name]) {
      if (called !== null && Object.hasOwn(statuses, called)) return statuses[called]!;
    }
  }
  return null;
}

/** Stages in which a change is not approved yet: to go back to one takes approvals by status away. */
const BEFORE_APPROVAL: ReadonlySet<string> = new Set(['REQUESTED', 'REVIEW', 'APPROVAL']);

/** Every step of every approval of a ticket: the tool's own, and a person's transitions into statuses that policy maps to one. */
export function decisionsOf(ticket: TicketFacts, policy: Pick<Policy, 'statuses'>): readonly DecisionFact[] {
  return [...ticket.decisions, ...statusDecisions(ticket, policy)];
}

function statusDecisions(ticket: TicketFacts, policy: Pick<Policy, 'statuses'>): readonly DecisionFact[] {
  const changes = (ticket.fields.get('status') ?? []).filter((fact) => fact.kind === 'CHANGED');
  const meanings = changes.map((fact) => ({ fact, meaning: meaningOf(ticket.source, fact.to, fact.toName, policy) }));
  const approvals = new Set(meanings.filter(({ meaning }) => meaning?.approval === 'APPROVED').map(({ fact }) => requestOf(ticket, fact)));
  return meanings.flatMap(({ fact, meaning }) => {
    const word = wordOf(meaning);
    if (word === null) return [];
    // What is no approval speaks about every approval by status that the ticket ever had.
    const about = word === 'APPROVED' || approvals.size === 0 ? [requestOf(ticket, fact)] : [...approvals];
    return about.map((request) => stepOf(ticket, fact, request, word));
  });
}

function wordOf(meaning: StatusMeaning | null): DecisionWord | null {
  if (meaning?.approval) return meaning.approval;
  return meaning?.stage && BEFORE_APPROVAL.has(meaning.stage) ? 'RESET' : null;
}

function requestOf({ ticket }: TicketFacts, { to }: FieldFact): string {
  return `status:${ticket}:${typeof to === 'string' ? to : JSON.stringify(to)}`;
}

function stepOf(ticket: TicketFacts, fact: FieldFact, request: string, decision: DecisionWord): DecisionFact {
  const { actor: approver, at, dated, sequence, seq, firstRead } = fact;
  const first = firstRead ? { firstRead } : {};
  return { request, approver, decision, overall: false, at, dated, sequence, source: ticket.source, seq, ...first };
}

const REVIEW_WORDS: Readonly<Record<string, DecisionWord>> = { APPROVED: 'APPROVED', CHANGES_REQUESTED: 'REJECTED' };

/** Reviews of code as approvals, where policy says that they are: a reviewer's later review replaces his earlier one. */
export function reviewDecisions(pulls: readonly PullRequestFacts[], source: string): readonly DecisionFact[] {
  return pulls.flatMap((pull) =>
    [...pull.reviews]
      .sort((a, b) => compareSequence(a.review, b.review))
      .flatMap((review): DecisionFact[] => {
        const decision = Object.hasOwn(REVIEW_WORDS, review.state ?? '') ? REVIEW_WORDS[review.state!] : undefined;
        if (!decision || !review.submitted || review.submittedSeq === null) return [];
        const request = `review:${pull.pullRequest}:${review.reviewer ?? review.review}`;
        const sequence = review.review.slice(review.review.lastIndexOf(':') + 1);
        const step = { request, approver: review.reviewer, decision, overall: false, at: review.submitted, dated: true };
        return [{ ...step, sequence, source, seq: review.submittedSeq }];
      }),
  );
}
