import { readPayload, wireId, wireTime } from '#contract';
import { z } from 'zod';

/** What git writes for "no commit" in `before` and `after`. */
export const ZERO = /^0+$/;

/** A number in REST and webhooks, a string where GraphQL calls it BigInt; a string here. */
export const id = wireId;

export const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'a full commit or object hash');

export const time = wireTime('2026-01-31T09:00:00Z');

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first field that does not fit. */
export function readAs<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  return readPayload(schema, payload, { what, by: 'GitHub' });
}
