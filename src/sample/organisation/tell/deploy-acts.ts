import type { Deployment, DeploymentState, DeploymentStatus } from '../../github/deployment.js';
import { deploymentPayload, deploymentStatusPayload } from '../../github/webhooks/deployment.js';
import type { When } from '../calendar.js';
import { gitHubTime } from '../calendar.js';
import { people, type Person } from '../people.js';
import type { RepositoryName } from '../repositories.js';
import { headOf } from './code.js';
import { msOf, tellGitHub, type Telling } from './telling.js';

export interface Rollout {
  /** What is deployed; the main branch as it is then unless told. */
  readonly revision?: string;
  readonly environment?: string;
  /** Whether GitHub bears its mark of a production environment. */
  readonly mark?: boolean;
  readonly by?: Person;
  /** 20 s after it was asked for, unless told; null: it never started. */
  readonly starts?: When | null;
  /** 5 min after it was asked for, unless told; null: nobody ever said. */
  readonly ends?: When | null;
  readonly outcome?: Extract<DeploymentState, 'success' | 'failure' | 'error'>;
}

/** What happens to a deployment. */
export function deployActs(telling: Telling) {
  return {
    deploy: (when: When, name: RepositoryName, rollout: Rollout = {}): Deployment => {
      const repository = telling.company.repositories[name];
      const { environment = 'production', by = people.deployer, mark = environment === 'production' } = rollout;
      const atMs = msOf(telling, when);
      const deployment: Deployment = {
        id: telling.company.idAt('deployment', atMs),
        sha: rollout.revision ?? headOf(repository),
        ...{ ref: 'main', task: 'deploy', environment, productionEnvironment: mark, transientEnvironment: false, description: null },
        ...{ creator: by.github, createdAt: gitHubTime(atMs), statuses: [] },
      };
      repository.deployments.push(deployment);
      tellGitHub(telling, repository, by, (scene) => deploymentPayload(scene, deployment));
      for (const { state, ms } of stepsOf(telling, atMs, rollout)) {
        const status = statusOf(telling, { deployment, state, ms, by });
        deployment.statuses.push(status);
        tellGitHub(telling, repository, by, (scene) => deploymentStatusPayload(scene, deployment, status));
      }
      return deployment;
    },
  };
}

interface Step {
  readonly state: DeploymentState;
  readonly ms: number;
}

function stepsOf(telling: Telling, atMs: number, { starts, ends, outcome = 'success' }: Rollout): readonly Step[] {
  const at = (when: When | null | undefined, afterMs: number) =>
    when === null ? [] : [when === undefined ? atMs + afterMs : msOf(telling, when)];
  const started = at(starts, 20_000).map((ms): Step => ({ state: 'in_progress', ms }));
  const ended = at(ends, 300_000).map((ms): Step => ({ state: outcome, ms }));
  return [{ state: 'queued', ms: atMs + 5_000 }, ...started, ...(started.length > 0 ? ended : [])];
}

function statusOf({ company }: Telling, { deployment, state, ms, by }: Step & { deployment: Deployment; by: Person }): DeploymentStatus {
  const { environment } = deployment;
  const id = company.idAt('deploymentStatus', ms);
  return { id, state, environment, description: '', creator: by.github, createdAt: gitHubTime(ms) };
}
