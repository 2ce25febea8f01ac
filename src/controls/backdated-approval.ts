import { type Instant, type Interval, microsOf } from '#contract';
import { type DecisionFact, every, mayApprove, type Order, orderOf, some, type Truth } from '../correlate/index.js';
import { AUTHORISATION } from './authorisation/clauses.js';
import { unlessStandard } from './authorisation/exempt.js';
import { eventsOf, missingOf, unknown, unread } from './authorisation/question.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';

/** An approval is dated before the start, and was not there when its source was read after that date. */
export const backdatedApproval: Rule = {
  info: {
    id: 'backdated-approval',
    title: 'An approval was given a date that it did not have',
    gapWhen:
      'the source dates an approval before start, but a completed read after that date did not have it, and the first reading with it came after start',
    severity: 'HIGH',
    subject: 'change',
    clauses: AUTHORISATION,
  },
  silence: 'It is asked where the source dates an approval before the start, and it dates none so.',
  judgeChange: (subject) => {
    const dated = datedOnes(subject);
    return subject.ticket === null || dated.length === 0 ? [] : unlessStandard(subject, WHETHER, () => [finding(subject, dated)]);
  },
};

const WHETHER = 'its approvals were given when their source says';

interface Dated {
  readonly step: DecisionFact;
  readonly before: Order;
}

/** Approvals that their source dates before the start, or perhaps before it. */
function datedOnes({ decisions, persons, start, startSource, inForce }: ImplementationCase): readonly Dated[] {
  const { clockSkewMs } = inForce.policy;
  return decisions
    .filter((step) => step.dated && step.decision === 'APPROVED' && (step.overall || mayApprove(step.approver, null, persons)))
    .map((step) => ({ step, before: orderOf(step, { at: start, sequence: null }, step.source === startSource, clockSkewMs) }))
    .filter(({ before }) => before !== 'AFTER');
}

/** Readings have the hub's clock. */
function isBackdated({ start, inForce }: ImplementationCase, { step, before }: Dated): Truth {
  const { firstRead } = step;
  // No complete reading went before: then nobody ever saw that it was not there.
  if (!firstRead) return 'NO';
  const { clockSkewMs } = inForce.policy;
  const without = { at: point(firstRead.from), sequence: null };
  const withIt = { at: point(firstRead.to), sequence: null };
  const afterDate = orderOf({ at: step.at, sequence: null }, without, false, clockSkewMs);
  const afterStart = orderOf({ at: start, sequence: null }, withIt, false, clockSkewMs);
  return every([before, afterDate, afterStart].map(truthOf));
}

function point(instant: Instant): Interval {
  return { from: instant, to: instant };
}

function truthOf(order: Order): Truth {
  return order === 'OPEN' ? 'UNKNOWN' : order === 'BEFORE' ? 'YES' : 'NO';
}

function finding(subject: ImplementationCase, dated: readonly Dated[]): Finding {
  const judged = dated.map((one) => ({ ...one, is: isBackdated(subject, one) }));
  const fails = some(judged.map(({ is }) => is));
  const common = { subject: subject.subject, events: eventsOf(subject) };
  // What was read without it stays so, whatever else is not read yet.
  if (fails === 'YES')
    return {
      ...common,
      answer: 'GAP',
      ...gap(
        subject,
        judged.filter(({ is }) => is === 'YES'),
      ),
    };
  const notRead = unread(subject, WHETHER);
  if (notRead) return notRead;
  if (fails === 'UNKNOWN') {
    const open = judged.filter(({ is }) => is === 'UNKNOWN').map(({ step: { at } }) => at);
    const what = (at: Interval) => `An approval dated ${at.from} cannot be ordered with the start and the readings without and with it.`;
    return unknown(
      subject,
      WHETHER,
      open.map((at) => missingOf(subject, what(at))),
    );
  }
  return { ...common, answer: 'PASS', sentence: `${subject.title}: nothing contradicts the dates of its approvals.` };
}

function gap({ title, start }: ImplementationCase, backdated: readonly Dated[]): Pick<Finding, 'sentence' | 'wouldPassIf'> {
  const [first] = [...backdated].sort((a, b) => (a.step.at.from < b.step.at.from ? -1 : 1));
  const read = first?.step.firstRead;
  if (!first || !read) throw new Error('A gap has an approval that was read too late.');
  const late = spoken((microsOf(read.to) - microsOf(start.from)) / 1000);
  const many = backdated.length === 1 ? 'an approval' : `one of ${backdated.length} approvals`;
  return {
    sentence: `${title}: ${many} that its source dates ${first.step.at.from} was not there when it was read completely at ${read.from}, and was first seen ${late} after the start.`,
    wouldPassIf: 'the approval had been at its source, when that was read, before the change was implemented',
  };
}
