import { microsOf, type Missing } from '#contract';
import { closedAt, every, orderOf, some, type TicketFacts, type Truth } from '../correlate/index.js';
import { AUTHORISATION } from './authorisation/clauses.js';
import { unlessStandard } from './authorisation/exempt.js';
import { missingOf, unknown } from './authorisation/question.js';
import { type ImplementationCase, implementationNotCovered } from './case.js';
import type { OtherImplementation } from './implemented-before.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';

/** A change that was over already was implemented once more, for something else. */
export const reusedChange: Rule = {
  info: {
    id: 'reused-change',
    title: 'A change that was over was used for more',
    gapWhen:
      'the change was closed or cancelled before its implementation started, or an earlier implementation of it was complete and this one carries further commits that refer to it (commits taken out and brought back unchanged are not further)',
    severity: 'HIGH',
    subject: 'implementation, change',
    clauses: AUTHORISATION,
  },
  silence: 'It is asked about a ticket that a deployment carries or a person implements, and this one carries none.',
  judgeImplementation: (subject) => {
    const { ticket } = subject;
    return ticket ? unlessStandard(subject, WHETHER, () => [finding(subject, ticket)]) : [];
  },
};

const WHETHER = 'it was implemented for what it was opened for';

function finding(subject: ImplementationCase, ticket: TicketFacts): Finding {
  const closed = closedAt(ticket, { at: subject.start, source: subject.startSource }, subject.inForce.policy);
  const further = subject.reuse.leads.map(({ sha, origins }) => ({ sha, is: isFurther(subject, origins) }));
  const reused = some(further.map(({ is }) => is));
  const statuses = [...(ticket.fields.get('status') ?? []), ...(ticket.fields.get('resolution') ?? [])].map(({ seq }) => seq);
  const common = { subject: subject.subject, events: [...subject.events, ...statuses] };
  // Whatever is not read yet, more commits than an earlier one carried stay more.
  if (reused === 'YES') return { ...common, answer: 'GAP', ...gapByReuse(subject, further.filter(({ is }) => is === 'YES').length) };
  const notRead = implementationNotCovered(subject, ['tickets']);
  if (notRead.length === 0 && closed === 'YES') return { ...common, answer: 'GAP', ...gapByClosing(subject, ticket) };
  const missing = [...notRead, ...subject.reuse.unread, ...openOnes(subject, closed, reused)];
  if (missing.length > 0) return { ...unknown(subject, WHETHER, missing), ...common };
  // Of what came later nothing is said here: this one is not judged again for it.
  const isAgain = subject.reuse.others.some((other) => wasComplete(subject, other) !== 'NO');
  const what = isAgain ? 'implemented again for no further commits' : 'implemented for the first time';
  return { ...common, answer: 'PASS', sentence: `${subject.title} was open, and ${what}.` };
}

/** It succeeded, and was over before this one started. */
function wasComplete({ start, startSource, inForce }: ImplementationCase, { end, outcome, source }: OtherImplementation): Truth {
  if (outcome === 'UNKNOWN') return 'UNKNOWN';
  if (outcome !== 'SUCCEEDED' || end === null) return 'NO';
  const order = orderOf({ at: end, sequence: null }, { at: start, sequence: null }, source === startSource, inForce.policy.clockSkewMs);
  return order === 'OPEN' ? 'UNKNOWN' : order === 'BEFORE' ? 'YES' : 'NO';
}

/**
 * An earlier one was complete, and no complete one had carried the commit, or what it brings back. Both hang on the same unknowns: of
 * one that carried it nobody needs to know whether it was complete.
 */
function isFurther(subject: ImplementationCase, origins: readonly string[]): Truth {
  const had = ({ carried, isOpen }: OtherImplementation): Truth =>
    origins.some((sha) => carried.has(sha)) ? 'YES' : isOpen ? 'UNKNOWN' : 'NO';
  const others = subject.reuse.others.map((other) => ({ complete: wasComplete(subject, other), had: had(other) }));
  const hadIt = some(others.map((other) => every([other.complete, other.had])));
  if (hadIt === 'YES' || !others.some((other) => other.complete !== 'NO' && other.had !== 'YES')) return 'NO';
  return hadIt === 'NO' && others.some(({ complete }) => complete === 'YES') ? 'YES' : 'UNKNOWN';
}

function openOnes(subject: ImplementationCase, closed: Truth, reused: Truth): readonly Missing[] {
  const byClosing = missingOf(subject, 'Whether it was closed when it started is not known.', 'tickets');
  const byReuse = missingOf(subject, 'Whether an earlier implementation was complete, or what it carried, is not known.', 'deployments');
  return [...(closed === 'UNKNOWN' ? [byClosing] : []), ...(reused === 'UNKNOWN' ? [byReuse] : [])];
}

function gapByReuse(subject: ImplementationCase, count: number) {
  const complete = subject.reuse.others.filter((other) => wasComplete(subject, other) === 'YES');
  const ends = complete.flatMap(({ end }) => end?.to ?? []).sort();
  const time = spoken((microsOf(subject.start.from) - microsOf(ends[0] ?? subject.start.from)) / 1000);
  const commits = count === 1 ? 'a further commit' : `${count} further commits`;
  return {
    sentence: `${subject.title} had been implemented completely ${time} before, and this implementation carries ${commits} that ${count === 1 ? 'refers' : 'refer'} to it.`,
    about: complete.map(({ deployment }) => deployment),
    wouldPassIf: `${count === 1 ? 'that commit' : 'those commits'} had referred to a change of their own`,
  };
}

function gapByClosing(subject: ImplementationCase, { fields, ticket }: TicketFacts) {
  const closing = [...(fields.get('status') ?? [])].filter(({ kind, at }) => kind === 'CHANGED' && at.to <= subject.start.from);
  const since = closing
    .map(({ at }) => at.to)
    .sort()
    .at(-1);
  const time = since ? ` for ${spoken((microsOf(subject.start.from) - microsOf(since)) / 1000)}` : '';
  return {
    sentence: `${subject.title} had been closed${time} when it was implemented.`,
    about: [ticket],
    wouldPassIf: 'it had been opened again before it started, or what was implemented had referred to a change that was open',
  };
}
