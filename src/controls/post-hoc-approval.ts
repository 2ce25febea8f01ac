import { microsOf } from '#contract';
import { every, inAll, not, type World } from '../correlate/index.js';
import { unlessEmergency } from './authorisation/exempt.js';
import { eventsOf, undecided, unknown, unread, worldsOfCase } from './authorisation/question.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';

/** A change was implemented, was not authorised then, and became so later. */
export const postHocApproval: Rule = {
  info: {
    id: 'post-hoc-approval',
    title: 'A change was approved only after it was implemented',
    gapWhen: 'it was not authorised at start, none of the required approvals stood, and it became so later',
    severity: 'HIGH',
    subject: 'implementation, change',
    clauses: [
      'NIST 800-53 CM-3 b–d, CM-5, AC-5',
      'ISO 27001 A.8.32, A.5.3',
      'SOC 2 CC8.1',
      'PCI DSS 6.5.1',
      'SOX ITGC change management',
      'DORA RTS 2024/1774 art. 17',
    ],
  },
  silence: 'It is asked about what a deployment implements, and this one implements nothing.',
  judgeImplementation: (subject) => unlessEmergency(subject, WHETHER, () => [finding(subject)]),
};

const WHETHER = 'it was authorised only after its start';

function finding(subject: ImplementationCase): Finding {
  const worlds = worldsOfCase(subject);
  const fails = inAll(worlds, ({ atStart, stood, later }) => every([not(atStart), not(stood), later]));
  const notRead = unread(subject, WHETHER);
  if (notRead) return notRead;
  if (fails === 'UNKNOWN') return unknown(subject, WHETHER, undecided(subject));
  const common = { subject: subject.subject, events: eventsOf(subject) };
  if (fails === 'NO') return { ...common, answer: 'PASS', sentence: `${subject.title} ${passes(worlds)}.` };
  return {
    ...common,
    answer: 'GAP',
    sentence: `${subject.title} was approved only after it had been implemented.`,
    wouldPassIf: wouldPassIf(subject, worlds),
  };
}

function wouldPassIf(subject: ImplementationCase, worlds: readonly World[]): string {
  const steps = worlds.map(({ authorisedBy }) => authorisedBy).filter((step) => step !== null);
  const last = steps.sort((a, b) => (a.at.to < b.at.to ? -1 : 1)).at(-1);
  if (!last) return 'the approval had come before it started';
  // Between two systems it must be more than the skew.
  const skewMs = last.dated && last.source === subject.startSource ? 0 : subject.inForce.policy.clockSkewMs + 0.001;
  return `the approval had come ${spoken((microsOf(last.at.to) - microsOf(subject.start.from)) / 1000 + skewMs)} earlier`;
}

function passes(worlds: readonly World[]): string {
  if (inAll(worlds, ({ atStart }) => atStart) === 'YES') return 'was authorised when it was implemented';
  if (inAll(worlds, ({ atStart, stood }) => every([not(atStart), stood])) === 'YES')
    return 'was not authorised when it was implemented, but some of the required approvals stood, which incomplete-approval judges';
  if (inAll(worlds, ({ atStart, later }) => every([not(atStart), not(later)])) === 'YES')
    return 'was never authorised, which unapproved-deployment judges';
  return 'had a required approval at its start, or was not authorised later';
}
