import type { ChangeCase } from './change-case.js';
import type { Finding, Rule } from './rule.js';
import { eventsOf, lacking, latest, STATUS_AND_OUTCOME, ticketUnread, unknown } from './whole-change/answers.js';
import { breaksOf } from './whole-change/chain.js';

/** The history of a ticket's status has holes, or leads to another status than the ticket shows. */
export const statusHistoryBroken: Rule = {
  info: {
    id: 'status-history-broken',
    title: 'The status history of a change does not lead to its status',
    gapWhen: 'the source’s history does not lead to the status that it shows',
    severity: 'MEDIUM',
    subject: 'change',
    clauses: STATUS_AND_OUTCOME,
  },
  silence: 'It is asked of a change of which a status was read.',
  judgeTicket: (subject) => (subject.ticket.fields.get('status')?.length ? [finding(subject)] : []),
};

const WHETHER = 'its status history leads to the status that it shows';

function finding(subject: ChangeCase): Finding {
  const { ticket, title } = subject;
  const facts = ticket.fields.get('status') ?? [];
  const breaks = breaksOf(ticket);
  const events = eventsOf(
    subject,
    facts.map(({ seq }) => seq),
  );
  const common = { subject: subject.subject, events };
  // A step that was not read yet can only close a hole: what leads on already still does.
  if (breaks.length === 0) {
    const steps = facts.filter(({ kind }) => kind === 'CHANGED').length;
    const sentence =
      steps === 0 ? `${title} has the status that it was made with.` : `The ${steps} steps of its history lead ${title} to its status.`;
    return { ...common, answer: 'PASS', sentence };
  }
  const judged = latest(facts.map(({ at }) => at.to));
  const missing = judged === null ? [] : ticketUnread(subject, judged);
  const sure = breaks.filter(({ isSure }) => isSure);
  if (missing.length > 0 || sure.length === 0) {
    const open = lacking(subject, 'Steps of its history have one time and no order of their own.');
    return unknown(subject, WHETHER, missing.length > 0 ? missing : [open], events);
  }
  const rest = sure.length > 1 ? `; and ${sure.length - 1} more` : '';
  return {
    ...common,
    answer: 'GAP',
    sentence: `The status history of ${title} does not lead to its status: ${sure[0]!.says}${rest}.`,
    about: [subject.subject],
    wouldPassIf: 'its source told the steps that are missing',
  };
}
