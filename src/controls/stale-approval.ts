import { type Instant, type Interval, microsOf, type Missing } from '#contract';
import { agreed, type DecisionFact, every, mayApprove, orderOf, some, statesAtStart, type Truth } from '../correlate/index.js';
import { AUTHORISATION } from './authorisation/clauses.js';
import { unlessStandard } from './authorisation/exempt.js';
import { type PartEdit, partEdits } from './authorisation/parts.js';
import { eventsOf, missingOf, questionOf, undecided, unknown, unread } from './authorisation/question.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';

/** What was approved was changed between its last approval and its start. */
export const staleApproval: Rule = {
  info: {
    id: 'stale-approval',
    title: 'A change was altered after its last approval',
    gapWhen:
      'plan, risk, window or affected systems of the change were changed, or a carried commit was merged, after the last approval before start [which]',
    severity: 'MEDIUM',
    subject: 'change',
    clauses: AUTHORISATION,
  },
  silence: 'It is asked where an approval stood at the start, and none did.',
  judgeChange: (subject) => {
    const edits = partEdits(subject);
    if (subject.ticket === null || edits === null) return [];
    const standing = standingAtStart(subject);
    const isNone = isApproved(subject, standing) === 'NO' && unread(subject, WHETHER) === null;
    return isNone ? [] : unlessStandard(subject, WHETHER, () => [finding(subject, edits, standing)]);
  },
};

const WHETHER = 'it was started as it had been approved last';

/** By request, what may stand at the start. */
type Standing = readonly (readonly (DecisionFact | null)[])[];

function standingAtStart(subject: ImplementationCase): Standing {
  return [...statesAtStart(questionOf(subject)).values()];
}

/** Nobody knows whether an unknown approver is a person at all. */
function isApproval({ persons }: ImplementationCase, step: DecisionFact | null): Truth {
  if (step?.decision !== 'APPROVED') return 'NO';
  if (step.overall) return 'YES';
  return step.approver === null ? 'UNKNOWN' : mayApprove(step.approver, null, persons) ? 'YES' : 'NO';
}

function isApproved(subject: ImplementationCase, standing: Standing): Truth {
  return some(standing.map((options) => agreed(options.map((step) => isApproval(subject, step)))));
}

/** Whether no approval that stood at the start came after the edit, and the edit came before the start. */
function isStale(subject: ImplementationCase, edit: PartEdit, standing: Standing): Truth {
  if (edit.at === null) return 'UNKNOWN';
  const own = { at: edit.at, sequence: edit.sequence };
  const { clockSkewMs } = subject.inForce.policy;
  const toStart = orderOf(
    { ...own, sequence: null },
    { at: subject.start, sequence: null },
    edit.dated && edit.source === subject.startSource,
    clockSkewMs,
  );
  const isAfter = (step: DecisionFact | null): Truth => {
    const is = isApproval(subject, step);
    if (step === null || is === 'NO') return 'YES';
    const order = orderOf(step, own, step.source === edit.source && step.dated === edit.dated, clockSkewMs);
    return order === 'BEFORE' ? 'YES' : order === 'AFTER' && is === 'YES' ? 'NO' : 'UNKNOWN';
  };
  const beforeStart = toStart === 'OPEN' ? 'UNKNOWN' : toStart === 'BEFORE' ? 'YES' : 'NO';
  return every([beforeStart, ...standing.map((options) => agreed(options.map(isAfter)))]);
}

function finding(subject: ImplementationCase, edits: readonly PartEdit[], standing: Standing): Finding {
  const notRead = unread(subject, WHETHER);
  if (notRead) return notRead;
  const judged = edits.map((edit) => ({ edit, stale: isStale(subject, edit, standing) }));
  const fails = every([isApproved(subject, standing), some(judged.map(({ stale }) => stale))]);
  const events = [...eventsOf(subject), ...edits.flatMap(({ seq }) => seq ?? [])];
  if (fails === 'UNKNOWN') {
    const open = judged.filter(({ stale }) => stale === 'UNKNOWN').map(({ edit }) => edit);
    return { ...unknown(subject, WHETHER, why(subject, open)), events };
  }
  const common = { subject: subject.subject, events };
  if (fails === 'NO') return { ...common, answer: 'PASS', sentence: `${subject.title} was started as it had been approved last.` };
  const stale = judged.filter((one) => one.stale === 'YES').map(({ edit }) => edit);
  return { ...common, answer: 'GAP', ...gap(subject, stale, standing) };
}

function why(subject: ImplementationCase, open: readonly PartEdit[]): readonly Missing[] {
  if (open.length === 0) return undecided(subject);
  const unordered = ({ named, at }: PartEdit & { at: Interval }) =>
    `That ${named} changed, between ${at.from} and ${at.to}, cannot be ordered with its approvals and its start.`;
  return open.map((edit) => edit.missing ?? missingOf(subject, edit.at ? unordered({ ...edit, at: edit.at }) : WHETHER, 'tickets'));
}

function gap(
  subject: ImplementationCase,
  stale: readonly PartEdit[],
  standing: Standing,
): Pick<Finding, 'sentence' | 'wouldPassIf' | 'about'> {
  const [first] = [...stale].sort((a, b) => ((a.at?.from ?? '') < (b.at?.from ?? '') ? -1 : 1));
  const approvals = standing.flat().filter((step) => isApproval(subject, step) === 'YES');
  const last = approvals.reduce<Instant | null>((to, step) => (step && (to === null || step.at.to > to) ? step.at.to : to), null);
  const after = first?.at && last ? spoken((microsOf(first.at.to) - microsOf(last)) / 1000) : '';
  const names = [...new Set(stale.map(({ named }) => named))].sort().join(', ');
  return {
    sentence: `${subject.title} was altered after its last approval: ${names} changed, the first of it ${after} later, before it started.`,
    wouldPassIf: 'somebody had approved it again between that and its start',
    about: subject.ticket ? [subject.ticket.ticket] : [],
  };
}
