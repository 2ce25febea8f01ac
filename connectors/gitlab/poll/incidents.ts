import type { Json, Page, RawRecord } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { picked } from './deployments.js';
import { asked, type Item, lastPage, type Pass, pathOf, recordOf, REPORTER } from './pass.js';
import { complete } from './project.js';
import { isGone } from './refusal.js';
import { walkDown } from './walk.js';

export async function* readIncidents(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { cursor: end, upTo } = yield* walkDown(pass, cursor, {
    path: '/issues',
    parameters: { issue_type: 'incident', scope: 'all' },
    perPage: 100,
    about: asked(pass, 'incidents', REPORTER),
    records: (items) => Promise.resolve(items.map((item) => incidentRecord(pass, item))),
  });
  yield lastPage(end, complete(pass.project, upTo, ['incidents']));
}

/** Null when there is none, or when it is another type of issue. */
export async function incidentByNumber(pass: Pass, iid: number): Promise<RawRecord | null> {
  const about = asked(pass, `issue #${String(iid)}`, REPORTER);
  try {
    const { data } = await pass.client.get(pathOf(pass, `/issues/${String(iid)}`), {}, about);
    const read = expect(z.looseObject({ issue_type: z.string() }), data, about);
    return read.issue_type === 'incident' ? incidentRecord(pass, read as unknown as Item) : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function incidentRecord(pass: Pass, item: Item): RawRecord {
  const incident: Json = {
    ...picked(item, ['id', 'iid', 'title', 'description', 'severity', 'created_at', 'closed_at']),
    author: picked(item['author'], ['id', 'username']),
    closed_by: picked(item['closed_by'], ['id', 'username']),
  };
  return recordOf(pass, 'incident', `incident:${String(item['id'])}`, { incident });
}
