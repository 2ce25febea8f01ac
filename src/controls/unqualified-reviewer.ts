import type { Missing, Policy } from '#contract';
import { every, isListed, isMerge, matcherOf, not, type PullRequestFacts, some, touched, type Truth } from '../correlate/index.js';
import { allNotCovered, type DeploymentCase } from './case.js';
import { capital } from './reviewing/words.js';
import type { Finding, Rule } from './rule.js';

/** Nobody whom policy names for its paths approved a pull request. */
export const unqualifiedReviewer: Rule = {
  info: {
    id: 'unqualified-reviewer',
    title: 'A pull request was reviewed by nobody whom policy names for its paths',
    gapWhen: 'policy names reviewers for a path, and none of them approved a pull request that touches it',
    severity: 'MEDIUM',
    subject: 'deployment, pull request',
    clauses: ['NIST 800-53 CM-3 b, SA-10, SA-11(4)', 'ISO 27001 A.8.4, A.8.28, A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.2.3.1'],
  },
  silence: 'It is asked about each pull request that is carried and touches a path for which policy (reviewers) names somebody.',
  offInBase: true,
  needs: ({ reviewers }) => reviewers.length > 0,
  judge: (subject) => {
    const lists = listsFor(subject);
    if (lists.length === 0) return [];
    const pulls = [...subject.broughtIn.pulls.keys()].sort().flatMap((name) => subject.pulls.get(name) ?? []);
    return [...rangeFinding(subject), ...pulls.flatMap((pull) => findingOf(subject, pull, lists))];
  },
};

type List = Policy['reviewers'][number];

function listsFor({ inForce, repositoryName }: Omit<DeploymentCase, 'implementations'>): readonly List[] {
  return inForce.policy.reviewers.filter(({ repositories }) => !repositories || repositories.includes(repositoryName));
}

/** Which pull requests it carries may be open: then one of them may touch such paths. */
function rangeFinding(subject: DeploymentCase): readonly Finding[] {
  const { contents, broughtIn, deployment, events } = subject;
  const alone = contents.carries.filter((sha) => !broughtIn.byCommit.has(sha));
  const missing = allNotCovered(subject, alone.length > 0 ? ['deployments', 'pull_requests', 'commits'] : ['deployments']);
  const unsure = alone.some((sha) => broughtIn.perhaps.has(sha))
    ? ['The commits of a pull request that the platform names were not all read.']
    : [];
  const why = [...contents.undecided, ...missing.map(({ what }) => what), ...unsure];
  const sentence = `Which pull requests it carries is not known. ${why.join(' ')}`;
  return why.length === 0 ? [] : [{ subject: deployment, answer: 'INDETERMINATE', sentence, events, missing }];
}

/** What one list of reviewers asks of a pull request. */
interface Asked {
  readonly list: List;
  readonly touches: Truth;
  readonly approved: Truth;
}

function findingOf(subject: DeploymentCase, pull: PullRequestFacts, lists: readonly List[]): readonly Finding[] {
  const unread = allNotCovered(subject, ['reviews']);
  const asked = lists
    .map((list): Asked => ({ list, touches: touches(subject, pull, list), approved: approvedBy(subject, pull, list, unread.length > 0) }))
    .filter((one) => one.touches !== 'NO');
  if (asked.length === 0) return [];
  const named = `pull request #${pull.number ?? '?'} of ${subject.repositoryName}`;
  const reviews = pull.reviews.map(({ submittedSeq }) => submittedSeq);
  const events = [...subject.events, pull.openedSeq, pull.mergedSeq, ...reviews].filter((seq) => seq !== null);
  const common = { subject: `${subject.deployment} ${pull.pullRequest}`, events };
  const failing = asked.filter((one) => every([one.touches, not(one.approved)]) === 'YES');
  if (failing.length > 0) return [{ ...common, ...gap(subject, pull, named, failing) }];
  if (some(asked.map((one) => every([one.touches, not(one.approved)]))) === 'NO') {
    return [{ ...common, answer: 'PASS', sentence: `${capital(named)} was approved by those whom policy names for its paths.` }];
  }
  const missing = missingFor(subject, pull, asked, unread);
  const sentence = `Whether ${named} was approved by those whom policy names for its paths is not known. ${missing.map(({ what }) => what).join(' ')}`;
  return [{ ...common, answer: 'INDETERMINATE', sentence, missing }];
}

