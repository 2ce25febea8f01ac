import type { Json, Page } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { expect } from './client.js';
import { asked, lastPage, page, type Pass, placeOf } from './pass.js';
import { complete, pathOf } from './repository.js';

const releaseShape = z.looseObject({ id, published_at: z.string().nullish() });
export type ListedRelease = z.output<typeof releaseShape>;

/** All releases in every pass: a draft that is published late keeps its old place in the list. */
export async function* readReleases(pass: Pass): AsyncGenerator<Page> {
  for (let number = 1; ; number += 1) {
    const listed = await releasesPage(pass, number);
    const records = listed.map((release) => ({
      kind: 'rest.release',
      key: `release:${release.id}`,
      payload: { repository: placeOf(pass).rest, release: withoutCounters(release) },
    }));
    yield page(records, null);
    if (listed.length < 100) break;
  }
  yield lastPage(null, complete(pass.repository, pass.client, ['releases']));
}

export async function releasesPage(pass: Pass, number: number): Promise<readonly ListedRelease[]> {
  const about = asked(pass, 'releases', 'Contents: read');
  const parameters = { ...pathOf(pass.repository), per_page: 100, page: number };
  const { data } = await pass.client.get('/repos/{owner}/{repo}/releases', parameters, about);
  return expect(z.array(releaseShape), data, about);
}

/** Download and reaction counts would make every reading a new record. */
function withoutCounters(release: ListedRelease): Json {
  const { assets: _assets, reactions: _reactions, mentions_count: _mentions, ...rest } = release;
  return rest as unknown as Json;
}
