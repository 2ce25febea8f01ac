import { type Draft, type Json, type Mention, type Normalised, ref } from '#contract';
import type { z } from 'zod';
import { readAs, rest, webhooks } from '../wire.js';
import { moment } from './moment.js';
import { restAccount } from './people.js';
import { ticketMentions } from './tickets.js';

type Deployment = z.output<typeof rest.deployment>;
type Status = z.output<typeof rest.deploymentStatus>;

export function fromDeployment(payload: Json): Normalised {
  const { repository, deployment, statuses } = readAs(rest.deploymentRecord, payload, 'deployment');
  return { events: [requested(deployment, repository.id), ...statuses.flatMap((status) => reached(deployment, status, repository.id))] };
}

export function fromDeploymentWebhook(payload: Json): Normalised {
  const { deployment, repository } = readAs(webhooks.deploymentEvent, payload, 'deployment webhook');
  return { events: [requested(deployment, repository.id)] };
}

export function fromDeploymentStatusWebhook(payload: Json): Normalised {
  const event = readAs(webhooks.deploymentStatusEvent, payload, 'deployment_status webhook');
  const facts = reached(event.deployment, event.deployment_status, event.repository.id);
  if (facts.length === 0) return { ignored: reasonFor(event.deployment_status.state) };
  // The payload holds the whole deployment: a hook without `deployment` events loses nothing.
  return { events: [requested(event.deployment, event.repository.id), ...facts] };
}

function requested(deployment: Deployment, repository: string): Draft {
  return {
    type: 'deployment.requested',
    subject: ref('deployment', deployment.id),
    identity: { kind: 'deployment', natural: [deployment.id], transition: 'requested' },
    occurredAt: moment(deployment.created_at),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', repository),
      sha: deployment.sha,
      ref: deployment.ref,
      task: deployment.task,
      environment: environmentOf(deployment),
      // GitHub's false is a default and says nothing (`controls.md`, Terms).
      productionMark: deployment.production_environment === true ? true : null,
      transient: deployment.transient_environment === true,
      creator: restAccount(deployment.creator),
    },
    mentions: [{ names: ref('commit', repository, deployment.sha), method: 'RELATION', place: 'revision' }, ...ticketsIn(deployment)],
  };
}

/** Nobody bounds the payload that a tool sends along; a key behind this many characters is not looked for. */
const READ_OF_PAYLOAD = 10_000;

function ticketsIn({ ref: name, description, payload }: Deployment): Mention[] {
  const sent = typeof payload === 'string' ? payload : JSON.stringify(payload ?? '');
  return ticketMentions([
    { text: name, method: 'BRANCH', place: 'ref' },
    { text: description ?? '', method: 'TEXT', place: 'description' },
    { text: sent.slice(0, READ_OF_PAYLOAD), method: 'TEXT', place: 'payload' },
  ]);
}

/** A status may rename the deployment's `environment` later; what it was created for stays in `original_environment`. */
function environmentOf(deployment: Deployment): string {
  return deployment.original_environment ?? deployment.environment;
}

const OUTCOMES: Readonly<Record<string, string>> = { success: 'SUCCEEDED', failure: 'FAILED', error: 'FAILED' };

function reached(deployment: Deployment, status: Status, repository: string): Draft[] {
  const outcome = Object.hasOwn(OUTCOMES, status.state) ? OUTCOMES[status.state] : undefined;
  if (!outcome && status.state !== 'in_progress') return [];
  const subject = ref('deployment', deployment.id);
  return [
    {
      type: outcome ? 'deployment.finished' : 'deployment.started',
      subject,
      identity: { kind: 'deployment_status', natural: [status.id], transition: outcome ? 'finished' : 'started' },
      occurredAt: moment(status.created_at),
      timeFrom: 'CORE',
      core: {
        repository: ref('repository', repository),
        deployment: subject,
        ...(outcome ? { outcome } : {}),
        state: status.state,
        statusId: status.id,
        environment: status.environment || environmentOf(deployment),
      },
      seen: { by: restAccount(status.creator) },
    },
  ];
}

function reasonFor(state: string): string {
  if (state === 'inactive') return 'inactive says that a later deployment took over; nothing was rolled back by it.';
  if (state === 'queued' || state === 'pending') return `${state}: the deployment has not begun yet.`;
  return `the deployment state ${state} is neither a start nor an end that Changeline knows.`;
}
