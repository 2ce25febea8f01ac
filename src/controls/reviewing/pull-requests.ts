import type { Missing } from '#contract';
import type { PullRequestFacts } from '../../correlate/index.js';
import { allNotCovered, type DeploymentCase } from '../case.js';
import type { Finding } from '../rule.js';
import { type Level, reviewersOf, type Reviewers } from './reviewers.js';
import { answerIn, type World, worldsOf } from './worlds.js';

/** A carried pull request with its reviewers: what the three rules of peer review judge. */
export interface Reviewed {
  readonly subject: DeploymentCase;
  readonly pull: PullRequestFacts;
  readonly reviewers: Reviewers;
  /** How many independent people must have approved. */
  readonly needed: number;
  /** `pull request #12 of acme/pay` */
  readonly named: string;
}

/** What one of the rules of peer review asks. Of one pull request at most one of them fails in any world. */
export interface Question {
  /** From which level on an approval satisfies the rule. */
  readonly level: Level;
  readonly fails: (world: World, needed: number) => boolean;
  /** Why it holds; `isOther`: because another of the rules speaks. */
  readonly pass: (reviewed: Reviewed, worlds: readonly World[]) => string;
  readonly gap: (reviewed: Reviewed) => { readonly sentence: string; readonly wouldPassIf: string };
  /** `was independently reviewed`: how the sentence goes on that says what is not known. */
  readonly whether: string;
}

/** A finding about each carried pull request, and where it is not known which these are, about the deployment. */
export function judgePulls(subject: DeploymentCase, question: Question): readonly Finding[] {
  const pulls = [...subject.broughtIn.pulls.keys()].sort().map((name) => subject.pulls.get(name));
  return [...rangeFinding(subject), ...pulls.flatMap((pull) => (pull ? [findingOf(reviewedOf(subject, pull), question)] : []))];
}

function reviewedOf(subject: DeploymentCase, pull: PullRequestFacts): Reviewed {
  const needed = subject.inForce.policy.rules['unreviewed-code']?.reviews ?? 1;
  const named = `pull request #${pull.number ?? '?'} of ${subject.repositoryName}`;
  return { subject, pull, reviewers: reviewersOf(subject, pull), needed, named };
}

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

/** What may not have been read yet: a review, a push by which a reviewer is an author. */
const UNREAD = ['reviews', 'branches'] as const;
type Unread = (typeof UNREAD)[number];

function findingOf(reviewed: Reviewed, question: Question): Finding {
  const { subject, pull, needed } = reviewed;
  const uncovered = UNREAD.filter((collection) => allNotCovered(subject, [collection]).length > 0);
  const common = { subject: `${subject.deployment} ${pull.pullRequest}`, events: eventsOf(reviewed) };
  const worlds = worldsBut(reviewed, uncovered);
  const answerBut = (unread: readonly Unread[]) => answerIn(worldsBut(reviewed, unread), (world) => question.fails(world, needed));
  const [answer, settled] = [answerBut(uncovered), answerBut([])];
  if (answer === 'PASS') return { ...common, answer, sentence: question.pass(reviewed, worlds) };
  if (settled === 'INDETERMINATE') {
    const missing = allNotCovered(subject, ['commits', 'pull_requests', ...uncovered]);
    return { ...common, ...indeterminate(reviewed, question, doubtsOf(reviewed, question), missing) };
  }
  const each = uncovered.filter((collection) => answerBut([collection]) !== settled);
  const open = answer === settled ? [] : each.length > 0 ? each : uncovered;
  // A GAP of this deployment also rests on that no other brought the pull request before.
  const missing = allNotCovered(subject, settled === 'GAP' ? [...open, 'deployments'] : open);
  if (missing.length > 0) return { ...common, ...indeterminate(reviewed, question, [], missing) };
  return { ...common, answer, about: [pull.pullRequest], ...question.gap(reviewed) };
}

/** The worlds that remain while these collections are not read. */
function worldsBut({ reviewers, needed }: Reviewed, unread: readonly Unread[]): readonly World[] {
  const everybody = unread.includes('branches');
  return worldsOf(
    {
      reviewers: everybody ? reviewers.all.map((one) => ({ ...one, perhapsAuthor: true })) : reviewers.all,
      authorsAtMost: everybody ? Number.POSITIVE_INFINITY : reviewers.authorsAtMost,
      perhapsMore: unread.includes('reviews'),
    },
    needed,
  );
}

function doubtsOf({ reviewers }: Reviewed, question: Question): readonly string[] {
  const doubts = reviewers.doubts.filter(({ level }) => level <= question.level);
  return [...new Set(doubts.map(({ why }) => why))].sort();
}

function indeterminate(
  { named }: Reviewed,
  { whether }: Question,
  doubts: readonly string[],
  missing: readonly Missing[],
): Pick<Finding, 'answer' | 'sentence' | 'missing'> {
  const why = [...doubts, ...missing.map(({ what }) => what)].join(' ');
  return { answer: 'INDETERMINATE', sentence: `Whether ${named} ${whether} is not known. ${why}`, missing };
}

function eventsOf({ subject, pull }: Reviewed): readonly number[] {
  const reviews = pull.reviews.map((review) => review.submittedSeq);
  return [...subject.events, pull.openedSeq, pull.mergedSeq, ...reviews].filter((seq) => seq !== null);
}
