import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Addresses } from '../addresses.js';
import { apiOf, htmlOf, nodeId } from '../addresses.js';
import type { Answer } from '../answer.js';
import { notFound, ok } from '../answer.js';
import type { Deployment, DeploymentStatus } from '../deployment.js';
import type { Repository } from '../world.js';
import { accountOrNull } from './account.js';
import type { Call } from './call.js';
import { numberedList } from './paging.js';

type DeploymentObject = RestEndpointMethodTypes['repos']['getDeployment']['response']['data'];
type StatusObject = RestEndpointMethodTypes['repos']['getDeploymentStatus']['response']['data'];

/** GET …/deployments, newest first. */
export function listDeployments(call: Call): Answer {
  const asked = ['sha', 'ref', 'task', 'environment'] as const;
  const all = call.repository.deployments
    .filter((deployment) => asked.every((field) => !call.query.has(field) || call.query.get(field) === deployment[field]))
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id);
  return numberedList(call, all, (deployment) => deploymentObject(call.addresses, call.repository, deployment));
}

function named(call: Call): Deployment | undefined {
  return call.repository.deployments.find(({ id }) => id === Number(call.names[0]));
}

export function deploymentById(call: Call): Answer {
  const deployment = named(call);
  return deployment ? ok(deploymentObject(call.addresses, call.repository, deployment)) : notFound();
}

/** GET …/deployments/{id}/statuses, newest first. */
export function listStatuses(call: Call): Answer {
  const deployment = named(call);
  if (deployment === undefined) return notFound();
  return numberedList(call, [...deployment.statuses].reverse(), (status) =>
    statusObject(call.addresses, call.repository, deployment, status),
  );
}

export function deploymentObject(addresses: Addresses, repository: Repository, deployment: Deployment): DeploymentObject {
  const url = `${apiOf(addresses, repository)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: (deployment.payload ?? {}) as DeploymentObject['payload'],
    original_environment: deployment.environment,
    // A status may name another environment, and the deployment bears the last one's from then on.
    environment: deployment.statuses.at(-1)?.environment ?? deployment.environment,
    description: deployment.description,
    creator: accountOrNull(addresses, deployment.creator),
    created_at: deployment.createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: apiOf(addresses, repository),
    transient_environment: deployment.transientEnvironment,
    production_environment: deployment.productionEnvironment,
    performed_via_github_app: null,
  };
}

export function statusObject(addresses: Addresses, repository: Repository, deployment: Deployment, status: DeploymentStatus): StatusObject {
  const url = `${apiOf(addresses, repository)}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: accountOrNull(addresses, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: '',
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: apiOf(addresses, repository),
    environment_url: '',
    log_url: `${htmlOf(addresses, repository)}/${deployment.run === undefined ? 'deployments' : `actions/runs/${deployment.run}/job/1`}`,
    performed_via_github_app: null,
  };
}
