import type { Missing } from '#contract';
import { allNotCovered, type DeploymentCase } from './case.js';
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
  silence: 'It is asked about every deployment to production that started.',
  judge: (subject) => [finding(subject)],
};

function finding(subject: DeploymentCase): Finding {
  const { byCommit, perhaps } = subject.broughtIn;
  const outside = subject.contents.carries.filter((sha) => !intoRelease(subject, byCommit.get(sha)));
  const onBranch = outside.filter((sha) => subject.releaseBranches !== null && subject.reachedRelease(sha));
  const direct = onBranch.filter((sha) => !intoRelease(subject, perhaps.get(sha)));
  const missing = missingFor(subject, outside.length, outside.length - onBranch.length);
  if (direct.length > 0 && missing.every(({ collection }) => collection === 'branches')) return gap(subject, direct);
  const open = missing.length > 0 || subject.contents.undecided.length > 0 || onBranch.length > direct.length;
  return open ? indeterminate(subject, missing, onBranch.length - direct.length) : pass(subject);
}

function intoRelease(subject: DeploymentCase, pulls: readonly string[] = []): boolean {
  return pulls.some((name) => {
    const base = subject.pulls.get(name)?.mergeBase;
    return base !== null && base !== undefined && (subject.releaseBranches?.includes(base) ?? false);
  });
}

/**
 * What keeps it open: deployments that may stand between it and its base; pull requests, and commits that name one,
 * that may still bring a commit in; branches that it may have reached.
 */
function missingFor(subject: DeploymentCase, outside: number, elsewhere: number): readonly Missing[] {
  const missing = allNotCovered(subject, outside > 0 ? ['deployments', 'pull_requests', 'commits'] : ['deployments']);
  if (elsewhere === 0) return missing;
  if (subject.releaseBranches === null) return [...missing, unknownBranches(subject)];
  return [...missing, ...allNotCovered(subject, ['branches'])];
}

function unknownBranches({ repository, repositoryName: name, deployment }: DeploymentCase): Missing {
  const what = `The release branches of ${name} are not known: policy names none, and its default branch was not read.`;
  return { what, scope: repository ?? deployment, collection: 'branches', upTo: null };
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

function indeterminate(subject: DeploymentCase, missing: readonly Missing[], perhaps: number): Finding {
  const unsure = `The platform names a pull request for ${perhaps} of the commits, and its own commits were not all read.`;
  const why = [...subject.contents.undecided, ...missing.map((one) => one.what), ...(perhaps > 0 ? [unsure] : [])];
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
