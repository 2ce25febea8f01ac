import type { Missing, RuleInfo } from '#contract';
import { notCovered, type DeploymentCase } from '../case.js';

/** What is known of the revision that a deployment names: NAMELESS where it names none, UNREAD until its repository was read. */
export type Revision = { readonly is: 'READ' | 'NAMELESS' | 'ABSENT' } | { readonly is: 'UNREAD'; readonly missing: Missing };

export function revisionOf(subject: DeploymentCase): Revision {
  if (subject.sha === null) return { is: 'NAMELESS' };
  if (subject.wasRead(subject.sha)) return { is: 'READ' };
  const missing = notCovered(subject, 'commits');
  return missing ? { is: 'UNREAD', missing } : { is: 'ABSENT' };
}

export const TRACEABILITY: RuleInfo['clauses'] = [
  'NIST 800-53 CM-3 c–e, CM-9, AU-10',
  'ISO 27001 A.8.9, A.8.32',
  'SOC 2 CC8.1',
  'PCI DSS 6.5.1',
  'CIS-16.4 as cited by the auditor’s test; CIS v8 16.1',
];
