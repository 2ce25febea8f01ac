import { isBefore, type Missing, type RuleInfo } from '#contract';
import { type CheckFacts, NO_REVISION, type RevisionFacts, type Truth } from '../../correlate/index.js';
import { notCovered, type DeploymentCase } from '../case.js';

export const READINESS: RuleInfo['clauses'] = [
  'NIST 800-53 CM-3(2), CM-4',
  'ISO 27001 A.8.29, A.8.32',
  'SOC 2 CC8.1',
  'PCI DSS 6.5.1',
  'DORA art. 9(4)(e)',
];

export function revisionFacts({ revision }: DeploymentCase): RevisionFacts {
  return revision ?? NO_REVISION;
}

/** Whether a check ended before the deployment started; both times are of their tools. */
export function endedBefore({ at, source }: CheckFacts, { start, source: own, inForce }: DeploymentCase): Truth {
  if (at === null) return 'UNKNOWN';
  const skewMs = source === own ? 0 : inForce.policy.clockSkewMs;
  if (isBefore(at, start, skewMs)) return 'YES';
  return isBefore(start, at, skewMs) ? 'NO' : 'UNKNOWN';
}

/** The heads that were merged as the revision, as far as they are known. */
export function headsOf(subject: DeploymentCase): readonly string[] {
  return [...new Set(revisionFacts(subject).mergedAs.flatMap(({ mergeHead }) => mergeHead ?? []))];
}

/** What would have to be read for the revision and the heads merged as it to be known. */
export function headsUnread(subject: DeploymentCase): readonly Missing[] {
  const { repository, deployment, repositoryName: name } = subject;
  const headless = revisionFacts(subject).mergedAs.filter(({ mergeHead }) => mergeHead === null);
  const scope = repository ?? deployment;
  const unread = headless.map(({ number }) => ({
    what: `Which head of pull request #${number ?? '?'} of ${name} was merged is not known.`,
    scope,
    collection: 'pull_requests',
    upTo: null,
  }));
  const pulls = notCovered(subject, 'pull_requests');
  return pulls === null ? unread : [...unread, pulls];
}

/** What is missing where the deployment names no revision: checks are of one. */
export function namesNone({ deployment }: DeploymentCase): Missing {
  return { what: 'The deployment names no revision.', scope: deployment, collection: 'deployments', upTo: null };
}

/** `acme/pay 4f2c01ab34de`. */
export function revisionName({ repositoryName, sha }: DeploymentCase): string {
  return `${repositoryName} ${sha?.slice(0, 12) ?? ''}`;
}
