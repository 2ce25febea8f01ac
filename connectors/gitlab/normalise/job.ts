import { type Draft, type Json, type Normalised, ref } from '#contract';
import { readAs, webhooks } from '../wire.js';
import { secondOrNull } from './moment.js';

/** A job as both doors know it; times as GitLab wrote them. */
interface Job {
  readonly id: string;
  readonly project: string;
  readonly pipeline: string;
  readonly sha: string;
  readonly name: string;
  readonly stage?: string | null | undefined;
  readonly status: string;
  readonly allow_failure?: boolean | null | undefined;
  readonly started_at?: string | null | undefined;
  readonly finished_at?: string | null | undefined;
}

/** A job that was skipped, or waits for a hand, has no result. */
const CONCLUSIONS: Readonly<Record<string, string>> = { success: 'SUCCESS', failed: 'FAILURE', canceled: 'CANCELLED' };

export function fromBuildWebhook(payload: Json): Normalised {
  const build = readAs(webhooks.build, payload, 'job webhook');
  const events = jobFinished({
    id: build.build_id,
    project: build.project_id,
    pipeline: build.pipeline_id,
    sha: build.sha,
    name: build.build_name,
    stage: build.build_stage,
    status: build.build_status,
    allow_failure: build.build_allow_failure,
    started_at: build.build_started_at,
    finished_at: build.build_finished_at,
  });
  return events.length > 0 ? { events } : { ignored: `the job is ${build.build_status} and has not ended.` };
}

/** A job ends once: run again, it is another one. */
export function jobFinished(job: Job): Draft[] {
  const conclusion = conclusionOf(job);
  if (conclusion === null) return [];
  return [
    {
      type: 'check.finished',
      subject: ref('check', job.id),
      identity: { kind: 'job', natural: [job.id], transition: 'finished' },
      occurredAt: secondOrNull(job.finished_at),
      timeFrom: 'CORE',
      core: {
        repository: ref('repository', job.project),
        sha: job.sha,
        name: job.name,
        conclusion,
        app: 'gitlab-ci',
        suite: job.pipeline,
      },
      seen: {
        stage: job.stage ?? null,
        startedAt: secondOrNull(job.started_at)?.from ?? null,
        allowFailure: job.allow_failure ?? null,
      },
      mentions: [{ names: ref('commit', job.project, job.sha), method: 'RELATION', place: 'revision' }],
    },
  ];
}

/** `allow_failure: true` is the pipeline's word that this result decides nothing. */
function conclusionOf({ status, allow_failure: mayFail }: Job): string | null {
  const conclusion = Object.hasOwn(CONCLUSIONS, status) ? (CONCLUSIONS[status] ?? null) : null;
  return conclusion === 'FAILURE' && mayFail === true ? 'NEUTRAL' : conclusion;
}
