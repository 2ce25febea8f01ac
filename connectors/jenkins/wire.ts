import { readPayload } from '#contract';
import type { z } from 'zod';

// Jenkins's JSON: only the fields that we read.
export { type Build, build, type BuildRecord, buildRecord, type Cause, type Decision } from './wire/build.js';

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first field that does not fit. */
export function readAs<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  return readPayload(schema, payload, { what, by: 'Jenkins' });
}
