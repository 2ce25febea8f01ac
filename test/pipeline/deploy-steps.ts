import {
  deploymentPayload,
  deploymentStatusPayload,
  NO_COMMIT,
  type Payload,
  releasePayload,
  type Repository,
  tagPushPayload,
} from '../../src/sample/index.js';
import type { Step } from './any-plan.js';
import { type Act, headOf, type Stage } from './stage.js';

export function release(stage: Stage, act: Act): readonly Payload[] {
  const { repository, who } = act;
  const name = `v${repository.tags.length + 1}`;
  const commit = headOf(repository);
  const at = stage.time();
  repository.tags.push({ name, object: commit, commit, annotated: false });
  const text = { name, body: null, targetCommitish: 'main' };
  const release = { id: stage.id(), tag: name, ...text, draft: false, prerelease: false, author: who, createdAt: at, publishedAt: at };
  repository.releases.push(release);
  return [tagPushPayload(act, { name, before: NO_COMMIT, after: commit, commit, pushedAt: at }), releasePayload(act, release, 'published')];
}

export function deploy(stage: Stage, step: Extract<Step, { does: 'deploy' }>, act: Act): readonly Payload[] {
  const { repository, who } = act;
  const line = firstParents(repository);
  const sha = line[Math.min(step.back, line.length - 1)] ?? headOf(repository);
  const tag = repository.tags.find((one) => one.commit === sha);
  const status = (state: string, afterS: number) => ({
    id: stage.id(),
    state: state as 'success',
    environment: step.environment,
    description: '',
    creator: who,
    createdAt: stage.time(afterS),
  });
  const statuses = [status('queued', 0), status('in_progress', 1), ...(step.end ? [status(step.end, 1 + step.lastsS)] : [])];
  const deployment = {
    id: stage.id(),
    sha,
    ref: tag?.name ?? 'main',
    task: 'deploy',
    environment: step.environment,
    productionEnvironment: step.environment === 'production',
    transientEnvironment: false,
    description: null,
    creator: who,
    createdAt: stage.time(),
    statuses,
  };
  repository.deployments.push(deployment);
  return [deploymentPayload(act, deployment), ...statuses.map((one) => deploymentStatusPayload(act, deployment, one))];
}

/** The line of main, newest first. */
function firstParents(repository: Repository): readonly string[] {
  const parents = new Map(repository.commits.map((commit) => [commit.sha, commit.parents[0]]));
  const line: string[] = [];
  for (let sha: string | undefined = headOf(repository); sha !== undefined; sha = parents.get(sha)) line.push(sha);
  return line;
}
