import { type Draft, ref } from '#contract';
import { type Log, ticketsIn } from './log.js';
import { moment } from './moment.js';
import { accountById } from './people.js';

const OUTCOMES: Readonly<Record<string, string>> = {
  ...{ SUCCESS: 'SUCCEEDED', FAILURE: 'FAILED', TIMEOUT: 'FAILED', INTERNAL_FAILURE: 'FAILED' },
  ...{ ABORTED: 'CANCELLED', CANCELLED: 'CANCELLED' },
};

/** A task runs any command in the environment with its credentials, by hand. */
export function taskFacts(log: Log): readonly Draft[] {
  const { startedAt, finishedAt, status } = log.deployment;
  const outcome = Object.hasOwn(OUTCOMES, status) ? OUTCOMES[status] : undefined;
  const start = startedAt === null ? [] : [fact(log, 'started', startedAt, {})];
  return startedAt === null || finishedAt === null || !outcome ? start : [...start, fact(log, 'finished', finishedAt, { outcome })];
}

function fact(log: Log, happened: 'started' | 'finished', at: string, more: Draft['core']): Draft {
  const { id, environmentId, startedBy } = log.deployment;
  const operator = startedBy === null ? null : accountById(startedBy, log.deployment);
  return {
    type: `execution.${happened}`,
    subject: ref('execution', id),
    identity: { kind: 'task', natural: [id], transition: happened },
    occurredAt: moment(at),
    timeFrom: 'CORE',
    core: { job: 'task', kind: 'TASK', environment: environmentId, operator, ...more },
    seen: { environmentName: log.environmentName, project: log.project },
    mentions: ticketsIn(log),
  };
}
