import { deploymentObject, statusObject } from '../rest/deployments.js';
import type { Deployment, DeploymentStatus } from '../deployment.js';
import type { Payload, Scene } from './frame.js';
import { framed } from './frame.js';

/** `deployment` created: as it was before any status came. */
export function deploymentPayload(scene: Scene, deployment: Deployment): Payload {
  const sender = scene.sender ?? deployment.creator ?? scene.repository.owner;
  const fresh = { ...deployment, statuses: [] };
  return framed({ ...scene, sender }, 'deployment', {
    action: 'created',
    deployment: deploymentObject(scene.addresses, scene.repository, fresh),
    workflow: null,
    workflow_run: null,
  });
}

/** `deployment_status` created: the deployment as it stood with this status as its last. */
export function deploymentStatusPayload(scene: Scene, deployment: Deployment, status: DeploymentStatus): Payload {
  const sender = scene.sender ?? status.creator ?? scene.repository.owner;
  const then = { ...deployment, statuses: deployment.statuses.filter(({ id }) => id <= status.id) };
  return framed({ ...scene, sender }, 'deployment_status', {
    action: 'created',
    deployment_status: statusObject(scene.addresses, scene.repository, deployment, status),
    deployment: deploymentObject(scene.addresses, scene.repository, then),
    check_run: null,
    workflow: null,
    workflow_run: null,
  });
}
