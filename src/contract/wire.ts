import { z } from 'zod';
import { MalformedRecord } from './errors.js';
import { parseInterval } from './time.js';

/** A database id: digits in a string, in some answers a number; a string here. */
export const wireId = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,20}$/)], 'an id in digits').transform(String);

/** A time with its zone, as the tool wrote it; `example` says in the error how it writes them. */
export function wireTime(example: string) {
  return z.string().refine((text) => parseInterval(text) !== null, `a time as in ${example}`);
}

/** What is read, `review webhook`, and whose documentation says how it looks. */
export interface Told {
  readonly what: string;
  readonly by: string;
}

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first field that does not fit. */
export function readPayload<T>(schema: z.ZodType<T>, payload: unknown, { what, by }: Told): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join('.') || 'payload';
  throw new MalformedRecord(
    field,
    `${field} of this ${what} is not what ${by} documents (${issue?.message ?? 'no reason given'}). Look at the kept payload.`,
    { cause: result.error },
  );
}
