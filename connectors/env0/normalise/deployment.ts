import { type Draft, type Interval, text } from '#contract';
import type { Step } from '../wire.js';
import { isGated } from './approval.js';
import { type Log, mentionsOf, subjectOf } from './log.js';
import { between, moment, momentOrNull } from './moment.js';
import { accountById } from './people.js';

export function deploymentFacts(log: Log): readonly Draft[] {
  return [requested(log), ...started(log), ...finished(log)];
}

function requested(log: Log): Draft {
  const { deployment, environmentName, project, commit } = log;
  const creator = deployment.startedBy === null ? null : accountById(deployment.startedBy, deployment);
  return {
    type: 'deployment.requested',
    subject: subjectOf(log),
    identity: { kind: 'deployment', natural: [deployment.id], transition: 'requested' },
    occurredAt: moment(deployment.createdAt),
    timeFrom: 'CORE',
    core: {
      // The repository lies in another tool: the commit, among the mentions, leads there.
      repository: null,
      environment: deployment.environmentId,
      ref: deployment.blueprintRevision,
      task: deployment.type,
      template: deployment.blueprintId,
      creator,
      ...triggerOf(log),
    },
    seen: {
      ...{ environmentName, project, address: deployment.blueprintRepository, commit, triggerName: deployment.triggerName },
      ...(deployment.comment ? { comment: text('comment', deployment.comment, creator) } : {}),
    },
    mentions: mentionsOf(log),
  };
}

/** Of env zero's triggers those of which it is sure what they mean. */
function triggerOf({ deployment }: Log): { readonly trigger?: string } {
  if (deployment.isScheduledRun === true) return { trigger: 'SCHEDULE' };
  if (deployment.triggerName === 'user') return { trigger: 'HAND' };
  return deployment.triggerName === 'cd' ? { trigger: 'MERGE' } : {};
}

/** A deployment begins when its plan is applied, and not when it is planned: between the two it waits for approval. */
function started(log: Log): readonly Draft[] {
  const step = applyStep(log);
  const at = step && !isSkipped(log) ? startOf(log, step) : null;
  if (at === null) return [];
  return [{ ...status(log, 'started'), occurredAt: at, timeFrom: 'SEEN' }];
}

export function applyStep({ steps }: Log): Step | null {
  return steps?.find(({ role }) => role === 'APPLY') ?? null;
}

/**
 * Of a deployment that waited for approval nothing says whether the step's time is when it began to wait or to apply: it
 * began somewhere until the step's end, and is told then.
 */
function startOf(log: Log, step: Step): Interval | null {
  if (!hasBegun(log, step)) return null;
  return isGated(log) ? between(step.startedAt, step.completedAt ?? log.deployment.finishedAt) : momentOrNull(step.startedAt);
}

const NOT_BEGUN = ['NOT_STARTED', 'WAITING_FOR_USER', 'SKIPPED'];

function hasBegun({ deployment }: Log, { startedAt, status }: Step): boolean {
  return startedAt !== null && !NOT_BEGUN.includes(status) && deployment.status !== 'CANCELLED';
}

const OUTCOMES: Readonly<Record<string, 'SUCCEEDED' | 'FAILED'>> = {
  SUCCESS: 'SUCCEEDED',
  FAILURE: 'FAILED',
  TIMEOUT: 'FAILED',
  INTERNAL_FAILURE: 'FAILED',
  ABORTED: 'FAILED',
};

/** CANCELLED and SKIPPED ended before anything was applied; so did a SUCCESS of which env zero says that it skipped the apply. */
function finished(log: Log): readonly Draft[] {
  const { status: written, finishedAt } = log.deployment;
  const outcome = Object.hasOwn(OUTCOMES, written) ? OUTCOMES[written] : undefined;
  if (!outcome || finishedAt === null || isSkipped(log) || endedBefore(log)) return [];
  const end = status(log, 'finished');
  return [{ ...end, occurredAt: moment(finishedAt), timeFrom: 'CORE', core: { ...end.core, outcome, state: written } }];
}

function isSkipped({ deployment }: Log): boolean {
  return deployment.isSkippedApply === true;
}

/** What failed, or was aborted, before its apply changed nothing. The steps tell; a webhook has none, and leaves it to the reading. */
function endedBefore(log: Log): boolean {
  if (log.deployment.status === 'SUCCESS') return false;
  const step = applyStep(log);
  if (step !== null) return !hasBegun(log, step);
  return log.steps !== null || log.told !== null;
}

function status(log: Log, happened: 'started' | 'finished') {
  const subject = subjectOf(log);
  return {
    type: `deployment.${happened}` as const,
    subject,
    identity: { kind: 'deployment', natural: [log.deployment.id], transition: happened },
    // Statuses are ordered by these; env zero gives them no ids.
    core: { deployment: subject, environment: log.deployment.environmentId, statusId: happened === 'started' ? '1-started' : '2-finished' },
  };
}
