import { parseInterval, readPayload, wireId } from '#contract';
import { z } from 'zod';

/** What git writes for "no commit" in `before` and `after`. */
export const ZERO = /^0+$/;

export const id = wireId;

export const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'a full commit or object hash');

/** Old webhooks write `2017-12-10 17:01:11 UTC`, deployments `2021-04-28 21:50:00 +0200`, all others RFC 3339. */
export function asRfc3339(written: string): string {
  return written.replace(/ UTC$/, 'Z').replace(/ ([+-]\d{4})$/, '$1');
}

export const time = z
  .string()
  .refine((text) => parseInterval(asRfc3339(text)) !== null, 'a time as in 2026-01-31T09:00:00.000Z or 2026-01-31 09:00:00 UTC');

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first field that does not fit. */
export function readAs<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  return readPayload(schema, payload, { what, by: 'GitLab' });
}
