import type { Missing } from '#contract';
import { allNotCovered, type DeploymentCase } from './case.js';
import { namesNone, revisionName } from './readiness/checks.js';
import { ofItsOwn } from './readiness/perhaps-another.js';
import type { Finding, Rule } from './rule.js';
import { TRACEABILITY } from './traceability/revision.js';

/** What runs in production never stood on a branch from which the service is released. */
export const offBranchDeployment: Rule = {
  info: {
    id: 'off-branch-deployment',
    title: 'A revision was deployed that stands on no release branch',
    gapWhen: 'the deployment’s revision is not reachable from the service’s release branches',
    severity: 'HIGH',
    subject: 'deployment',
    clauses: TRACEABILITY,
  },
  silence: 'It is asked about every deployment to production that started.',
  judge: ofItsOwn(finding),
};

function finding(subject: DeploymentCase): Finding {
  const { sha, releaseBranches, deployment } = subject;
  const common = { subject: deployment, events: eventsOf(subject) };
  const branches = releaseBranches?.join(', ') ?? '';
  if (sha !== null && releaseBranches !== null && subject.reachedRelease(sha)) {
    return { ...common, answer: 'PASS', sentence: `${revisionName(subject)} stands on ${branches}.` };
  }
  const missing = missingFor(subject);
  if (missing.length === 0) {
    return {
      ...common,
      answer: 'GAP',
      sentence: `${revisionName(subject)} was deployed to ${subject.environment ?? 'production'}, and is not reachable from ${branches}.`,
      about: [deployment, ...(sha === null ? [] : [`commit:${subject.repository?.slice('repository:'.length) ?? ''}:${sha}`])],
      wouldPassIf: `it had been merged into ${branches}`,
    };
  }
  const sentence = `Whether what was deployed stands on a release branch is not known. ${missing.map(({ what }) => what).join(' ')}`;
  return { ...common, answer: 'INDETERMINATE', sentence, missing };
}

/** A branch that was not read may hold it, and so may one whose commits were not. */
function missingFor(subject: DeploymentCase): readonly Missing[] {
  const { sha, releaseBranches, repository, repositoryName: name, deployment } = subject;
  if (sha === null) return [namesNone(subject)];
  const what = `The release branches of ${name} are not known: policy names none, and its default branch was not read.`;
  const unknown = { what, scope: repository ?? deployment, collection: 'branches', upTo: null };
  return releaseBranches === null ? [unknown] : allNotCovered(subject, ['branches', 'commits']);
}

function eventsOf({ events, commits, sha }: DeploymentCase): readonly number[] {
  const seq = commits.get(sha ?? '')?.seq;
  return seq === undefined ? events : [...events, seq];
}