function touches(subject: DeploymentCase, pull: PullRequestFacts, { paths }: List): Truth {
  const matches = matcherOf(paths);
  const all = commitsOf(subject, pull).map((sha) =>
    touched(subject.paths?.get(sha), isMerge(sha, subject.history), sha === pull.mergeCommit, matches),
  );
  return some(all.map((one) => (one === 'UNREAD' ? 'UNKNOWN' : one)));
}

/** An approval by one of them, whenever it was given; that it came late, or saw another head, other rules say. */
function approvedBy(subject: DeploymentCase, pull: PullRequestFacts, list: List, perhapsMore: boolean): Truth {
  const { persons } = subject;
  const all = pull.reviews.map(({ reviewer, service, state }): Truth => {
    if (service || (state !== null && state !== 'APPROVED')) return 'NO';
    if (reviewer === null) return 'UNKNOWN';
    if (persons.isService(reviewer) || !isListed(reviewer, [list], persons)) return 'NO';
    return state === null ? 'UNKNOWN' : 'YES';
  });
  return some([...all, ...(perhapsMore ? (['UNKNOWN'] as const) : [])]);
}

/** The carried commits as which, or through which, it came. */
function commitsOf({ contents, broughtIn }: Omit<DeploymentCase, 'implementations'>, { pullRequest }: PullRequestFacts): readonly string[] {
  return contents.carries.filter((sha) => broughtIn.byCommit.get(sha)?.includes(pullRequest));
}

/** Carried commits of pull requests whose paths must be read to know who is to review them. */
export function reviewedToRead(subject: Omit<DeploymentCase, 'implementations'>): readonly string[] {
  if (subject.inForce.policy.rules['unqualified-reviewer']?.enabled !== true || listsFor(subject).length === 0) return [];
  const isUnread = (sha: string) => {
    const known = subject.paths?.get(sha);
    return !known || (isMerge(sha, subject.history) && !known.mergeRead);
  };
  return subject.contents.carries.filter((sha) => subject.broughtIn.byCommit.has(sha) && isUnread(sha));
}

function missingFor(
  subject: DeploymentCase,
  pull: PullRequestFacts,
  asked: readonly Asked[],
  unread: readonly Missing[],
): readonly Missing[] {
  const scope = subject.repository ?? subject.deployment;
  const of = `#${pull.number ?? '?'}`;
  const isOpen = (one: Asked, what: Truth) => what === 'UNKNOWN' && every([one.touches, not(one.approved)]) === 'UNKNOWN';
  const paths = `Which paths ${of} touches is not known.`;
  const who = `Who gave a review of ${of}, or what it said, is not known.`;
  return [
    ...(asked.some((one) => isOpen(one, one.touches)) ? [{ what: paths, scope, collection: 'paths', upTo: null }] : []),
    ...(asked.some((one) => isOpen(one, one.approved)) ? unread : []),
    ...(asked.some((one) => isOpen(one, one.approved)) && unread.length === 0
      ? [{ what: who, scope, collection: 'reviews', upTo: null }]
      : []),
  ];
}

function gap(
  subject: DeploymentCase,
  pull: PullRequestFacts,
  named: string,
  failing: readonly Asked[],
): Pick<Finding, 'answer' | 'sentence' | 'about' | 'wouldPassIf'> {
  const paths = [...new Set(failing.flatMap(({ list }) => list.paths))].join(', ');
  const whom = failing.map(({ list }) => whomOf(list));
  return {
    answer: 'GAP',
    sentence: `${capital(named)} touches ${paths}, and none of those whom policy names for that approved it (${whom.join('; ')}).`,
    about: [subject.deployment, pull.pullRequest],
    wouldPassIf: `${whom.join(', and ')} had approved it`,
  };
}

/** Roles by name; persons by number, since policy knows them by pseudonym. */
function whomOf({ people = [], roles = [] }: List): string {
  const listed = people.length === 0 ? [] : [people.length === 1 ? 'the one person listed' : `one of the ${people.length} persons listed`];
  return [...roles.map((role) => `somebody in the role ${role}`), ...listed].join(' or ');
}
