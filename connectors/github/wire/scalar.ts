import { MalformedRecord, parseInterval } from '#contract';
import { z } from 'zod';

/** What git writes for "no commit" in `before` and `after`. */
export const ZERO = /^0+$/;

/** A database id: a number in REST and webhooks, a string where GraphQL calls it BigInt; a string here. */
export const id = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,20}$/, 'an id in digits')]).transform(String);

export const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'a full commit or object hash');

export const time = z.string().refine((text) => parseInterval(text) !== null, 'a time as in 2026-01-31T09:00:00Z');

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first field that does not fit. */
export function readAs<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join('.') || 'payload';
  throw new MalformedRecord(
    field,
    `${field} of this ${what} is not what GitHub documents (${issue?.message ?? 'no reason given'}). ` +
      'Look at the kept payload; after a fix of the connector, replay it.',
    { cause: result.error },
  );
}
