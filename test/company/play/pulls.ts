import { type PullAction, pullRequestPayload, reviewPayload } from '../../../src/sample/index.js';
import { headOf } from '../company.js';
import { gitHubTime } from '../times.js';
import type { Change, Commit, Pull, Review } from '../plan.js';
import { type Act, type Playing, type Scene, spoken, touching } from './acting.js';
import { checked } from './checks.js';
import { landed } from './landing.js';
import { moveBranch } from './pushes.js';

export function pullActs(scene: Scene, change: Change, pull: Pull): readonly Act[] {
  const { repository, names } = scene;
  const number = names.pulls.size + 1;
  const id = 3_000_000_000 + repository.id * 10_000 + number;
  names.pulls.set(pull, `pull_request:github-acme:${id}`);
  const playing: Playing = { scene, change, pull, number, branch: spoken(scene, change, pull.branch), served: null, shas: [], head: null };
  const { updatedBy } = pull;
  return [
    ...pull.commits.map((commit) => ({ at: commit.pushedAt, does: () => pushed(playing, commit) })),
    { at: pull.openedAt, does: () => opened(playing, id) },
    ...(updatedBy === null ? [] : [{ at: updatedBy.at, does: () => updated(playing, updatedBy) }]),
    ...pull.reviews.map((review) => ({ at: review.at, does: () => reviewed(playing, review) })),
    { at: pull.mergedAt, does: () => merged(playing) },
  ];
}

/** How a stage of a pull request is told; in a fork the pushes to its branch are not. */
function tell({ scene, served }: Playing, action: PullAction): void {
  const { company, repository } = scene;
  if (served === null) return;
  company.send(({ github }) => ({
    tool: 'github',
    payload: pullRequestPayload({ addresses: github.addresses, repository }, served, action),
  }));
}

function pushed(playing: Playing, { message, author, pusher, pushedAt: at, files }: Commit): void {
  const { scene, change, pull, number, branch } = playing;
  const { company, repository } = scene;
  const parents = [playing.head ?? headOf(repository)];
  const text = spoken(scene, change, pull.reverts === null ? message : revertOf(scene, change, pull.reverts));
  const { sha } = company.commit(repository, { parents, message: text, author, at, pulls: [number], ...touching(files) });
  playing.shas.push(sha);
  if (!pull.isFork) moveBranch(company, { repository, branch, after: sha, by: pusher, at });
  advanced(playing, sha, at);
}

function revertOf(scene: Scene, change: Change, reverted: Pull): string {
  const served = scene.repository.pulls.find(({ id }) => scene.names.pulls.get(reverted) === `pull_request:github-acme:${id}`);
  return `Revert "${spoken(scene, change, reverted.title)}"\n\nThis reverts commit ${served?.mergeCommit ?? ''}.`;
}

function advanced(playing: Playing, sha: string, at: number): void {
  const { served } = playing;
  playing.head = sha;
  if (served === null) return;
  const before = served.head.sha;
  served.head.sha = sha;
  served.commits.push(sha);
  served.updatedAt = gitHubTime(at);
  tell(playing, { action: 'synchronize', before, after: sha });
}

function opened(playing: Playing, id: number): void {
  const { scene, change, pull, number, branch, shas } = playing;
  const { repository } = scene;
  const at = gitHubTime(pull.openedAt);
  const head = shas.at(-1);
  if (head === undefined) throw new Error('A plan opens a pull request before anything is on its branch.');
  playing.served = {
    ...{ id, number, title: spoken(scene, change, pull.title), body: spoken(scene, change, pull.body) },
    ...{ state: 'OPEN', draft: false, author: pull.opener },
    base: { ref: pull.target, sha: headOf(repository) },
    head: { ref: branch, sha: head },
    ...{ createdAt: at, updatedAt: at, closedAt: null, mergedAt: null, mergedBy: null, mergeCommit: null },
    ...{ commits: [...shas], reviews: [], timeline: [] },
  };
  repository.pulls.push(playing.served);
  tell(playing, { action: 'opened' });
}

/** The button "Update branch": GitHub commits it in the name of who pressed it. */
function updated(playing: Playing, { by, at }: { by: Commit['pusher']; at: number }): void {
  const { scene, number, branch, head } = playing;
  const { company, repository } = scene;
  const parents = [head ?? headOf(repository), headOf(repository)];
  const own = playing.pull.commits.some(({ files }) => files) ? touching([]) : {};
  const { sha } = company.commit(repository, {
    ...{ parents, message: `Merge branch 'main' into ${branch}`, author: by, at, pulls: [number] },
    ...own,
  });
  moveBranch(company, { repository, branch, after: sha, by, at });
  advanced(playing, sha, at);
}

function reviewed({ scene, served, shas }: Playing, given: Review): void {
  const { by, at, state, saw } = given;
  const { company, repository } = scene;
  const commit = saw === -1 ? served?.head.sha : shas.at(saw);
  if (served === null || commit === undefined) throw new Error('A plan reviews what is not there yet.');
  const review = { id: 3_100_000_000 + company.id(), author: by, state, body: '', commit, submittedAt: gitHubTime(at) };
  served.reviews.push(review);
  scene.names.reviews.set(given, `review:github-acme:${review.id}`);
  served.updatedAt = gitHubTime(at);
  company.send(({ github }) => ({
    tool: 'github',
    payload: reviewPayload({ addresses: github.addresses, repository }, served, review, 'submitted'),
  }));
}

function merged(playing: Playing): void {
  const { scene, pull, served } = playing;
  const { company, repository } = scene;
  if (served === null) throw new Error('A plan merges what was never opened.');
  const at = gitHubTime(pull.mergedAt);
  const head = landed(playing, served);
  Object.assign(served, { state: 'MERGED', closedAt: at, mergedAt: at, updatedAt: at, mergedBy: pull.mergedBy, mergeCommit: head });
  moveBranch(company, { repository, branch: pull.target, after: head, by: pull.mergedBy, at: pull.mergedAt, as: 'pr_merge' });
  scene.names.merges.set(pull, `commit:github-acme:${scene.repository.id}:${head}`);
  checked(scene, head, pull.mergedAt);
  tell(playing, { action: 'closed' });
}
