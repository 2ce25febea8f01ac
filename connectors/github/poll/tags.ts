import type { Json, Page } from '#contract';
import { z } from 'zod';
import { connection } from '../wire/graphql.js';
import { expect } from './client.js';
import { asked, cursorAs, inRepository, lastPage, page, type Pass, placeOf } from './pass.js';
import { type Peeked, tagsIn } from './peek.js';
import { TAGS } from './queries.js';
import { complete } from './repository.js';

const tagsShape = z.object({ refs: connection(z.looseObject({ name: z.string() })).nullable() });

/** All tags as the last pass read them; null: too many to be compared by a look. */
const cursorShape = z.object({ tags: z.string().nullable() });

export function tagsAreUnmoved({ tags }: Peeked, cursor: Json | null): boolean {
  return tags !== null && tags === cursorAs(cursorShape, cursor, { tags: null }).tags;
}

/** All tags in every pass: GitHub keeps no time of a tag by which to ask for the new ones; 100 cost one point. */
export async function* readTags(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  let tags: string | null = null;
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
    yield page(records, cursor, refs?.totalCount);
    tags = after === null && !refs?.pageInfo?.hasNextPage ? tagsIn(refs?.nodes ?? []) : null;
    after = refs?.pageInfo?.hasNextPage ? (refs.pageInfo.endCursor ?? null) : null;
    if (after === null) break;
  }
  yield lastPage({ tags }, complete(pass.repository, pass.client, ['tags']));
}
