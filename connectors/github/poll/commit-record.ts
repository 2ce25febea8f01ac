import type { Json, RawRecord } from '#contract';
import { z } from 'zod';
import { pageInfo } from '../wire/graphql.js';
import { sha } from '../wire/scalar.js';
import { expect } from './client.js';
import { asked, inRepository, type Pass, placeOf } from './pass.js';
import { HISTORY } from './queries.js';

const historyShape = z.object({
  object: z
    .object({
      history: z.object({ totalCount: z.int(), pageInfo, nodes: z.array(z.custom<Json>()) }),
    })
    .nullable(),
});

/** Up to 100 commits reachable from `head`, newest first; null when GitHub has no such commit. */
export async function historyPage(pass: Pass, head: string, after: string | null) {
  const about = asked(pass, 'commits', 'Contents: read');
  const { data } = await inRepository(pass, HISTORY, { head, after }, about);
  return expect(historyShape, data, about).object?.history ?? null;
}

const named = z.object({ oid: sha });

export function commitRecord(pass: Pass, commit: Json): RawRecord {
  const { oid } = expect(named, commit, asked(pass, 'commits', 'Contents: read'));
  return { kind: 'graphql.commit', key: `commit:${pass.repository.id}:${oid}`, payload: { repository: placeOf(pass).graphql, commit } };
}
