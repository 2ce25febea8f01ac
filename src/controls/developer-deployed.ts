import type { Missing, RuleInfo } from '#contract';
import { agreed, every, NOTHING_NAMED, not, type PullRequestFacts, some, type Truth, writersOf } from '../correlate/index.js';
import { allNotCovered, type DeploymentCase } from './case.js';
import { distinct } from './distinct.js';
import { revisionFacts, revisionName } from './readiness/checks.js';
import { protectionAt } from './readiness/protected.js';
import { reviewersOf } from './reviewing/reviewers.js';
import { answerIn, worldsOf } from './reviewing/worlds.js';
import type { Finding, Rule } from './rule.js';

const SEGREGATION: RuleInfo['clauses'] = [
  'NIST 800-53 AC-5, CM-5',
  'ISO 27001 A.5.3, A.8.31',
  'SOC 2 CC6.1, CC8.1',
  'PCI DSS 6.5.4',
  'SOX ITGC segregation of duties',
];

/** Somebody brought what he wrote to production himself. */
export const developerDeployed: Rule = {
  info: {
    id: 'developer-deployed',
    title: 'An author of the code deployed it by hand',
    gapWhen: 'an author of a carried commit started the deployment by hand, not by merge through a reviewed, protected branch',
    severity: 'HIGH',
    subject: 'deployment',
    clauses: SEGREGATION,
  },
  silence: 'It is asked about every deployment to production that started.',
  offInBase: true,
  judge: (subject) => [finding(subject)],
};

function finding(subject: DeploymentCase): Finding {
  const { starter, persons, contents, events } = subject;
  const pulls = carriedPulls(subject);
  const writers = writersOf(contents.carries, pulls, subject.commits, { history: subject.history, starter: null });
  const authors = [...writers.persons].sort();
  const isAuthor = starter === null ? 'UNKNOWN' : some(authors.map((author) => persons.same(starter, author)));
  const byHand = startedByHand(subject);
  const common = {
    subject: subject.deployment,
    events: [...events, ...pulls.map(({ mergedSeq }) => mergedSeq).filter((seq) => seq !== null)],
  };
  const pass = (sentence: string): Finding => ({ ...common, answer: 'PASS', sentence });
  if (starter !== null && persons.isService(starter)) return pass(`A service account started the deployment of ${revisionName(subject)}.`);
  if (byHand.is === 'NO') return pass(`${revisionName(subject)} was not deployed by hand.`);
  const range = rangeMissing(subject);
  const more = isAuthor === 'YES' ? [] : perhapsAuthors(subject, writers.unknown);
  if (isAuthor === 'NO' && range.length + more.length === 0)
    return pass(`Nobody who wrote what ${revisionName(subject)} brings started its deployment.`);
  const isCertain = every([isAuthor, byHand.is]) === 'YES' && allNotCovered(subject, ['deployments']).length === 0;
  if (isCertain) return { ...common, ...gap(subject) };
  const who = isAuthor === 'UNKNOWN' ? [unknownStarter(subject)] : [];
  const missing = distinct([...who, ...range, ...more, ...(byHand.is === 'UNKNOWN' ? byHand.missing : [])]);
  const sentence = `Whether an author of what ${revisionName(subject)} brings deployed it by hand is not known. ${missing.map(({ what }) => what).join(' ')}`;
  return { ...common, answer: 'INDETERMINATE', sentence, missing };
}

interface ByHand {
  readonly is: Truth;
  readonly missing: readonly Missing[];
}

/** By what started it, as far as somebody says so; where nobody does, a merge through a reviewed, protected branch may have, or the clock. */
function startedByHand(subject: DeploymentCase): ByHand {
  const { triggers } = subject.named ?? NOTHING_NAMED;
  const through = mergedThrough(subject);
  const of = (trigger: string): Truth => (trigger === 'HAND' ? 'YES' : trigger === 'MERGE' ? not(through.is) : 'NO');
  if (triggers.length > 0) return { is: agreed(triggers.map(of)), missing: through.missing };
  const what = 'Whether it was started by hand, by a merge or by the clock is not known: no report of it says so.';
  const scope = subject.repository ?? subject.deployment;
  return { is: 'UNKNOWN', missing: [...through.missing, { what, scope, collection: 'deployments', upTo: null }] };
}

