import type { Json, Page } from '#contract';
import { z } from 'zod';
import { connection } from '../wire/graphql.js';
import { expect } from './client.js';
import { asked, inRepository, lastPage, page, type Pass, placeOf } from './pass.js';
import { TAGS } from './queries.js';
import { complete } from './repository.js';

const tagsShape = z.object({ refs: connection(z.looseObject({ name: z.string() })).nullable() });

/** All tags in every pass: GitHub keeps no time of a tag by which to ask for the new ones; 100 cost one point. */
export async function* readTags(pass: Pass): AsyncGenerator<Page> {
  const about = asked(pass, 'tags', 'Contents: read');
  const repository = placeOf(pass).graphql;
  for (let after: string | null = null; ;) {
    const answer: { data: Json } = await inRepository(pass, TAGS, { after }, about);
    const { refs } = expect(tagsShape, answer.data, about);
    const records = (refs?.nodes ?? []).map((node) => ({
      kind: 'graphql.tag',
      key: `tag:${pass.repository.id}:${node.name}`,
      payload: { repository, ...(node as { readonly [key: string]: Json }) },
    }));
    yield page(records, null, refs?.totalCount);
    after = refs?.pageInfo?.hasNextPage ? (refs.pageInfo.endCursor ?? null) : null;
    if (after === null) break;
  }
  yield lastPage(null, complete(pass.repository, pass.client, ['tags']));
}
