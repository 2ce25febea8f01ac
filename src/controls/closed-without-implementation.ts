import type { ChangeCase } from './change-case.js';
import type { Finding, Rule } from './rule.js';
import { fieldOf, isLacking, presentOf } from '../correlate/index.js';
import { eventsOf, isImplemented, lacking, perhapsDeployed, STATUS_AND_OUTCOME, ticketUnread, unknown } from './whole-change/answers.js';
import { type Closed, closedBy, saysWell } from './whole-change/said.js';

/** A change was closed as successful, and nothing shows that anybody implemented it. */
export const closedWithoutImplementation: Rule = {
  info: {
    id: 'closed-without-implementation',
    title: 'A change was closed as successful without an implementation',
    gapWhen: 'the change was closed as successful and nothing shows that it was implemented',
    severity: 'MEDIUM',
    subject: 'change',
    clauses: STATUS_AND_OUTCOME,
  },
  silence: 'It is asked of a change that is closed and whose ticket says, in words that policy knows, that it was successful.',
  judgeTicket: (subject) => {
    const closed = closedBy(subject);
    return closed !== null && saysWell(subject) ? [finding(subject, closed)] : [];
  },
};

const WHETHER = 'it was implemented before it was closed as successful';

function finding(subject: ChangeCase, closed: Closed): Finding {
  const { earliest, title, outcome } = subject;
  const shown = showing(subject);
  const events = eventsOf(subject, [...closed.seqs, ...(outcome?.seqs ?? []), ...(earliest?.events ?? []), ...shown]);
  const common = { subject: subject.subject, events };
  if (isImplemented(subject) || shown.length > 0) {
    // What began by hand may have been a deployment; either way it was implemented.
    return { ...common, answer: 'PASS', sentence: `${title} was closed as successful, and its implementation is on record.` };
  }
  const upTo = closed.at;
  const missing = [
    ...perhapsDeployed(subject),
    ...(upTo === null
      ? [lacking(subject, 'When it was closed is not known.')]
      : [...ticketUnread(subject, upTo), ...subject.deploymentsUnread(upTo)]),
  ];
  if (missing.length > 0) return unknown(subject, WHETHER, missing, events);
  return {
    ...common,
    answer: 'GAP',
    sentence: `${title} was closed as ${outcome?.outcome ?? 'successful'} at ${upTo ?? ''}, and no deployment, job or status shows that it was implemented.`,
    about: [subject.subject],
    wouldPassIf: 'a deployment, a job, its status or attached evidence had shown that it was implemented',
  };
}

/** Events that show a manual execution beside status and jobs: its actual start, and evidence of the execution. */
function showing({ ticket, evidence, inForce: { policy } }: ChangeCase): readonly number[] {
  const field = fieldOf('actualStart', ticket.source, policy);
  const fact = field === null ? null : presentOf(ticket, field);
  const started = fact !== null && !isLacking(fact.to, []) ? [fact.seq] : [];
  return [...started, ...evidence.filter(({ shows }) => shows === 'EXECUTION_EVIDENCE').map(({ seq }) => seq)];
}
