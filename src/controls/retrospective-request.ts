import { type Interval, microsOf } from '#contract';
import { orderOf, type TicketFacts } from '../correlate/index.js';
import { AUTHORISATION } from './authorisation/clauses.js';
import { unlessEmergency } from './authorisation/exempt.js';
import { eventsOf, missingOf, unknown } from './authorisation/question.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';

/** A change was asked for only after it had been implemented. */
export const retrospectiveRequest: Rule = {
  info: {
    id: 'retrospective-request',
    title: 'A change was requested only after it was implemented',
    gapWhen: 'the change was created after its implementation started',
    severity: 'HIGH',
    subject: 'implementation, change',
    clauses: AUTHORISATION,
  },
  silence: 'It is asked about a ticket that a deployment carries or a person implements, and this one carries none.',
  judgeImplementation: (subject) => {
    const { ticket } = subject;
    return ticket ? unlessEmergency(subject, WHETHER, () => [finding(subject, ticket)]) : [];
  },
};

const WHETHER = 'it was created before it started';

function finding(subject: ImplementationCase, { created, createdSeq, source }: TicketFacts): Finding {
  if (created === null) return unknown(subject, WHETHER, [missingOf(subject, 'When it was created is not known.', 'tickets')]);
  const { clockSkewMs } = subject.inForce.policy;
  const isOneClock = source === subject.startSource;
  const order = orderOf({ at: created, sequence: null }, { at: subject.start, sequence: null }, isOneClock, clockSkewMs);
  const common = { subject: subject.subject, events: [...eventsOf(subject), ...(createdSeq === null ? [] : [createdSeq])] };
  if (order === 'OPEN') return { ...common, ...unordered(subject, created) };
  if (order === 'BEFORE') return { ...common, answer: 'PASS', sentence: `${subject.title} was created before it was implemented.` };
  const lateMs = (microsOf(created.to) - microsOf(subject.start.from)) / 1000;
  return {
    ...common,
    answer: 'GAP',
    sentence: `${subject.title} was created ${spoken((microsOf(created.from) - microsOf(subject.start.from)) / 1000)} after it started.`,
    wouldPassIf: `it had been created ${spoken(lateMs + (isOneClock ? 0 : clockSkewMs + 0.001))} earlier`,
  };
}

function unordered(subject: ImplementationCase, { from, to }: Interval) {
  const what = `Its creation, between ${from} and ${to}, cannot be ordered with its start.`;
  const { answer, sentence, missing } = unknown(subject, WHETHER, [missingOf(subject, what, 'tickets')]);
  return { answer, sentence, missing: missing ?? [] };
}
