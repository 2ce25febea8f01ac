import type { Missing } from '#contract';
import { allNotCovered, type DeploymentCase } from './case.js';
import { isExemptPush } from './exempt-push.js';
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
  const pushed = onBranch.filter((sha) => !intoRelease(subject, perhaps.get(sha)));
  const exempt = new Map(pushed.map((sha) => [sha, isExemptPush(subject, sha)]));
  const direct = pushed.filter((sha) => exempt.get(sha) === 'NO');
  const unread = pushed.filter((sha) => exempt.get(sha) === 'UNKNOWN');
  const missing = missingFor(subject, outside.length, outside.length - onBranch.length);
  if (direct.length > 0 && missing.every(({ collection }) => collection === 'branches')) return gap(subject, direct);
  const whether = [...missing, ...(unread.length > 0 ? unknownPushes(subject, unread.length) : [])];
  const open = whether.length > 0 || subject.contents.undecided.length > 0 || onBranch.length > pushed.length;
  if (open) return indeterminate(subject, whether, onBranch.length - pushed.length);
  return pushed.length > 0 ? exempted(subject, pushed) : pass(subject);
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

function unknownPushes(subject: DeploymentCase, count: number): readonly Missing[] {
  const { repository, repositoryName: name, deployment } = subject;
  const what = `Whether service accounts pushed ${count === 1 ? 'a commit' : `${count} commits`} of ${name}, and which paths they touch, is not known.`;
  return [{ what, scope: repository ?? deployment, collection: 'paths', upTo: null }, ...allNotCovered(subject, ['branches'])];
}

function exempted(subject: DeploymentCase, pushed: readonly string[]): Finding {
  const paths = subject.inForce.policy.rules['direct-push']?.paths?.join(', ') ?? '';
  const [count, touch] = pushed.length === 1 ? ['1 commit', 'touches'] : [`${pushed.length} commits`, 'touch'];
  return {
    subject: subject.deployment,
    answer: 'EXEMPT',
    sentence: `${count} that service accounts pushed ${touch} only ${paths}, which policy (rules.direct-push.paths) lets them push.`,
    events: [...subject.events, ...seqsOf(subject, pushed)],
    about: commitsOf(subject, pushed),
  };
}

function commitsOf({ repository }: DeploymentCase, shas: readonly string[]): readonly string[] {
  return shas.map((sha) => `commit:${repository?.slice('repository:'.length) ?? ''}:${sha}`);
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
    about: commitsOf(subject, direct),
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
