import { type Draft, type Interval, type Json, type Normalised, ref } from '#contract';
import type { z } from 'zod';
import { readAs, rest, webhooks } from '../wire.js';
import { deploymentApprovals } from './deployment-approval.js';
import { moment, momentOrNull } from './moment.js';
import { accountOf } from './people.js';
import { ticketMentions } from './tickets.js';

type Deployment = z.output<typeof rest.deployment>;

/** One that was cancelled after it had begun left nobody knows what: it failed; before, it never happened. */
const OUTCOMES: Readonly<Record<string, string>> = { success: 'SUCCEEDED', failed: 'FAILED', canceled: 'FAILED' };
const isEnd = (status: string) => Object.hasOwn(OUTCOMES, status);

export function fromDeployment(payload: Json): Normalised {
  const { project, deployment } = readAs(rest.deploymentRecord, payload, 'deployment');
  const place = { project: project.id, id: deployment.id, environment: deployment.environment.name };
  const { deployable, user } = deployment;
  const begun = momentOrNull(deployable?.started_at);
  const isBegun = deployment.status === 'running' || (isEnd(deployment.status) && begun !== null);
  const events: Draft[] = [requested(deployment, project.id), ...deploymentApprovals(deployment, project.id)];
  if (isBegun) events.push(reached(place, 'running', begun ?? updatedAt(deployment), user));
  if (isEnd(deployment.status) && (isBegun || deployment.status !== 'canceled')) {
    events.push(reached(place, deployment.status, endOf(deployment), user));
  }
  return { events };
}

/** When it ended, as far as REST says: of the deployment itself, of its job, of its last change. */
function endOf(deployment: Deployment): Interval {
  const { finished_at: own, deployable } = deployment;
  return momentOrNull(own) ?? momentOrNull(deployable?.finished_at) ?? updatedAt(deployment);
}

function updatedAt({ updated_at: updated, created_at: created }: Deployment): Interval {
  return moment(updated ?? created);
}

/** That it was asked for, with its revision, stands in REST alone: this webhook wakes that reading. */
export function fromDeploymentWebhook(payload: Json): Normalised {
  const event = readAs(webhooks.deployment, payload, 'deployment webhook');
  const { status, status_changed_at: at, user } = event;
  const place = { project: event.project.id, id: event.deployment_id, environment: event.environment };
  // Whether a cancelled one had begun, REST alone says.
  if (!at || !['running', 'success', 'failed'].includes(status)) {
    return { ignored: `deployment ${status} is neither a start nor an end with a time: the deployment is read at once.` };
  }
  return { events: [reached(place, status, moment(at), user)] };
}

function requested(deployment: Deployment, project: string): Draft {
  const { environment, deployable } = deployment;
  return {
    type: 'deployment.requested',
    subject: ref('deployment', deployment.id),
    identity: { kind: 'deployment', natural: [deployment.id], transition: 'requested' },
    occurredAt: moment(deployment.created_at),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', project),
      sha: deployment.sha,
      ref: deployment.ref,
      environment: environment.name,
      // Any other tier may be a guess by the name, and says nothing.
      productionMark: environment.tier === 'production' ? true : null,
      creator: accountOf(deployment.user),
    },
    seen: {
      environmentId: environment.id,
      tier: environment.tier ?? null,
      job: deployable?.id ?? null,
      pipeline: deployable?.pipeline?.id ?? null,
    },
    mentions: [
      { names: ref('commit', project, deployment.sha), method: 'RELATION', place: 'revision' },
      ...ticketMentions([{ text: deployment.ref, method: 'BRANCH', place: 'ref' }]),
    ],
  };
}

interface Place {
  readonly project: string;
  readonly id: string;
  readonly environment: string;
}

type User = Parameters<typeof accountOf>[0];

function reached({ project, id, environment }: Place, status: string, at: Interval, user: User): Draft {
  const outcome = OUTCOMES[status];
  const subject = ref('deployment', id);
  return {
    type: outcome ? 'deployment.finished' : 'deployment.started',
    subject,
    identity: { kind: 'deployment', natural: [id], transition: outcome ? 'finished' : 'started', discriminator: [status] },
    occurredAt: at,
    // The webhook has the time of the change of status, REST those of the job.
    timeFrom: 'SEEN',
    core: {
      repository: ref('repository', project),
      deployment: subject,
      ...(outcome ? { outcome } : {}),
      state: status,
      // A status has no id; a deployment reaches each once.
      statusId: `${id}-${status}`,
      environment,
    },
    seen: { by: accountOf(user) },
  };
}
