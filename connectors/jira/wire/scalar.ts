import { MalformedRecord, parseInterval } from '#contract';
import { z } from 'zod';

/** A database id: digits in a string, in some answers a number; a string here. */
export const id = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,20}$/, 'an id in digits')]).transform(String);

/** REST writes `2016-09-28T23:08:32.097+1000`, in the zone of whoever asks and without a colon. */
export const time = z.string().refine((text) => parseInterval(text) !== null, 'a time as in 2016-09-28T23:08:32.097+1000');

/** Milliseconds since 1970: the only time in a webhook, and the one in approvals that is not a phrase. */
export const epochMs = z.int().nonnegative();

/** Comment webhooks of Jira Server hold no issue; the address of the comment names its id. */
export function ticketOfComment(self: string | undefined): string | null {
  return /\/issue\/(\d{1,20})\/comment\//.exec(self ?? '')?.[1] ?? null;
}

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first field that does not fit. */
export function readAs<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join('.') || 'payload';
  throw new MalformedRecord(
    field,
    `${field} of this ${what} is not what Jira documents (${issue?.message ?? 'no reason given'}). ` +
      'Look at the kept payload; after a fix of the connector, replay it.',
    { cause: result.error },
  );
}
