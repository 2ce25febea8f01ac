import type { CoverageClaim, Json, Page, RawRecord } from '#contract';
import { z } from 'zod';
import { type Client, expect } from './client.js';
import { graphql, type GraphqlAnswer } from './graphql.js';
import type { Asked } from './refusal.js';
import { isSame, type Repository } from './repository.js';

/** One reading of one stream of one repository, from its cursor to now. */
export interface Pass {
  readonly client: Client;
  readonly repository: Repository;
  readonly branches: readonly string[] | undefined;
}

export type Reader = (pass: Pass, cursor: Json | null) => AsyncIterable<Page>;

/** GitHub's `updatedAt` can lag behind its own clock; five minutes are read twice. */
export const OVERLAP_MS = 300_000;

/** A cursor of an older shape, or none, starts from the beginning: reading twice is safe, guessing is not. */
export function cursorAs<T>(schema: z.ZodType<T>, cursor: Json | null, beginning: T): T {
  const read = schema.safeParse(cursor);
  return read.success ? read.data : beginning;
}

export function asked({ repository }: Pass, things: string, permission: string): Asked {
  return { what: `${things} of ${repository.fullName}`, permission };
}

/** The connector's own requests: what stands under `repository` of the answer. */
export async function inRepository(
  pass: Pass,
  query: string,
  variables: Readonly<Record<string, Json>>,
  about: Asked,
): Promise<GraphqlAnswer> {
  const { owner, name } = pass.repository;
  const answer = await graphql(pass.client, query, { owner, name, ...variables }, about);
  const { repository } = expect(inside, answer.data, about);
  isSame(String(repository.databaseId), pass.repository, about);
  return { ...answer, data: repository as Json };
}

const inside = z.object({ repository: z.looseObject({ databaseId: z.union([z.int(), z.string()]) }) });

/** What a record says of the repository that it is in, in GraphQL's words and in REST's. */
export function placeOf({ repository }: Pass) {
  return {
    graphql: { databaseId: repository.id, nameWithOwner: repository.fullName },
    rest: { id: repository.id, full_name: repository.fullName },
  };
}

export function page(records: readonly RawRecord[], cursor: Json, total?: number): Page {
  return total === undefined ? { records, cursor } : { records, cursor, total };
}

export function lastPage(cursor: Json, claims: readonly CoverageClaim[]): Page {
  return { records: [], cursor, claims };
}