/** Whether its revision is what a reviewed pull request was merged as, into a release branch that was protected then. */
function mergedThrough(subject: DeploymentCase): ByHand {
  const merges = revisionFacts(subject).mergedAs.map((pull) => throughPull(subject, pull));
  const unread = allNotCovered(subject, ['pull_requests']);
  const is = some([...merges.map((one) => one.is), ...(unread.length > 0 ? (['UNKNOWN'] as const) : [])]);
  return { is, missing: [...unread, ...merges.flatMap(({ missing }) => missing)] };
}

function throughPull(subject: DeploymentCase, pull: PullRequestFacts): ByHand {
  const { releaseBranches } = subject;
  const isRelease: Truth =
    releaseBranches === null || pull.mergeBase === null ? 'UNKNOWN' : releaseBranches.includes(pull.mergeBase) ? 'YES' : 'NO';
  const { possible, missing } = protectionAt(subject, pull);
  const isProtected = agreed(possible.map((one): Truth => (one === null ? 'UNKNOWN' : one.isProtected ? 'YES' : 'NO')));
  const unread = allNotCovered(subject, ['reviews']);
  const { all, authorsAtMost } = reviewersOf(subject, pull);
  const answer = answerIn(worldsOf({ reviewers: all, authorsAtMost, perhapsMore: unread.length > 0 }, 1), ({ before }) => before < 1);
  const isReviewed: Truth = answer === 'GAP' ? 'NO' : answer === 'PASS' ? 'YES' : 'UNKNOWN';
  return { is: every([isRelease, isProtected, isReviewed]), missing: [...missing, ...unread] };
}

function carriedPulls({ contents, broughtIn, pulls }: DeploymentCase): readonly PullRequestFacts[] {
  const names = new Set(contents.carries.flatMap((sha) => broughtIn.byCommit.get(sha) ?? []));
  return [...names].sort().flatMap((name) => pulls.get(name) ?? []);
}

/** Why it may carry something else. */
function rangeMissing(subject: DeploymentCase): readonly Missing[] {
  const { contents, repository, deployment } = subject;
  const undecided = contents.undecided.map((what) => ({ what, scope: repository ?? deployment, collection: 'commits', upTo: null }));
  return [...undecided, ...allNotCovered(subject, ['deployments'])];
}

/** Why what it carries may have other authors. */
function perhapsAuthors(subject: DeploymentCase, unknown: readonly string[]): readonly Missing[] {
  const { contents, repository, deployment } = subject;
  if (contents.carries.length === 0) return [];
  const scope = repository ?? deployment;
  const people = unknown.map((why) => ({ what: `An author may be missing, since ${why}.`, scope, collection: 'commits', upTo: null }));
  return [...people, ...allNotCovered(subject, ['pull_requests', 'commits'])];
}

function unknownStarter({ starter, deployment }: DeploymentCase): Missing {
  const what =
    starter === null
      ? 'Who started it is not known.'
      : 'Whether who started it is one of the authors under another account is not known: list them under people in policy.yaml.';
  return { what, scope: starter === null ? deployment : 'policy', collection: starter === null ? 'deployments' : 'people', upTo: null };
}

function gap(subject: DeploymentCase): Pick<Finding, 'answer' | 'sentence' | 'about' | 'wouldPassIf'> {
  const name = subject.persons.nameOf(subject.starter ?? '') ?? 'The person who started it';
  return {
    answer: 'GAP',
    sentence: `${name} deployed ${revisionName(subject)} to ${subject.environment ?? 'production'} by hand, and wrote code that it brings.`,
    about: [subject.deployment],
    wouldPassIf: 'somebody else had started it, or the merge of a reviewed pull request into a protected release branch',
  };
}
