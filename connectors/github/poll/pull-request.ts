import type { Json, RawRecord } from '#contract';
import { z } from 'zod';
import { connection } from '../wire/graphql.js';
import { id } from '../wire/scalar.js';
import { expect } from './client.js';
import { asked, inRepository, type Pass, placeOf } from './pass.js';
import { mergedNode } from './landed.js';
import { MORE_OF } from './queries.js';
import type { Asked } from './refusal.js';

const part = connection(z.custom<Json>());
const partOrDenied = part.nullish();

/** A pull request as it came, with the first page of what it holds. */
export const pullNode = z.looseObject({
  ...mergedNode.shape,
  databaseId: id,
  number: z.int(),
  updatedAt: z.string(),
  commits: part,
  reviews: partOrDenied,
  timelineItems: partOrDenied,
});
export type PullNode = z.output<typeof pullNode>;

export interface PullReading {
  readonly record: RawRecord;
  readonly reviewsDenied: string | null;
}

export const PULLS_PERMISSION = 'Pull requests: read';

/** The record of a pull request with all its commits, reviews and renamings, however many pages they take. */
export async function wholePullRequest(pass: Pass, node: PullNode): Promise<PullReading> {
  const commits = await rest(pass, node.number, 'commits', node.commits);
  const reviews = await rest(pass, node.number, 'reviews', node.reviews);
  const timelineItems = await rest(pass, node.number, 'timelineItems', node.timelineItems);
  const own = node as unknown as { readonly [key: string]: Json };
  const payload: Json = {
    ...own,
    repository: placeOf(pass).graphql,
    commits: commits.part,
    reviews: reviews.part,
    timelineItems: timelineItems.part,
  };
  return {
    record: { kind: 'graphql.pull_request', key: `pull_request:${node.databaseId}`, payload },
    reviewsDenied: reviews.denied,
  };
}

type Part = z.output<typeof part>;

async function rest(pass: Pass, number: number, name: keyof typeof MORE_OF, first: Part | null | undefined) {
  if (!first) return { part: null, denied: null };
  const about = asked(pass, `${name} of pull request #${String(number)}`, PULLS_PERMISSION);
  const nodes = [...first.nodes];
  let denied: string | null = null;
  for (let { pageInfo } = first; pageInfo?.hasNextPage && pageInfo.endCursor;) {
    const more = await nextPart(pass, name, { number, after: pageInfo.endCursor }, about);
    denied ??= more.denied;
    nodes.push(...(more.part?.nodes ?? []));
    pageInfo = more.part?.pageInfo;
  }
  // Cursors of a page say nothing about the pull request, and would make an unchanged one look new.
  const total = first.totalCount === undefined ? {} : { totalCount: first.totalCount };
  return { part: denied === null ? { ...total, nodes } : null, denied };
}

async function nextPart(pass: Pass, name: keyof typeof MORE_OF, variables: { number: number; after: string }, about: Asked) {
  const { data, reviewsDenied } = await inRepository(pass, MORE_OF[name], variables, about);
  const shape = z.object({ pullRequest: z.object({ [name]: partOrDenied }) });
  return { part: expect(shape, data, about).pullRequest[name] ?? null, denied: reviewsDenied };
}
