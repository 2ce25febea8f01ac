import type { Missing } from '#contract';
import { authorsOf, type Authorship, type PullRequestFacts } from '../correlate/index.js';
import { allNotCovered, type DeploymentCase } from './case.js';
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
  const { contents, broughtIn } = subject;
  const alone = contents.carries.filter((sha) => !broughtIn.byCommit.has(sha));
  const missing = allNotCovered(subject, alone.length > 0 ? ['deployments', 'pull_requests', 'commits'] : ['deployments']);
  const unsure = alone.filter((sha) => broughtIn.perhaps.has(sha)).length;
  const why = [...contents.undecided, ...missing.map((one) => one.what), ...(unsure > 0 ? [unsureSentence(unsure)] : [])];
  if (why.length === 0) return [];
  const sentence = `Which pull requests it carries is not known. ${why.join(' ')}`;
  return [{ subject: subject.deployment, answer: 'INDETERMINATE', sentence, events: subject.events, missing }];
}

function unsureSentence(count: number): string {
  return `The platform names a pull request for ${count} of the commits, and its own commits were not all read.`;
}

/** Three-valued: whoever is unknown may be one of the reviewers, and whatever was not read may be a review. */
function finding(subject: DeploymentCase, pull: PullRequestFacts): Finding {
  const authorship = authorsOf(pull, subject.commits, subject.history);
  const { approved, perhaps } = independentReviewers(pull, authorship);
  const needed = subject.inForce.policy.approvingReviews;
  const common = { subject: `${subject.deployment} ${pull.pullRequest}`, events: eventsOf(subject, pull) };
  if (approved.size - authorship.atMost >= needed) {
    // That a reviewer did not push is a fact only where the pushes were read.
    const missing = allNotCovered(subject, ['branches']);
    if (missing.length > 0) return { ...common, ...indeterminate(subject, pull, [], missing) };
    return { ...common, answer: 'PASS', sentence: `${title(subject, pull)} had an independent approving review.` };
  }
  if (approved.size + perhaps.size >= needed) {
    const why =
      approved.size >= needed
        ? authorship.unknown.map((one) => `An approving reviewer may be an author, since ${one}.`)
        : [...perhaps.values()];
    return { ...common, ...indeterminate(subject, pull, why, allNotCovered(subject, ['reviews'])) };
  }
  const missing = allNotCovered(subject, ['reviews', 'deployments']);
  return missing.length > 0 ? { ...common, ...indeterminate(subject, pull, [], missing) } : { ...common, ...gap(subject, pull, needed) };
}

function gap(subject: DeploymentCase, pull: PullRequestFacts, needed: number): Omit<Finding, 'subject' | 'events'> {
  return {
    answer: 'GAP',
    sentence: `${title(subject, pull)} was deployed without ${needed === 1 ? 'an approving review' : `${needed} approving reviews`} by somebody who did not write it.`,
    about: [pull.pullRequest],
    wouldPassIf: `${needed === 1 ? 'one approving review' : `${needed} approving reviews`} by somebody who neither opened it nor wrote or pushed its commits had been given`,
  };
}

interface Reviewers {
  /** Distinct accounts; a service account is never a reviewer. */
  readonly approved: ReadonlySet<string>;
  /** By account, or by review where nobody knows whose it is: why it may count. */
  readonly perhaps: ReadonlyMap<string, string>;
}

function independentReviewers(pull: PullRequestFacts, { persons }: Authorship): Reviewers {
  const approved = new Set<string>();
  const perhaps = new Map<string, string>();
  for (const { review, reviewer, service, state } of pull.reviews) {
    if (service || (reviewer !== null && persons.has(reviewer))) continue;
    if (state === null) perhaps.set(reviewer ?? review, 'What a review of it said is not known.');
    else if (state === 'APPROVED' && reviewer === null) perhaps.set(review, 'The identity of an approving reviewer is not known.');
    else if (state === 'APPROVED' && reviewer !== null) approved.add(reviewer);
  }
  for (const reviewer of approved) perhaps.delete(reviewer);
  return { approved, perhaps };
}

function indeterminate(
  subject: DeploymentCase,
  pull: PullRequestFacts,
  why: readonly string[],
  missing: readonly Missing[],
): Pick<Finding, 'answer' | 'sentence' | 'missing'> {
  const reasons = [...new Set([...why].sort()), ...missing.map((one) => one.what)];
  return {
    answer: 'INDETERMINATE',
    sentence: `Whether ${named(subject, pull)} was independently reviewed is not known. ${reasons.join(' ')}`,
    missing,
  };
}

function title(subject: DeploymentCase, pull: PullRequestFacts): string {
  return `P${named(subject, pull).slice(1)}`;
}

function named(subject: DeploymentCase, pull: PullRequestFacts): string {
  return `pull request #${pull.number ?? '?'} of ${subject.repositoryName}`;
}

function eventsOf(subject: DeploymentCase, pull: PullRequestFacts): readonly number[] {
  const reviews = pull.reviews.map((review) => review.submittedSeq);
  return [...subject.events, pull.openedSeq, pull.mergedSeq, ...reviews].filter((seq) => seq !== null);
}
