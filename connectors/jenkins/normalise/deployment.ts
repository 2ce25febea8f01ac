import { type Draft, ref } from '#contract';
import type { BuildRecord } from '../wire.js';
import { buildId, millisecond, naturalOf } from './identity.js';
import { isRejected, startOf } from './inputs.js';
import { parameterMentions } from './parameters.js';
import { starterOf, triggerOf } from './people.js';
import { commitMentions, mainRevision } from './revision.js';
import { resultOf, seenOf } from './run.js';

/** UNSTABLE went to its end, and tests failed: what it deploys is deployed. */
const SUCCEEDED = ['SUCCESS', 'UNSTABLE'];

/**
 * A build of a job that deploys. What it deploys, and whether somebody had to let it pass before, is known for certain at its
 * end: a pipeline checks out and asks while it runs. One that was rejected never began.
 */
export function deploymentEvents(record: BuildRecord, environment: string): readonly Draft[] {
  const state = resultOf(record);
  if (state === null) return [];
  const asked = requested(record, environment);
  return isRejected(record) ? [asked] : [asked, started(record, environment), finished(record, environment, state)];
}

function requested(record: BuildRecord, environment: string): Draft {
  const { build } = record;
  const trigger = triggerOf(build);
  return {
    ...factOf(record, 'requested'),
    type: 'deployment.requested',
    occurredAt: millisecond(build.timestamp),
    core: { ...mainRevision(record), environment, creator: starterOf(build), ...(trigger === null ? {} : { trigger }) },
    seen: seenOf(record),
    mentions: [...commitMentions(record), ...parameterMentions(record)],
  };
}

function started(record: BuildRecord, environment: string): Draft {
  const fact = factOf(record, 'started');
  return {
    ...fact,
    type: 'deployment.started',
    occurredAt: startOf(record),
    core: { deployment: fact.subject, statusId: '1-started', environment },
  };
}

function finished(record: BuildRecord, environment: string, state: string): Draft {
  const fact = factOf(record, 'finished');
  const outcome = SUCCEEDED.includes(state) ? 'SUCCEEDED' : 'FAILED';
  return {
    ...fact,
    type: 'deployment.finished',
    occurredAt: millisecond(record.build.timestamp + (record.build.duration ?? 0)),
    core: { deployment: fact.subject, outcome, state, statusId: '2-finished', environment },
  };
}

function factOf({ build }: BuildRecord, transition: string) {
  return {
    subject: ref('deployment', buildId(build)),
    identity: { kind: 'deployment', natural: naturalOf(build), transition },
    timeFrom: 'CORE' as const,
  };
}
