import { checkRunObject } from '../rest/check-runs.js';
import { commitStatusObject } from '../rest/commit-statuses.js';
import { workflowRunObject } from '../rest/workflow-runs.js';
import type { CheckRun, CommitStatus, WorkflowRun } from '../checks.js';
import { fullName } from '../world.js';
import type { Payload, Scene } from './frame.js';
import { framed } from './frame.js';

export function checkRunPayload(scene: Scene, run: CheckRun, action: 'created' | 'completed'): Payload {
  return framed(scene, 'check_run', { action, check_run: checkRunObject(scene, run) });
}

/** `status`: the payload is the status itself, and `name` in it the repository. */
export function statusPayload(scene: Scene, status: CommitStatus): Payload {
  const { url: _url, creator: _creator, ...own } = commitStatusObject(scene, status);
  const sender = status.creator ?? scene.sender ?? scene.repository.owner;
  return framed({ ...scene, sender }, 'status', { ...own, sha: status.sha, name: fullName(scene.repository), branches: [] });
}

export function workflowRunPayload(scene: Scene, run: WorkflowRun, action: 'requested' | 'in_progress' | 'completed'): Payload {
  const sender = scene.sender ?? run.actor ?? scene.repository.owner;
  return framed({ ...scene, sender }, 'workflow_run', { action, workflow_run: workflowRunObject(scene, run), workflow: null });
}
