import type { Json, Page, RawRecord } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { picked } from './deployments.js';
import { asked, GUEST, type Item, lastPage, listPage, page, type Pass, pathOf, recordOf, REPORTER } from './pass.js';
import { complete } from './project.js';
import { isGone } from './refusal.js';

/** All tags in every pass: GitLab keeps no time of a tag by which to ask for the new ones. */
export async function* readTags(pass: Pass): AsyncGenerator<Page> {
  yield* everything(pass, '/repository/tags', 'tags', (item) =>
    recordOf(pass, 'tag', `tag:${pass.project.id}:${String(item['name'])}`, {
      tag: { ...picked(item, ['name', 'target']), commit: picked(item['commit'], ['id']) },
    }),
  );
}

/** All releases in every pass: one that is dated back has an old place in the list. */
export async function* readReleases(pass: Pass): AsyncGenerator<Page> {
  yield* everything(pass, '/releases', 'releases', (item) => releaseRecord(pass, item));
}

async function* everything(pass: Pass, path: string, collection: string, record: (item: Item) => RawRecord): AsyncGenerator<Page> {
  const about = asked(pass, collection, REPORTER);
  for (let number = 1; ; number += 1) {
    const { items, next, total } = await listPage(pass, path, { per_page: 100, page: number }, about);
    yield page(items.map(record), null, total);
    if (next === null) break;
  }
  yield lastPage(null, complete(pass.project, pass.client.startedAt(), [collection]));
}

/** Null when there is none of this tag. */
export async function releaseOfTag(pass: Pass, tag: string): Promise<RawRecord | null> {
  const about = asked(pass, `the release of ${tag}`, GUEST);
  try {
    const { data } = await pass.client.get(pathOf(pass, `/releases/${encodeURIComponent(tag)}`), {}, about);
    return releaseRecord(pass, expect(z.record(z.string(), z.json()), data, about));
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function releaseRecord(pass: Pass, item: Item): RawRecord {
  const release: Json = {
    ...picked(item, ['tag_name', 'name', 'description', 'released_at', 'upcoming_release']),
    author: picked(item['author'], ['id', 'username']),
    commit: picked(item['commit'], ['id']),
  };
  return recordOf(pass, 'release', `release:${pass.project.id}:${String(item['tag_name'])}`, { release });
}
