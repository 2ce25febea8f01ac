import { type Draft, type Json, type Normalised, ref } from '#contract';
import { ci, readAs, webhooks } from '../wire.js';
import { jobFinished } from './job.js';
import { momentOrNull, second } from './moment.js';
import { accountOf } from './people.js';

/** A pipeline as both doors know it. */
interface Pipeline {
  readonly id: string;
  readonly project: string;
  readonly sha: string;
  readonly status: string;
  readonly source: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly seen: NonNullable<Draft['seen']>;
}

const CONCLUSIONS: Readonly<Record<string, string>> = { success: 'SUCCESS', failed: 'FAILURE', canceled: 'CANCELLED', skipped: 'SKIPPED' };
const BEGUN = ['running', 'canceling'];

export function fromPipeline(payload: Json): Normalised {
  const { project, pipeline, jobs } = readAs(ci.pipelineRecord, payload, 'pipeline');
  const told = meaningOf({
    id: pipeline.id,
    project: project.id,
    sha: pipeline.sha,
    status: pipeline.status,
    source: pipeline.source ?? null,
    createdAt: pipeline.created_at,
    startedAt: pipeline.started_at ?? null,
    finishedAt: pipeline.finished_at ?? pipeline.updated_at ?? null,
    seen: { ref: pipeline.ref ?? null, name: pipeline.name ?? null, by: accountOf(pipeline.user) },
  });
  const checks = jobs.flatMap((job) =>
    jobFinished({ ...job, project: project.id, pipeline: pipeline.id, sha: job.commit?.id ?? pipeline.sha }),
  );
  const events = [...told, ...checks];
  return events.length > 0
    ? { events }
    : { ignored: `pipeline ${pipeline.id} is ${pipeline.status} and has not begun, nor has a job ended.` };
}

export function fromPipelineWebhook(payload: Json): Normalised {
  const { object_attributes: one, project } = readAs(webhooks.pipeline, payload, 'pipeline webhook');
  const events = meaningOf({
    id: one.id,
    project: project.id,
    sha: one.sha,
    status: one.status,
    source: one.source ?? null,
    createdAt: one.created_at,
    startedAt: null,
    finishedAt: one.finished_at ?? null,
    seen: { ref: one.ref ?? null },
  });
  return events.length > 0 ? { events } : { ignored: `the pipeline is ${one.status} and has not begun.` };
}

function meaningOf(pipeline: Pipeline): Draft[] {
  const conclusion = Object.hasOwn(CONCLUSIONS, pipeline.status) ? CONCLUSIONS[pipeline.status] : undefined;
  if (!conclusion) return BEGUN.includes(pipeline.status) ? [started(pipeline)] : [];
  return [started(pipeline), finished(pipeline, conclusion), checked(pipeline, conclusion)];
}

/** At its creation: a pipeline that is run again begins anew, and what it began at before is gone. */
function started(pipeline: Pipeline): Draft {
  const { startedAt } = pipeline;
  const fields = fact(pipeline, 'started', []);
  return {
    ...fields,
    type: 'build.started',
    occurredAt: second(pipeline.createdAt),
    timeFrom: 'CORE',
    seen: { ...fields.seen, ...(startedAt === null ? {} : { startedAt: second(startedAt).from }) },
  };
}

/** A pipeline whose jobs are run again ends again: as whatever it had not ended before. */
function finished(pipeline: Pipeline, conclusion: string): Draft {
  const fields = fact(pipeline, 'finished', [conclusion]);
  return {
    ...fields,
    type: 'build.finished',
    occurredAt: momentOrNull(pipeline.finishedAt),
    timeFrom: 'SEEN',
    core: { ...fields.core, conclusion },
  };
}

/** "Pipelines must succeed" is what a project can demand of a merge: so the whole is a check, too, under this name. */
export const PIPELINE_CHECK = 'pipeline';

function checked(pipeline: Pipeline, conclusion: string): Draft {
  const { core, mentions } = fact(pipeline, 'checked', []);
  return {
    type: 'check.finished',
    // Ids of pipelines and of jobs are counted apart.
    subject: ref('check', 'pipeline', pipeline.id),
    identity: { kind: 'pipeline', natural: [pipeline.id], transition: 'checked', discriminator: [conclusion] },
    occurredAt: momentOrNull(pipeline.finishedAt),
    timeFrom: 'SEEN',
    core: { repository: core.repository, sha: core.sha, name: PIPELINE_CHECK, conclusion, app: core.app, suite: pipeline.id },
    mentions,
  };
}

function fact({ id, project, sha, source, seen }: Pipeline, transition: string, discriminator: readonly string[]) {
  return {
    subject: ref('build', id),
    identity: { kind: 'pipeline', natural: [id], transition, discriminator },
    core: { repository: ref('repository', project), sha, app: 'gitlab-ci', event: source },
    seen,
    mentions: [{ names: ref('commit', project, sha), method: 'RELATION' as const, place: 'revision' }],
  };
}
