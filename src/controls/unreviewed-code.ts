import type { Missing } from '#contract';
import { authorsOf, type Authorship, type PullRequestFacts } from '../correlate/index.js';
import { type DeploymentCase, notCovered } from './case.js';
import type { Finding, Rule } from './rule.js';

/** A carried pull request never had an approving review by somebody who is neither its opener nor an author or pusher. */
export const unreviewedCode: Rule = {
  info: {
    id: 'unreviewed-code',
    title: 'A pull request was deployed without an independent approving review',
    gapWhen:
      'a carried pull request never had [1] approving review by someone who is neither its opener nor an author or pusher of its commits',
    severity: 'HIGH',
    subject: 'deployment, pull request',
    clauses: ['NIST 800-53 CM-3 b, SA-10, SA-11(4)', 'ISO 27001 A.8.4, A.8.28, A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.2.3.1'],
  },
  judge: (subject) => [...rangeFinding(subject), ...pullsOf(subject).map((pull) => finding(subject, pull))],
};

function pullsOf(subject: DeploymentCase): readonly PullRequestFacts[] {
  return [...subject.broughtIn.pulls.keys()]
    .sort()
    .map((name) => subject.pulls.get(name))
    .filter((pull) => pull !== undefined);
}

/** Where it is not known which pull requests are carried, the deployment itself is INDETERMINATE. */
function rangeFinding(subject: DeploymentCase): readonly Finding[] {
  if (subject.contents.undecided.length === 0) return [];
  return [
    {
      subject: subject.deployment,
      answer: 'INDETERMINATE',
      sentence: `Which pull requests it carries is not known. ${subject.contents.undecided.join(' ')}`,
      events: subject.events,
    },
  ];
}

function finding(subject: DeploymentCase, pull: PullRequestFacts): Finding {
  const authorship = authorsOf(pull, subject.commits, subject.history);
  const candidates = independentReviewers(pull, authorship);
  const needed = subject.inForce.policy.approvingReviews;
  const common = { subject: `${subject.deployment} ${pull.pullRequest}`, events: eventsOf(subject, pull) };
  if (candidates.approved.size >= needed && authorship.unknown.length === 0) {
    return { ...common, answer: 'PASS', sentence: `${title(subject, pull)} had an independent approving review.` };
  }
  const missing = notCovered(subject, 'reviews');
  const possible = candidates.approved.size + candidates.perhaps.size;
  if (missing !== null || possible >= needed) return { ...common, ...indeterminate(subject, pull, authorship, missing) };
  return {
    ...common,
    answer: 'GAP',
    sentence: `${title(subject, pull)} was deployed without ${needed === 1 ? 'an approving review' : `${needed} approving reviews`} by somebody who did not write it.`,
    about: [pull.pullRequest],
    wouldPassIf: `${needed === 1 ? 'one approving review' : `${needed} approving reviews`} by somebody who neither opened it nor wrote or pushed its commits had been given`,
  };
}

/** Distinct accounts; a service account is never a reviewer. A review whose state is not known may have approved. */
function independentReviewers(pull: PullRequestFacts, { persons }: Authorship) {
  const approved = new Set<string>();
  const perhaps = new Set<string>();
  for (const review of pull.reviews) {
    if (review.reviewer === null || review.service || persons.has(review.reviewer)) continue;
    if (review.state === 'APPROVED') approved.add(review.reviewer);
    else if (review.state === null) perhaps.add(review.reviewer);
  }
  for (const reviewer of approved) perhaps.delete(reviewer);
  return { approved, perhaps };
}

function indeterminate(
  subject: DeploymentCase,
  pull: PullRequestFacts,
  authorship: Authorship,
  missing: Missing | null,
): Pick<Finding, 'answer' | 'sentence' | 'missing'> {
  const why = missing ? missing.what : `Its approving reviewer may be an author, since ${authorship.unknown.join(', ')}.`;
  return {
    answer: 'INDETERMINATE',
    sentence: `Whether ${title(subject, pull)} was independently reviewed is not known. ${why}`,
    missing: missing ? [missing] : [],
  };
}

function title(subject: DeploymentCase, pull: PullRequestFacts): string {
  return `Pull request #${pull.number ?? '?'} of ${subject.repositoryName}`;
}

function eventsOf(subject: DeploymentCase, pull: PullRequestFacts): readonly number[] {
  const reviews = pull.reviews.map((review) => review.submittedSeq);
  return [...subject.events, pull.openedSeq, pull.mergedSeq, ...reviews].filter((seq) => seq !== null);
}
