import { readPayload, wireId, wireTime } from '#contract';
import { z } from 'zod';

export const id = wireId;

/** REST writes `2016-09-28T23:08:32.097+1000`, in the zone of whoever asks and without a colon. */
export const time = wireTime('2016-09-28T23:08:32.097+1000');

/** Milliseconds since 1970: the only time in a webhook, and the one in approvals that is not a phrase. */
export const epochMs = z.int().nonnegative();

/** Comment webhooks of Jira Server hold no issue; the address of the comment names its id. */
export function ticketOfComment(self: string | undefined): string | null {
  return /\/issue\/(\d{1,20})\/comment\//.exec(self ?? '')?.[1] ?? null;
}

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first field that does not fit. */
export function readAs<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  return readPayload(schema, payload, { what, by: 'Jira' });
}
