import { type Deadline, durationMs, type Instant, plusMs } from '#contract';
import { edgeOf, fieldOf, presentOf, type Truth } from '../correlate/index.js';
import type { ChangeCase } from './change-case.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';
import { approvedNow, approvedSince } from './whole-change/approved.js';
import { eventsOf, isImplemented, lacking, perhapsDeployed, STATUS_AND_OUTCOME, ticketUnread, unknown } from './whole-change/answers.js';
import { closedBy } from './whole-change/said.js';

/** An approved change was neither implemented nor closed, long after its time. */
export const approvedNotImplemented: Rule = {
  info: {
    id: 'approved-not-implemented',
    title: 'An approved change was neither implemented nor closed',
    gapWhen:
      'the change is approved, its window ended more than [7 days] ago (without one: approved more than [30 days] ago), and it is neither implemented nor closed',
    severity: 'LOW',
    subject: 'change',
    clauses: STATUS_AND_OUTCOME,
  },
  silence: 'It is asked of an approved change once it is implemented or closed, or the time for that is over.',
  judgeTicket: (subject) => {
    const approved = approvedNow(subject);
    const due = approved === 'NO' ? null : dueAt(subject);
    if (due === null) return [];
    return isDone(subject) || subject.at >= due.at ? [finding(subject, approved, due)] : [];
  },
  deadline: (subject): Deadline | null => {
    const due = isDone(subject) || approvedNow(subject) === 'NO' ? null : dueAt(subject);
    if (due === null) return null;
    const sentence = `${subject.title} is approved: it is due to be implemented or closed by ${due.at}.`;
    return { rule: 'approved-not-implemented', subject: subject.subject, at: due.at, sentence };
  },
};

const WHETHER = 'it is approved and neither implemented nor closed';

interface Due {
  /** The first moment at which more than the time is over. */
  readonly at: Instant;
  /** The end of its window; null: it has none, and the time is counted from its approval. */
  readonly window: Instant | null;
  readonly seqs: readonly number[];
  readonly withinMs: number;
  /** What stands as the end of its window is no time. */
  readonly isUnreadable: boolean;
}

/** More than the time ago: at the very end of it, not yet. */
const A_MICROSECOND_MS = 0.001;

function dueAt(subject: ChangeCase): Due | null {
  const { ticket, inForce } = subject;
  const settings = inForce.policy.rules['approved-not-implemented'];
  const field = fieldOf('plannedEnd', ticket.source, inForce.policy);
  const planned = field === null ? null : presentOf(ticket, field);
  const zone = inForce.policy.zones[ticket.source] ?? inForce.policy.zones['*'] ?? 'UTC';
  const window = planned === null ? null : edgeOf(planned.to, 'end', zone);
  const seqs = planned === null ? [] : [planned.seq];
  if (window !== null && window !== 'UNREADABLE') {
    const withinMs = durationMs(settings?.within ?? '7d');
    return { at: plusMs(window, withinMs + A_MICROSECOND_MS), window, seqs, withinMs, isUnreadable: false };
  }
  const since = approvedSince(subject);
  if (since === null) return null;
  const withinMs = durationMs(settings?.withoutWindow ?? '30d');
  return { at: plusMs(since.to, withinMs + A_MICROSECOND_MS), window: null, seqs, withinMs, isUnreadable: window === 'UNREADABLE' };
}

function isDone(subject: ChangeCase): boolean {
  return isImplemented(subject) || closedBy(subject) !== null;
}

function finding(subject: ChangeCase, approved: Truth, due: Due): Finding {
  const { title, decisions, earliest } = subject;
  const closed = closedBy(subject);
  const events = eventsOf(subject, [...decisions.map(({ seq }) => seq), ...due.seqs, ...(earliest?.events ?? []), ...(closed?.seqs ?? [])]);
  const common = { subject: subject.subject, events };
  if (isImplemented(subject)) return { ...common, answer: 'PASS', sentence: `${title} was approved and implemented.` };
  if (closed !== null) return { ...common, answer: 'PASS', sentence: `${title} was approved and is closed.` };
  const missing = [
    ...perhapsDeployed(subject),
    ...ticketUnread(subject, due.at, ['tickets', 'approvals', 'group_approvals']),
    ...subject.deploymentsUnread(due.at),
    ...(due.isUnreadable ? [lacking(subject, 'What is planned as the end of its window is no time.')] : []),
    ...(approved === 'UNKNOWN'
      ? [lacking(subject, 'Whether what policy requires for its approval stands is not known.', 'approvals')]
      : []),
  ];
  if (missing.length > 0) return unknown(subject, WHETHER, missing, events);
  const time = spoken(due.withinMs);
  const since =
    due.window === null ? `was approved more than ${time} ago` : `is approved, its window ended more than ${time} ago (${due.window})`;
  return {
    ...common,
    answer: 'GAP',
    sentence: `${title} ${since}, and it is neither implemented nor closed.`,
    about: [subject.subject],
    wouldPassIf: `it had been implemented or closed by ${due.at}`,
  };
}
