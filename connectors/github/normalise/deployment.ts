import { type Draft, type Json, type Mention, type Normalised, ref } from '#contract';
import type { z } from 'zod';
import { readAs, rest, webhooks } from '../wire.js';
import { environmentReviews } from './environment-review.js';
import { moment } from './moment.js';
import { restAccount } from './people.js';
import { ticketMentions } from './tickets.js';

type Deployment = z.output<typeof rest.deployment>;
type Repository = z.output<typeof rest.ownRepository>;
type Status = z.output<typeof rest.deploymentStatus>;

export function fromDeployment(payload: Json): Normalised {
  const record = readAs(rest.deploymentRecord, payload, 'deployment');
  const { repository, deployment, statuses } = record;
  const steps = statuses.flatMap((status) => reached(deployment, status, repository.id));
  return { events: [requested(deployment, repository), ...steps, ...environmentReviews(record, environmentOf(deployment))] };
}

export function fromDeploymentWebhook(payload: Json): Normalised {
  const { deployment, repository } = readAs(webhooks.deploymentEvent, payload, 'deployment webhook');
  return { events: [requested(deployment, repository)] };
}

export function fromDeploymentStatusWebhook(payload: Json): Normalised {
  const event = readAs(webhooks.deploymentStatusEvent, payload, 'deployment_status webhook');
  const facts = reached(event.deployment, event.deployment_status, event.repository.id);
  if (facts.length === 0) return { ignored: reasonFor(event.deployment_status.state) };
  // The payload holds the whole deployment: a hook without `deployment` events loses nothing.
  return { events: [requested(event.deployment, event.repository), ...facts] };
}

/** `rollback`, `deploy:rollback`: the task is the creator's own word, and the only one that GitHub has for it. */
const ROLLBACK = /(?:^|[:/._-])rollback(?:$|[:/._-])/i;

function requested(deployment: Deployment, repository: Repository): Draft {
  return {
    type: 'deployment.requested',
    subject: ref('deployment', deployment.id),
    identity: { kind: 'deployment', natural: [deployment.id], transition: 'requested' },
    occurredAt: moment(deployment.created_at),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', repository.id),
      sha: deployment.sha,
      ref: deployment.ref,
      task: deployment.task,
      environment: environmentOf(deployment),
      // GitHub's false is a default and says nothing (`controls.md`, Terms).
      productionMark: deployment.production_environment === true ? true : null,
      transient: deployment.transient_environment === true,
      creator: restAccount(deployment.creator),
      ...(ROLLBACK.test(deployment.task) ? { rollback: true } : {}),
    },
    mentions: [
      { names: ref('commit', repository.id, deployment.sha), method: 'RELATION', place: 'revision' },
      ...ticketsIn(deployment),
      ...deploymentsIn(deployment, repository),
    ],
  };
}

/** Nobody bounds the payload that a tool sends along; a key behind this many characters is not looked for. */
const READ_OF_PAYLOAD = 10_000;

function sentWith({ payload }: Deployment): string {
  return (typeof payload === 'string' ? payload : JSON.stringify(payload ?? '')).slice(0, READ_OF_PAYLOAD);
}

function ticketsIn(deployment: Deployment): Mention[] {
  const { ref: name, description } = deployment;
  return ticketMentions([
    { text: name, method: 'BRANCH', place: 'ref' },
    { text: description ?? '', method: 'TEXT', place: 'description' },
    { text: sentWith(deployment), method: 'TEXT', place: 'payload' },
  ]);
}

/** Another tool's report of the same rollout, where the payload gives the API's address of it: `…/repos/acme/pay/deployments/17`. */
function deploymentsIn(deployment: Deployment, { id, full_name: name }: Repository): Mention[] {
  const found = sentWith(deployment).matchAll(/\/(?:repos\/([\w.-]+\/[\w.-]+)|repositories\/(\d+))\/deployments\/(\d{1,20})(?!\d)/g);
  return [...found].flatMap(([, byName, byId, other = '']): Mention[] => {
    const isOwn = byId === id || byName?.toLowerCase() === name.toLowerCase();
    return isOwn && other !== deployment.id ? [{ names: ref('deployment', other), method: 'RELATION', place: 'payload' }] : [];
  });
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
