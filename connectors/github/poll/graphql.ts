import { type Json, SourceRefused } from '#contract';
import { z } from 'zod';
import type { Client } from './client.js';
import { type Asked, forbidden, missing, unavailable } from './refusal.js';

const envelope = z.object({
  data: z.custom<Json>().nullish(),
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
});
type GraphqlError = NonNullable<z.output<typeof envelope>['errors']>[number];

export interface GraphqlAnswer {
  readonly data: Json;
  /** Why reviews are null in it, in GitHub's words; everything else that is refused throws. */
  readonly reviewsDenied: string | null;
}

/** Throws `SourceRefused` or `SourceUnavailable`, except that reviews alone may be refused. */
export async function graphql(
  client: Client,
  query: string,
  variables: Readonly<Record<string, Json>>,
  asked: Asked,
): Promise<GraphqlAnswer> {
  let answer = await send(client, query, variables, asked);
  // Enterprise Servers before 3.9 have no 64-bit ids in GraphQL.
  if (answer.errors?.some((error) => error.message.includes('fullDatabaseId'))) {
    answer = await send(client, query.replaceAll(': fullDatabaseId', ''), variables, asked);
  }
  const { data, errors = [] } = answer;
  const denied = errors.filter((error) => isAboutReviews(error));
  for (const error of errors) {
    if (!denied.includes(error)) throw failure(error, asked);
  }
  if (data === null || data === undefined) throw unavailable(asked, 'its answer holds no data');
  return { data, reviewsDenied: denied[0]?.message ?? null };
}

async function send(client: Client, query: string, variables: Readonly<Record<string, Json>>, asked: Asked) {
  const read = envelope.safeParse(await client.post(query, variables, asked));
  if (!read.success) throw unavailable(asked, 'its answer is not GraphQL');
  return read.data;
}

function isAboutReviews({ type, path }: GraphqlError): boolean {
  return type === 'FORBIDDEN' && (path?.includes('reviews') ?? false);
}

function failure({ type, message }: GraphqlError, asked: Asked): Error {
  if (type === 'NOT_FOUND') return new SourceRefused(404, missing(asked));
  if (type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES') return new SourceRefused(403, forbidden(asked, message));
  return unavailable(asked, message);
}
