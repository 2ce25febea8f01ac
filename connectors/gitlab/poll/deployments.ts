import type { Json, Page, RawRecord } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { expect } from './client.js';
import { asked, type Item, lastPage, type Pass, pathOf, recordOf, REPORTER } from './pass.js';
import { complete } from './project.js';
import { isGone } from './refusal.js';
import { walkDown } from './walk.js';

const about = (pass: Pass) => asked(pass, 'deployments', REPORTER);

/** Approvals are read with their deployments. */
export async function* readDeployments(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { cursor: end, upTo } = yield* walkDown(pass, cursor, {
    path: '/deployments',
    parameters: {},
    perPage: 50,
    about: about(pass),
    records: (items) => recordsOf(pass, items),
  });
  yield lastPage(end, complete(pass.project, upTo, ['deployments', 'approvals']));
}

async function recordsOf(pass: Pass, items: readonly Item[]): Promise<readonly RawRecord[]> {
  const records: RawRecord[] = [];
  for (const item of items) {
    // Only an edition with approvals counts them, and only one deployment alone shows who gave them.
    const record =
      typeof item['pending_approval_count'] === 'number' ? await deploymentById(pass, String(item['id'])) : deploymentRecord(pass, item);
    if (record) records.push(record);
  }
  return records;
}

/** Null when the deployment was deleted: no reading of one thing may say more than that. */
export async function deploymentById(pass: Pass, deploymentId: string): Promise<RawRecord | null> {
  try {
    const { data } = await pass.client.get(pathOf(pass, `/deployments/${deploymentId}`), {}, about(pass));
    return deploymentRecord(pass, expect(z.record(z.string(), z.json()), data, about(pass)));
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

type Value = Json | undefined;

function deploymentRecord(pass: Pass, item: Item): RawRecord {
  const { approvals } = item;
  const deployment = {
    ...picked(item, ['id', 'iid', 'ref', 'sha', 'status', 'created_at', 'updated_at', 'finished_at', 'pending_approval_count']),
    user: picked(item['user'], ['id', 'username']),
    environment: picked(item['environment'], ['id', 'name', 'tier']),
    deployable: jobOf(item['deployable']),
    ...(Array.isArray(approvals) ? { approvals: (approvals as readonly Json[]).map(approvalOf) } : {}),
  };
  return recordOf(pass, 'deployment', `deployment:${id.parse(item['id'])}`, { deployment });
}

function jobOf(job: Value): Json {
  if (job === null || job === undefined) return null;
  const { pipeline, user } = job as { readonly [key: string]: Json };
  const people = { pipeline: picked(pipeline, ['id']), user: picked(user, ['id', 'username', 'bot']) };
  return { ...(picked(job, ['id', 'name', 'started_at', 'finished_at']) as object), ...people };
}

function approvalOf(approval: Json): Json {
  const { user } = approval as { readonly [key: string]: Json };
  return { ...(picked(approval, ['status', 'created_at', 'comment']) as object), user: picked(user, ['id', 'username']) };
}

/** Not the whole answer: names and pictures of people, links, and the commit, which is read by itself. */
export function picked(value: Value, names: readonly string[]): { readonly [key: string]: Json } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const of = value as { readonly [key: string]: Json };
  return Object.fromEntries(names.flatMap((name): [string, Json][] => (of[name] === undefined ? [] : [[name, of[name]]])));
}
