import { type Deadline, durationMs, type Instant, plusMs } from '#contract';
import type { ChangeCase } from './change-case.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';
import { eventsOf, lacking, STATUS_AND_OUTCOME, ticketUnread, unknown } from './whole-change/answers.js';
import { hasOutcomes, unknownWord } from './whole-change/said.js';

/** A change was implemented, and its ticket has not said for days how it ended. */
export const missingOutcome: Rule = {
  info: {
    id: 'missing-outcome',
    title: 'A change was implemented and has no outcome',
    gapWhen: 'the change was implemented and has had no outcome for [5 days]',
    severity: 'LOW',
    subject: 'change',
    clauses: STATUS_AND_OUTCOME,
  },
  silence: 'It is asked of an implemented change where policy says what outcomes are, once one is said or the time for it is over.',
  judgeTicket: (subject) => {
    const due = dueAt(subject);
    if (due === null) return [];
    return subject.outcome !== null || subject.at >= due ? [finding(subject, due)] : [];
  },
  deadline: (subject): Deadline | null => {
    const due = dueAt(subject);
    if (due === null || subject.outcome !== null) return null;
    return {
      rule: 'missing-outcome',
      subject: subject.subject,
      at: due,
      sentence: `${subject.title} was implemented: its outcome is due by ${due}.`,
    };
  },
};

const WHETHER = 'it has an outcome';

/** Counted from the end of its earliest implementation; of one without a known end from its start. */
function dueAt(subject: ChangeCase): Instant | null {
  const done = implementedAt(subject);
  return done === null || !hasOutcomes(subject) ? null : plusMs(done, withinMs(subject));
}

function implementedAt({ earliest, deployments, manualEnd }: ChangeCase): Instant | null {
  if (earliest === null) return null;
  const own = deployments.find(({ deployment }) => deployment === earliest.deployment);
  return (own?.end ?? manualEnd ?? earliest.start).to;
}

function withinMs({ inForce }: ChangeCase): number {
  return durationMs(inForce.policy.rules['missing-outcome']?.within ?? '5d');
}

function finding(subject: ChangeCase, due: Instant): Finding {
  const { outcome, earliest, title } = subject;
  const events = eventsOf(subject, [...(earliest?.events ?? []), ...(outcome?.seqs ?? [])]);
  if (outcome !== null) {
    return {
      subject: subject.subject,
      answer: 'PASS',
      sentence: `${title} was implemented, and its outcome is ${outcome.outcome}.`,
      events,
    };
  }
  const word = unknownWord(subject);
  const missing = [
    ...(earliest?.unsure ?? []),
    ...ticketUnread(subject, due),
    ...(word === null
      ? []
      : [{ ...lacking(subject, `Policy does not say which outcome "${word}" stands for.`, 'outcomes'), scope: 'policy' }]),
  ];
  if (missing.length > 0) return unknown(subject, WHETHER, missing, events);
  const time = spoken(withinMs(subject));
  return {
    subject: subject.subject,
    answer: 'GAP',
    sentence: `${title} was implemented by ${implementedAt(subject) ?? ''}, and ${time} later its ticket said no outcome.`,
    events,
    about: [subject.subject],
    wouldPassIf: `its ticket had said by ${due} how it ended`,
  };
}
