import type { Draft, Json, Normalised } from '#contract';
import { type Deployment, deploymentEvent, deploymentRecord, readAs } from '../wire.js';
import { approvalsIn } from './approval.js';
import { deploymentFacts } from './deployment.js';
import { driftsIn, reasonForDrift } from './drift.js';
import type { Log } from './log.js';
import { addressesIn } from './people.js';
import { policiesIn } from './policy.js';
import { planFinished } from './pull-request-plan.js';
import { taskFacts } from './task.js';

export function fromReading(payload: Json): Normalised {
  const { environment, deployment, steps } = readAs(deploymentRecord, payload, 'deployment');
  const inOrder = steps && [...steps].sort((a, b) => a.order - b.order);
  const { name: environmentName, projectId: project } = environment;
  return meaningOf({ deployment, steps: inOrder, commit: commitOf(deployment), environmentName, project, told: null });
}

export function fromDelivery(payload: Json): Normalised {
  const { type, time, data } = readAs(deploymentEvent, payload, 'delivery');
  const { deploymentLog: deployment, environment, gitRevision } = data;
  const told = { event: type, at: time };
  const where = { environmentName: environment?.name ?? null, project: environment?.projectId ?? null };
  return meaningOf({ deployment, steps: null, commit: gitRevision ?? commitOf(deployment), ...where, told });
}

function commitOf({ gitMetadata, customEnv0EnvironmentVariables }: Deployment): string | null {
  return gitMetadata?.commit ?? customEnv0EnvironmentVariables?.commitHash ?? null;
}

/** What is deployed or destroyed changes the infrastructure, tasks may; all others only look at it. */
function factsOf(log: Log): readonly Draft[] {
  switch (log.deployment.type) {
    case 'deploy':
    case 'destroy':
      return [...deploymentFacts(log), ...approvalsIn(log), ...policiesIn(log)];
    case 'task':
      return taskFacts(log);
    case 'driftDetection':
      return driftsIn(log);
    case 'prPlan':
      return planFinished(log);
    default:
      return [];
  }
}

function meaningOf(log: Log): Normalised {
  const facts = factsOf(log);
  return facts.length > 0 ? { events: [...facts, ...addressesIn(log.deployment)] } : { ignored: reasonFor(log) };
}

function reasonFor(log: Log): string {
  const { type, status } = log.deployment;
  if (type === 'driftDetection') return reasonForDrift(log);
  if (type === 'task') return `The task is ${status}: it has not begun.`;
  if (type === 'prPlan') return `The plan of a pull request is ${status}: it says nothing of the pull request yet.`;
  return `A deployment of type ${type} changes nothing: it plans or tests only.`;
}
