import { type Draft, ref } from '#contract';
import type { Log } from './log.js';
import { moment } from './moment.js';

/**
 * What a drift detection found in the environment that no deployment put there. Which resources, the plan says, and that is
 * not kept. The commit against which it was planned is no reason for it, and not mentioned.
 */
export function driftsIn(log: Log): readonly Draft[] {
  const { deployment, environmentName, project } = log;
  if (!isFound(log) || deployment.finishedAt === null) return [];
  return [
    {
      type: 'infrastructure.drifted',
      subject: ref('drift', deployment.id),
      identity: { kind: 'drift', natural: [deployment.id], transition: 'drifted' },
      occurredAt: moment(deployment.finishedAt),
      timeFrom: 'CORE',
      core: { kind: 'INFRASTRUCTURE', resource: deployment.environmentId, environment: deployment.environmentId },
      seen: { environmentName, project, ...summaryOf(log) },
    },
  ];
}

/** The webhook's type says it, whatever the member in its body does. */
function isFound({ deployment, told }: Log): boolean {
  return deployment.driftDetected === true || (told !== null && /(?:^|\.)drift\.detected$/.test(told.event));
}

function summaryOf({ deployment: { planSummary } }: Log): Draft['core'] {
  return planSummary === null ? {} : { added: planSummary.added, changed: planSummary.changed, destroyed: planSummary.destroyed };
}

export function reasonForDrift({ deployment }: Log): string {
  return deployment.driftDetected === false || deployment.status === 'SUCCESS'
    ? 'The drift detection found no drift.'
    : `The drift detection is ${deployment.status}: it says nothing of the infrastructure.`;
}
