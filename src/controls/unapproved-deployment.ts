import { every, inAll, not, type World } from '../correlate/index.js';
import { unlessEmergency } from './authorisation/exempt.js';
import { eventsOf, undecided, unknown, unread, worldsOfCase } from './authorisation/question.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';

/** A change was implemented, was not authorised then, and never became so. */
export const unapprovedDeployment: Rule = {
  info: {
    id: 'unapproved-deployment',
    title: 'A change was implemented without approval',
    gapWhen: 'it was not authorised at start, none of the required approvals stood, and it never became so',
    severity: 'CRITICAL',
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

const WHETHER = 'it was ever authorised';

function finding(subject: ImplementationCase): Finding {
  const worlds = worldsOfCase(subject);
  const fails = inAll(worlds, ({ atStart, stood, later }) => every([not(atStart), not(stood), not(later)]));
  const notRead = unread(subject, WHETHER);
  if (notRead) return notRead;
  if (fails === 'UNKNOWN') return unknown(subject, WHETHER, undecided(subject));
  const common = { subject: subject.subject, events: eventsOf(subject) };
  if (fails === 'NO') return { ...common, answer: 'PASS', sentence: `${subject.title} ${passes(worlds)}.` };
  return {
    ...common,
    answer: 'GAP',
    sentence: `${subject.title} was implemented without approval: none of the required approvals stood at its start, and it was not authorised later.`,
    wouldPassIf: 'the approvals that policy requires had been given before it started',
  };
}

function passes(worlds: readonly World[]): string {
  if (inAll(worlds, ({ atStart }) => atStart) === 'YES') return 'was authorised when it was implemented';
  if (inAll(worlds, ({ atStart, stood }) => every([not(atStart), stood])) === 'YES')
    return 'was not authorised when it was implemented, but some of the required approvals stood, which incomplete-approval judges';
  if (inAll(worlds, ({ atStart, stood }) => every([not(atStart), not(stood)])) === 'YES')
    return 'was authorised only after it was implemented, which post-hoc-approval judges';
  return 'had a required approval at its start, or was authorised later';
}
