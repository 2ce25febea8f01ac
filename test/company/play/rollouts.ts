import { type Deployment, deploymentPayload, type DeploymentState, deploymentStatusPayload } from '../../../src/sample/index.js';
import { headOf } from '../company.js';
import { gitHubTime } from '../times.js';
import type { Rollout } from '../plan.js';
import type { Act, Scene } from './acting.js';
import { reported } from './reported.js';

/** `before` is main as the unit found it. */
export function rolloutActs(scene: Scene, rollout: Rollout, before: () => string): readonly Act[] {
  const { company, names } = scene;
  const id = 1_840_000_000 + company.id();
  names.deployments.set(rollout, `deployment:github-acme:${id}`);
  let served: Deployment | null = null;
  const status = (state: DeploymentState, at: number) => ({ at, does: () => served && reached(scene, served, state, at) });
  return [
    {
      at: rollout.requestedAt,
      does: () => {
        served = requested(scene, rollout, id, before());
        reported(scene, rollout, served);
      },
    },
    status('queued', rollout.requestedAt),
    status('in_progress', rollout.startedAt),
    status(rollout.outcome, rollout.endedAt),
  ];
}

const NOWHERE = 'f'.repeat(40);

function shaOf({ repository, names }: Scene, revision: Rollout['revision'], before: string): string {
  if (typeof revision === 'string') return { main: headOf(repository), before, unknown: NOWHERE }[revision];
  if ('branch' in revision) return headOf(repository, revision.branch);
  const name = names.deployments.get(revision.of);
  const deployed = repository.deployments.find(({ id }) => name === `deployment:github-acme:${id}`);
  if (deployed === undefined) throw new Error('A plan goes back to what was never deployed.');
  return deployed.sha;
}

function requested(scene: Scene, rollout: Rollout, id: number, before: string): Deployment {
  const { company, repository } = scene;
  const { environment, mark, creator, description, requestedAt } = rollout;
  const sha = shaOf(scene, rollout.revision, before);
  const deployment: Deployment = {
    ...{ id, sha, ref: 'main', task: 'deploy', environment, productionEnvironment: mark, transientEnvironment: false },
    ...{ description, creator, createdAt: gitHubTime(requestedAt), statuses: [] },
  };
  repository.deployments.push(deployment);
  company.send(({ github }) => ({ tool: 'github', payload: deploymentPayload({ addresses: github.addresses, repository }, deployment) }));
  return deployment;
}

function reached({ company, repository }: Scene, deployment: Deployment, state: DeploymentState, at: number): void {
  const { environment, creator } = deployment;
  const status = { id: 5_120_000_000 + company.id(), state, environment, description: '', creator, createdAt: gitHubTime(at) };
  deployment.statuses.push(status);
  company.send(({ github }) => ({
    tool: 'github',
    payload: deploymentStatusPayload({ addresses: github.addresses, repository }, deployment, status),
  }));
}
