import { every, inAll, not, approvalsStanding, statesAtStart, type World } from '../correlate/index.js';
import { AUTHORISATION } from './authorisation/clauses.js';
import { unlessEmergency } from './authorisation/exempt.js';
import { eventsOf, questionOf, undecided, unknown, unread, worldsOfCase } from './authorisation/question.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';

/** A change was implemented while only some of the approvals that policy requires stood. */
export const incompleteApproval: Rule = {
  info: {
    id: 'incomplete-approval',
    title: 'A change was implemented with a part of its approvals',
    gapWhen: 'some, not all, of the approvals that policy requires stood at start',
    severity: 'HIGH',
    subject: 'implementation, change',
    clauses: AUTHORISATION,
  },
  silence: 'It is asked about what a deployment implements, and this one implements nothing.',
  judgeImplementation: (subject) => unlessEmergency(subject, WHETHER, () => [finding(subject)]),
};

const WHETHER = 'only a part of the required approvals stood at its start';

function finding(subject: ImplementationCase): Finding {
  const worlds = worldsOfCase(subject);
  const fails = inAll(worlds, ({ atStart, stood }) => every([not(atStart), stood]));
  const notRead = unread(subject, WHETHER);
  if (notRead) return notRead;
  if (fails === 'UNKNOWN') return unknown(subject, WHETHER, undecided(subject));
  const common = { subject: subject.subject, events: eventsOf(subject) };
  if (fails === 'NO') return { ...common, answer: 'PASS', sentence: `${subject.title} ${passes(worlds)}.` };
  return { ...common, answer: 'GAP', ...gap(subject) };
}

function gap(subject: ImplementationCase): Pick<Finding, 'sentence' | 'wouldPassIf'> {
  const { required, persons, ...question } = questionOf(subject);
  const states = statesAtStart(question);
  const lists = required.map((all) => all.map((one) => ({ needed: one.number, stood: approvalsStanding(one, states, persons) })));
  const [needed, stood] = (['needed', 'stood'] as const).map((what) => (lists[0] ?? []).reduce((sum, one) => sum + one[what], 0));
  // Where the tool's own word decided, or policy may require one thing or another, no number says how many were missing.
  if (lists.length !== 1 || !needed || !stood || stood >= needed) {
    const sentence = `${subject.title} was implemented when some, but not all, of the required approvals stood.`;
    return { sentence, wouldPassIf: 'the other approvals that are required had been given before it started' };
  }
  const missing = needed - stood;
  return {
    sentence: `${subject.title} was implemented when ${stood} of ${needed} required approvals stood.`,
    wouldPassIf: `${missing === 1 ? 'one more required approval' : `${missing} more required approvals`} had been given before it started`,
  };
}

function passes(worlds: readonly World[]): string {
  if (inAll(worlds, ({ atStart }) => atStart) === 'YES') return 'was authorised when it was implemented';
  if (inAll(worlds, ({ stood }) => not(stood)) === 'YES')
    return 'had none of the required approvals when it was implemented, which unapproved-deployment and post-hoc-approval judge';
  return 'had all of the required approvals when it was implemented, or none';
}
