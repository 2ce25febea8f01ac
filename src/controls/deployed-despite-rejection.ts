import { every, inAll, not } from '../correlate/index.js';
import { unlessStandard } from './authorisation/exempt.js';
import { eventsOf, undecided, unknown, unread, worldsOfCase } from './authorisation/question.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';

/** A change was implemented while a decision against it stood and it was not authorised without that approver. */
export const deployedDespiteRejection: Rule = {
  info: {
    id: 'deployed-despite-rejection',
    title: 'A change was implemented although an approver had decided against it',
    gapWhen:
      "at start the standing decision of an approver, without whom the tool's or the policy's rule is not met, is REJECTED, DEFERRED, INFO_REQUESTED or REVOKED",
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
  judgeImplementation: (subject) => unlessStandard(subject, WHETHER, () => [finding(subject)]),
};

const WHETHER = 'a decision against it stood at its start';

function finding(subject: ImplementationCase): Finding {
  const worlds = worldsOfCase(subject);
  const fails = inAll(worlds, ({ atStart, rejected }) => every([not(atStart), rejected]));
  const notRead = unread(subject, WHETHER);
  if (notRead) return notRead;
  if (fails === 'UNKNOWN') return unknown(subject, WHETHER, undecided(subject));
  const common = { subject: subject.subject, events: eventsOf(subject) };
  if (fails === 'NO') {
    const sentence = `${subject.title} was not implemented against the decision of an approver who was needed.`;
    return { ...common, answer: 'PASS', sentence };
  }
  return {
    ...common,
    answer: 'GAP',
    sentence: `${subject.title} was implemented while a decision against it stood.`,
    wouldPassIf: 'an approval had replaced that decision before it started',
  };
}
