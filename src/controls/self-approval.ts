import { type DecisionFact, mayApprove, statesAtStart, type Truth } from '../correlate/index.js';
import { unlessStandard } from './authorisation/exempt.js';
import { eventsOf, missingOf, questionOf, undecided, unknown, unread } from './authorisation/question.js';
import { isWriter } from './authorisation/writer.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';

/** Everybody who approved a change wrote a part of it, or started its deployment. */
export const selfApproval: Rule = {
  info: {
    id: 'self-approval',
    title: 'A change was approved only by those who wrote or deployed it',
    gapWhen:
      'there is at least one standing approval at start, and every one is by someone who wrote a carried commit or opened a pull request of it, or started the deployment [roles]',
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
  silence: 'It is asked where an approval stood at the start, and none did.',
  judgeImplementation: (subject) => {
    const outcomes = outcomesOf(subject);
    const isNone = !outcomes.gap && !outcomes.pass && unread(subject, WHETHER) === null;
    return isNone ? [] : unlessStandard(subject, WHETHER, () => [finding(subject, outcomes)]);
  },
};

const WHETHER = 'somebody approved it who neither wrote nor started it';

/** What may come out, whatever open orders and identities turn out to be. */
interface Outcomes {
  readonly none: boolean;
  readonly pass: boolean;
  readonly gap: boolean;
}

/** By request, what its standing decision may be: no approval, one by a writer, one by somebody else. */
function outcomesOf(subject: ImplementationCase): Outcomes {
  const requests = [...statesAtStart(questionOf(subject)).values()].map((options) => options.map((step) => kindsOf(subject, step)).flat());
  return {
    none: requests.every((kinds) => kinds.includes('NONE')),
    pass: requests.some((kinds) => kinds.includes('OTHER')),
    gap: requests.some((kinds) => kinds.includes('WRITER')) && requests.every((kinds) => kinds.some((kind) => kind !== 'OTHER')),
  };
}

type Kind = 'NONE' | 'WRITER' | 'OTHER';

function kindsOf(subject: ImplementationCase, step: DecisionFact | null): readonly Kind[] {
  if (step?.decision !== 'APPROVED' || step.overall || !mayApprove(step.approver, null, subject.persons)) return ['NONE'];
  // Nobody knows whether an unknown approver is a person at all.
  if (step.approver === null) return ['NONE', 'WRITER', 'OTHER'];
  const kinds: Readonly<Record<Truth, readonly Kind[]>> = { YES: ['WRITER'], NO: ['OTHER'], UNKNOWN: ['WRITER', 'OTHER'] };
  return kinds[isExcepted(subject, step.approver) ? 'NO' : isWriter(subject, step.approver)];
}

function isExcepted({ inForce, persons }: ImplementationCase, approver: string): boolean {
  const roles = inForce.policy.rules['self-approval']?.roles ?? [];
  return persons.rolesOf(approver).some((role) => roles.includes(role));
}

function finding(subject: ImplementationCase, { none, pass, gap }: Outcomes): Finding {
  const notRead = unread(subject, WHETHER);
  if (notRead) return notRead;
  if (gap && (none || pass)) return unknown(subject, WHETHER, why(subject));
  const common = { subject: subject.subject, events: eventsOf(subject) };
  if (!gap) {
    // Whether an approval stood may be open: none that did was by a writer alone.
    const sentence = none
      ? `Nobody who wrote ${subject.title} or started it approved it alone.`
      : `${subject.title} was approved by somebody who neither wrote nor started it.`;
    return { ...common, answer: 'PASS', sentence };
  }
  return {
    ...common,
    answer: 'GAP',
    sentence: `${subject.title} was approved only by those who wrote it, opened its pull request or started its deployment.`,
    wouldPassIf: 'somebody who neither wrote nor started it had approved it before it started',
  };
}

function why(subject: ImplementationCase) {
  const approvers = subject.decisions.map(({ approver }) => approver).filter((approver) => approver !== null);
  const isOpen = approvers.some((approver) => isWriter(subject, approver) === 'UNKNOWN');
  const identity = missingOf(subject, 'The identity of an approver or of a writer is not known: they may be one person.', 'people');
  const unknownWriters = subject.writers.unknown.map((sentence) => missingOf(subject, sentence, 'commits'));
  return isOpen ? [identity, ...unknownWriters] : undecided(subject);
}
