import { type Draft, type Json, type Normalised, ref } from '#contract';
import type { z } from 'zod';
import { checks, readAs } from '../wire.js';
import { moment, momentOrNull } from './moment.js';
import { restAccount } from './people.js';

type CheckRun = z.output<typeof checks.checkRun>;
type Status = Omit<z.output<typeof checks.commitStatus>, 'creator'>;

/** All that the poll reads of one commit. */
export function fromChecks(payload: Json): Normalised {
  const { repository, sha, checkRuns, statuses } = readAs(checks.checksRecord, payload, 'list of checks');
  const events = [
    ...checkRuns.filter(isFinished).map((run) => runFinished(run, repository.id)),
    ...statuses.filter(isDecided).map((status) => statusSet(status, sha, repository.id, status.creator)),
  ];
  return events.length > 0 ? { events } : { ignored: `no check of ${sha} has ended.` };
}

export function fromCheckRunWebhook(payload: Json): Normalised {
  const { action, check_run: run, repository } = readAs(checks.checkRunEvent, payload, 'check_run webhook');
  if (!isFinished(run)) return { ignored: `check_run ${action}: the check is ${run.status} and has not ended.` };
  return { events: [runFinished(run, repository.id)] };
}

export function fromStatusWebhook(payload: Json): Normalised {
  const { sha, repository, sender, ...status } = readAs(checks.statusEvent, payload, 'status webhook');
  if (!isDecided(status)) return { ignored: `a status of ${status.state} is no end of a check.` };
  return { events: [statusSet(status, sha, repository.id, sender)] };
}

function isFinished({ status, conclusion }: CheckRun): boolean {
  return status === 'completed' && Boolean(conclusion);
}

function isDecided({ state }: Status): boolean {
  return state !== 'pending';
}

function runFinished(run: CheckRun, repository: string): Draft {
  return {
    type: 'check.finished',
    subject: ref('check', run.id),
    // An app may start the same run again; when it ended tells one end from the next.
    identity: { kind: 'check_run', natural: [run.id], transition: 'finished', discriminator: [momentOrNull(run.completed_at)?.from ?? ''] },
    occurredAt: momentOrNull(run.completed_at),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', repository),
      sha: run.head_sha,
      name: run.name,
      conclusion: (run.conclusion ?? '').toUpperCase(),
      startedAt: momentOrNull(run.started_at)?.from ?? null,
      app: run.app?.slug ?? null,
      suite: run.check_suite?.id ?? null,
    },
    mentions: [{ names: ref('commit', repository, run.head_sha), method: 'RELATION', place: 'revision' }],
  };
}

/** A commit status, the older form of a check: SUCCESS, FAILURE or ERROR, each setting with an id of its own. */
function statusSet(status: Status, sha: string, repository: string, by: Parameters<typeof restAccount>[0]): Draft {
  return {
    type: 'check.finished',
    // Ids of statuses and of check runs are counted apart.
    subject: ref('check', 'status', status.id),
    identity: { kind: 'commit_status', natural: [status.id], transition: 'finished' },
    occurredAt: moment(status.created_at),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', repository),
      sha,
      name: status.context,
      conclusion: status.state.toUpperCase(),
      startedAt: null,
      app: null,
      suite: null,
    },
    seen: { by: restAccount(by) },
    mentions: [{ names: ref('commit', repository, sha), method: 'RELATION', place: 'revision' }],
  };
}
