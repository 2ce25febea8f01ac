import {
  type Account,
  type Payload,
  type Pull,
  pullRequestPayload,
  reviewPayload,
  type Repository,
  type ReviewState,
} from '../../src/sample/index.js';
import { type Act, headOf, type Stage } from './stage.js';

export function open(stage: Stage, count: number, act: Act): readonly Payload[] {
  const { repository, who } = act;
  const number = repository.pulls.length + 1;
  const base = headOf(repository);
  const known = repository.commits.length;
  const pushed = stage.push(act, `topic-${number}`, count, [number]);
  const commits = repository.commits.slice(known).map(({ sha }) => sha);
  const at = stage.time();
  const pull: Pull = {
    id: 3_000_000_000 + repository.id * 1000 + number,
    number,
    title: `Pull ${number}`,
    body: '',
    state: 'OPEN',
    draft: false,
    author: who,
    base: { ref: 'main', sha: base },
    head: { ref: `topic-${number}`, sha: commits.at(-1) ?? base },
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    commits,
    reviews: [],
    timeline: [],
  };
  repository.pulls.push(pull);
  return [...pushed, pullRequestPayload(act, pull, { action: 'opened' })];
}

export function synchronize(stage: Stage, pull: Pull, act: Act): readonly Payload[] {
  const before = pull.head.sha;
  const pushed = stage.push(act, pull.head.ref, 1, [pull.number]);
  const after = act.repository.branches.get(pull.head.ref) ?? before;
  pull.head.sha = after;
  pull.commits.push(after);
  return [...pushed, pullRequestPayload(act, pull, { action: 'synchronize', before, after })];
}

export function retitle(stage: Stage, pull: Pull, act: Act): readonly Payload[] {
  const previousTitle = pull.title;
  pull.title = `Pull ${pull.number} as of ${stage.nowS}`;
  pull.timeline.push({
    kind: 'RenamedTitleEvent',
    id: stage.id(),
    createdAt: stage.time(),
    actor: act.who,
    previousTitle,
    currentTitle: pull.title,
  });
  return [pullRequestPayload(act, pull, { action: 'edited', changes: { title: { from: previousTitle } } })];
}

export function review(stage: Stage, state: ReviewState, pull: Pull, act: Act): readonly Payload[] {
  const review = { id: 3_100_000_000 + stage.id(), author: act.who, state, body: '', commit: pull.head.sha, submittedAt: stage.time() };
  pull.reviews.push(review);
  return [reviewPayload(act, pull, review, 'submitted')];
}

export function dismiss(stage: Stage, which: number, act: Act): readonly Payload[] {
  const decided = act.repository.pulls
    .flatMap((pull) => pull.reviews.map((review) => ({ pull, review })))
    .filter(({ review }) => isDecision(review.state));
  const found = decided[which % Math.max(decided.length, 1)];
  if (!found) return [];
  const { pull, review } = found;
  const dismissal = {
    id: stage.id(),
    createdAt: stage.time(),
    actor: act.who,
    review: review.id,
    previousReviewState: review.state,
    message: null,
  };
  pull.timeline.push({ kind: 'ReviewDismissedEvent', ...dismissal });
  review.state = 'DISMISSED';
  pull.updatedAt = stage.time();
  return [reviewPayload(act, pull, review, 'dismissed')];
}

export function merge(stage: Stage, method: 'merge' | 'squash' | 'rebase', pull: Pull, act: Act): readonly Payload[] {
  const { repository, who } = act;
  const main = headOf(repository);
  let head = main;
  if (method === 'merge') head = stage.commit(repository, [main, pull.head.sha], who, [pull.number]).sha;
  else if (method === 'squash') head = stage.commit(repository, [main], pull.author, [pull.number]).sha;
  else for (const sha of pull.commits) head = stage.commit(repository, [head], authorOf(repository, sha), [pull.number]).sha;
  const at = stage.time();
  Object.assign(pull, { state: 'MERGED', closedAt: at, mergedAt: at, mergedBy: who, mergeCommit: head });
  const pushed = stage.moved(act, 'main', head, 'pr_merge');
  return [pushed, pullRequestPayload(act, pull, { action: 'closed' })];
}

/** Closed without a merge. */
export function close(stage: Stage, pull: Pull, act: Act): readonly Payload[] {
  pull.state = 'CLOSED';
  pull.closedAt = stage.time();
  return [pullRequestPayload(act, pull, { action: 'closed' })];
}

function authorOf(repository: Repository, sha: string): Account | null {
  return repository.commits.find((commit) => commit.sha === sha)?.author ?? null;
}

function isDecision(state: string): boolean {
  return state === 'APPROVED' || state === 'CHANGES_REQUESTED';
}
