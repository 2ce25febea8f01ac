import { account, type Draft, type Json, MalformedRecord, type Normalised, type Normaliser, parseInterval, ref } from '#contract';
import { type Rollout, rollout } from './wire.js';

/** Both doors send the same shape, so one function reads both. */
export const normaliser: Normaliser = {
  version: 1,
  normalise: ({ payload }): Normalised => ({ events: eventsOf(readRollout(payload)) }),
};

function readRollout(payload: Json): Rollout {
  const read = rollout.safeParse(payload);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const field = issue?.path.join('.') || 'payload';
  throw new MalformedRecord(field, `${field} of this rollout cannot be read: ${issue?.message ?? 'no reason given'}.`, {
    cause: read.error,
  });
}

function eventsOf(one: Rollout): Draft[] {
  const id = String(one.id);
  const subject = ref('deployment', id);
  const repository = ref('repository', String(one.project));
  const requested: Draft = {
    type: 'deployment.requested',
    subject,
    identity: { kind: 'deployment', natural: [id], transition: 'requested' },
    occurredAt: parseInterval(one.requestedAt),
    timeFrom: 'CORE',
    core: { repository, sha: one.revision, environment: one.environment, creator: one.by && account(one.by.id, 'PERSON', one.by.name) },
    mentions: [{ names: ref('commit', String(one.project), one.revision), method: 'RELATION', place: 'revision' }],
  };
  if (one.state === 'RUNNING' || !one.finishedAt) return [requested];
  const finished: Draft = {
    type: 'deployment.finished',
    subject,
    identity: { kind: 'deployment', natural: [id], transition: 'finished' },
    occurredAt: parseInterval(one.finishedAt),
    timeFrom: 'CORE',
    core: { deployment: subject, outcome: one.state === 'DONE' ? 'SUCCEEDED' : 'FAILED', environment: one.environment },
  };
  return [requested, finished];
}
