import { type Draft, ref } from '#contract';
import { type Log, mentionsOf } from './log.js';
import { moment } from './moment.js';

const CONCLUSIONS: Readonly<Record<string, string>> = {
  ...{ SUCCESS: 'SUCCESS', FAILURE: 'FAILURE', TIMEOUT: 'FAILURE', INTERNAL_FAILURE: 'FAILURE' },
  ...{ ABORTED: 'CANCELLED', CANCELLED: 'CANCELLED' },
};

/** The plan that env zero makes of a pull request is a check of it. */
export function planFinished(log: Log): readonly Draft[] {
  const { id, status, finishedAt, environmentId } = log.deployment;
  const conclusion = Object.hasOwn(CONCLUSIONS, status) ? CONCLUSIONS[status] : undefined;
  if (!conclusion || finishedAt === null) return [];
  return [
    {
      type: 'check.finished',
      subject: ref('check', id),
      identity: { kind: 'pull_request_plan', natural: [id], transition: 'finished' },
      occurredAt: moment(finishedAt),
      timeFrom: 'CORE',
      core: { repository: null, name: 'env zero plan', conclusion, environment: environmentId },
      seen: { commit: log.commit, environmentName: log.environmentName, project: log.project },
      mentions: mentionsOf(log),
    },
  ];
}
