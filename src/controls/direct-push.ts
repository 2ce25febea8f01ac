import type { Missing } from '#contract';
import { type DeploymentCase, notCovered } from './case.js';
import type { Finding, Rule } from './rule.js';

/** Commits that reached a release branch neither as, nor through, a pull request merged into such a branch. */
export const directPush: Rule = {
  info: {
    id: 'direct-push',
    title: 'Code reached a release branch without a pull request',
    gapWhen:
      'the deployment carries commits that reached a release branch neither as, nor through, a pull request merged into such a branch',
    severity: 'HIGH',
    subject: 'deployment',
    clauses: ['NIST 800-53 CM-3 b, SA-10, SA-11(4)', 'ISO 27001 A.8.4, A.8.28, A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.2.3.1'],
  },
  judge: (subject) => [finding(subject)],
};

function finding(subject: DeploymentCase): Finding {
  const outside = subject.contents.carries.filter((sha) => !throughPullRequest(subject, sha));
  const onBranch = outside.filter((sha) => subject.releaseBranches !== null && subject.reachedRelease(sha));
  const missing = missingFor(subject, onBranch.length, outside.length - onBranch.length);
  const open = missing.length > 0 || subject.contents.undecided.length > 0;
  if (onBranch.length > 0 && !notCovered(subject, 'pull_requests')) return gap(subject, onBranch);
  return open ? indeterminate(subject, missing) : pass(subject);
}

function throughPullRequest(subject: DeploymentCase, sha: string): boolean {
  const pulls = subject.broughtIn.byCommit.get(sha) ?? [];
  return pulls.some((name) => {
    const base = subject.pulls.get(name)?.mergeBase;
    return base !== null && base !== undefined && (subject.releaseBranches?.includes(base) ?? false);
  });
}

/** What keeps it open: pull requests that may still name a commit, and branches that it may have reached. */
function missingFor(subject: DeploymentCase, onBranch: number, elsewhere: number): readonly Missing[] {
  const missing: (Missing | null)[] = [];
  if (onBranch + elsewhere > 0) missing.push(notCovered(subject, 'pull_requests'));
  if (elsewhere > 0 || subject.releaseBranches === null) missing.push(notCovered(subject, 'commits'));
  return missing.filter((one) => one !== null);
}

function gap(subject: DeploymentCase, direct: readonly string[]): Finding {
  const branches = subject.releaseBranches?.join(', ') ?? '';
  const count = direct.length === 1 ? '1 commit' : `${direct.length} commits`;
  const names = direct.slice(0, 3).map((sha) => sha.slice(0, 12));
  return {
    subject: subject.deployment,
    answer: 'GAP',
    sentence: `${count} of ${subject.repositoryName} reached ${branches} without a merged pull request: ${names.join(', ')}${direct.length > 3 ? ' …' : ''}.`,
    events: [...subject.events, ...seqsOf(subject, direct)],
    about: direct.map((sha) => `commit:${subject.repository?.slice('repository:'.length) ?? ''}:${sha}`),
    wouldPassIf: `${direct.length === 1 ? 'that commit' : 'these commits'} had come through a pull request merged into ${branches}`,
  };
}

function indeterminate(subject: DeploymentCase, missing: readonly Missing[]): Finding {
  const why = [...subject.contents.undecided, ...missing.map((one) => one.what)];
  return {
    subject: subject.deployment,
    answer: 'INDETERMINATE',
    sentence: `Whether code was pushed directly is not known. ${why.join(' ')}`,
    events: subject.events,
    missing,
  };
}

function pass(subject: DeploymentCase): Finding {
  const { carries } = subject.contents;
  const sentence =
    carries.length === 0
      ? 'It carries no commits.'
      : `All ${carries.length} carried commits that reached a release branch came through merged pull requests.`;
  const pulls = [...subject.broughtIn.pulls.keys()].map((name) => subject.pulls.get(name)?.mergedSeq ?? null);
  return {
    subject: subject.deployment,
    answer: 'PASS',
    sentence,
    events: [...subject.events, ...pulls.filter((seq) => seq !== null)],
  };
}

function seqsOf(subject: DeploymentCase, shas: readonly string[]): readonly number[] {
  return shas.map((sha) => subject.commits.get(sha)?.seq).filter((seq) => seq !== undefined);
}
