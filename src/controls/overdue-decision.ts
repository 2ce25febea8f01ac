import { type Deadline, durationMs, type Instant, plusMs } from '#contract';
import { isStandardChange } from '../correlate/index.js';
import type { ChangeCase } from './change-case.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';
import { eventsOf, lacking, ticketUnread, unknown } from './whole-change/answers.js';
import { type Wait, waitsOf } from './whole-change/waits.js';

/** Somebody was asked to decide about a change, and has not for weeks. */
export const overdueDecision: Rule = {
  info: {
    id: 'overdue-decision',
    title: 'A change has waited too long for a decision',
    gapWhen: 'the change has waited for a decision longer than [14 days]',
    severity: 'LOW',
    subject: 'change',
    clauses: ['NIST 800-53 CM-3(1)', 'ISO 27001 A.8.32', 'SOC 2 CC8.1'],
  },
  silence: 'It is asked of a change about which a decision was asked for, once that is made or the time for it is over.',
  judgeTicket: (subject) => {
    const waits = waitsOf(subject);
    const due = dueAt(subject, waits);
    if (waits.length === 0) return [];
    return due === null || subject.at >= due ? [finding(subject, waits, due)] : [];
  },
  deadline: (subject): Deadline | null => {
    const at = dueAt(subject, waitsOf(subject));
    const sentence = `${subject.title} waits for a decision: it is due by ${at ?? ''}.`;
    return at && { rule: 'overdue-decision', subject: subject.subject, at, sentence };
  },
};

const WHETHER = 'it still waits for a decision';

/** Longer than the time: at the very end of it, not yet. */
const A_MICROSECOND_MS = 0.001;

/** When the first of the decisions that are, or may be, open is overdue; null: none is open. */
function dueAt({ inForce }: ChangeCase, waits: readonly Wait[]): Instant | null {
  const [first] = waits
    .filter(({ isOpen }) => isOpen !== 'NO')
    .map(({ since }) => since)
    .sort();
  return first === undefined ? null : plusMs(first, withinMs(inForce) + A_MICROSECOND_MS);
}

function withinMs({ policy }: ChangeCase['inForce']): number {
  return durationMs(policy.rules['overdue-decision']?.within ?? '14d');
}

function finding(subject: ChangeCase, waits: readonly Wait[], due: Instant | null): Finding {
  const { title, inForce, ticket, at } = subject;
  const events = eventsOf(
    subject,
    waits.flatMap(({ seqs }) => seqs),
  );
  const common = { subject: subject.subject, events };
  if (due === null) return { ...common, answer: 'PASS', sentence: `What ${title} waited for was decided.` };
  const start = { at: { from: at, to: at }, source: ticket.source };
  const standard = isStandardChange({ ticket, start, policy: inForce.policy });
  if (standard === 'YES') {
    const sentence = `${title} is a standard change, which policy (standardChanges) approves beforehand.`;
    return { ...common, answer: 'EXEMPT', sentence };
  }
  const overdue = waits.filter(({ since }) => plusMs(since, withinMs(inForce)) < at);
  const missing = [
    ...ticketUnread(subject, due, ['tickets', 'approvals', 'group_approvals']),
    ...(overdue.some(({ isOpen }) => isOpen === 'YES')
      ? []
      : [lacking(subject, 'The order of its requests and decisions is not known.', 'approvals')]),
    ...(standard === 'UNKNOWN' ? [lacking(subject, 'Whether it is a standard change is not known.')] : []),
  ];
  if (missing.length > 0) return unknown(subject, WHETHER, missing, events);
  const open = overdue.filter(({ isOpen }) => isOpen === 'YES');
  const since = open.map((one) => one.since).sort()[0] ?? due;
  const many = open.length === 1 ? 'a decision' : `${open.length} decisions`;
  return {
    ...common,
    answer: 'GAP',
    sentence: `${title} has waited for ${many} for more than ${spoken(withinMs(inForce))}, since ${since}.`,
    about: [subject.subject],
    wouldPassIf: `it had been decided by ${due}`,
  };
}
