import type { Json, Page, RawRecord } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { picked } from './deployments.js';
import { asked, type Item, lastPage, type Pass, pathOf, recordOf, REPORTER, whole } from './pass.js';
import { complete, denied } from './project.js';
import { isGone, isHidden } from './refusal.js';
import { walkDown } from './walk.js';

const about = (pass: Pass) => asked(pass, 'pipelines', REPORTER);

/** Pipelines, and with each its jobs: the builds and the checks of a project. */
export async function* readBuilds(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { client, project } = pass;
  try {
    const { cursor: end, upTo } = yield* walkDown(pass, cursor, {
      path: '/pipelines',
      parameters: {},
      perPage: 50,
      about: about(pass),
      records: (items) => recordsOf(pass, items),
    });
    yield lastPage(end, complete(project, upTo, ['builds', 'checks']));
  } catch (error) {
    // 403 too where the project has CI switched off.
    if (!isHidden(error) || client.startedAt() === null) throw error;
    yield lastPage(cursor, [denied(project, 'builds', error.message), denied(project, 'checks', error.message)]);
  }
}

async function recordsOf(pass: Pass, items: readonly Item[]): Promise<readonly RawRecord[]> {
  const records: RawRecord[] = [];
  for (const { id } of items) {
    const record = await pipelineById(pass, String(id));
    if (record) records.push(record);
  }
  return records;
}

/** The list has neither the time of the end nor who started it. Null when the pipeline was deleted. */
export async function pipelineById(pass: Pass, pipelineId: string): Promise<RawRecord | null> {
  const at = `/pipelines/${pipelineId}`;
  try {
    const { data } = await pass.client.get(pathOf(pass, at), {}, about(pass));
    const read = expect(z.record(z.string(), z.json()), data, about(pass));
    const jobs = await whole(pass, `${at}/jobs`, { include_retried: true }, asked(pass, 'jobs', REPORTER));
    const pipeline = {
      ...picked(read, ['id', 'sha', 'ref', 'status', 'source', 'name', 'created_at', 'updated_at', 'started_at', 'finished_at']),
      user: picked(read['user'], ['id', 'username']),
    };
    return recordOf(pass, 'pipeline', `pipeline:${pipelineId}`, { pipeline, jobs: jobs.map(jobOf) });
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function jobOf(job: Item): Json {
  return {
    ...picked(job, ['id', 'name', 'stage', 'status', 'allow_failure', 'started_at', 'finished_at']),
    commit: picked(job['commit'], ['id']),
    pipeline: picked(job['pipeline'], ['id', 'sha']),
    user: picked(job['user'], ['id', 'username', 'bot']),
  };
}
