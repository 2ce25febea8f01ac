import { type Draft, type Json, type Normalised, ref } from '#contract';
import type { z } from 'zod';
import { checks, readAs } from '../wire.js';
import { moment } from './moment.js';
import { restAccount } from './people.js';

type Run = z.output<typeof checks.workflowRun>;

export function fromWorkflowRun(payload: Json): Normalised {
  const { repository, run } = readAs(checks.workflowRunRecord, payload, 'workflow run');
  return meaningOf(run, repository.id);
}

export function fromWorkflowRunWebhook(payload: Json): Normalised {
  const { workflow_run: run, repository } = readAs(checks.workflowRunEvent, payload, 'workflow_run webhook');
  return meaningOf(run, repository.id);
}

const BEGUN = ['in_progress', 'completed'];

function meaningOf(run: Run, repository: string): Normalised {
  if (!BEGUN.includes(run.status ?? '')) return { ignored: `the workflow run is ${run.status ?? 'without a status'} and has not begun.` };
  return { events: run.status === 'completed' ? [started(run, repository), finished(run, repository)] : [started(run, repository)] };
}

function started(run: Run, repository: string): Draft {
  return {
    ...fact(run, repository, 'started'),
    type: 'build.started',
    occurredAt: moment(run.run_started_at ?? run.created_at),
    timeFrom: 'CORE',
  };
}

function finished(run: Run, repository: string): Draft {
  const fields = fact(run, repository, 'finished');
  return {
    ...fields,
    type: 'build.finished',
    // GitHub writes no time of the end; the last change of a completed run is it, until something else touches the run.
    occurredAt: moment(run.updated_at),
    timeFrom: 'SEEN',
    core: { ...fields.core, conclusion: (run.conclusion ?? 'unknown').toUpperCase() },
  };
}

function fact(run: Run, repository: string, transition: string) {
  const attempt = String(run.run_attempt ?? 1);
  return {
    subject: ref('build', run.id, attempt),
    identity: { kind: 'workflow_run', natural: [run.id, attempt], transition },
    core: {
      repository: ref('repository', repository),
      sha: run.head_sha,
      app: 'github-actions',
      workflow: run.workflow_id,
      event: run.event,
      attempt: run.run_attempt ?? 1,
    },
    // The name is that of the workflow, which may be renamed; the branch is null where the run was of a deleted one.
    seen: {
      name: run.name ?? null,
      branch: run.head_branch ?? null,
      suite: run.check_suite_id ?? null,
      by: restAccount(run.triggering_actor),
    },
    mentions: [{ names: ref('commit', repository, run.head_sha), method: 'RELATION' as const, place: 'revision' }],
  };
}
