import { readPayload } from '#contract';
import type { z } from 'zod';

// Argo CD's JSON: only the fields that we read.
export { readFields } from './wire/read-fields.js';
export { type Application, applicationRecord, type Entry, type Initiator, type OperationState } from './wire/application.js';
export type { Source, Synced } from './wire/source.js';

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first field that does not fit. */
export function readAs<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  return readPayload(schema, payload, { what, by: 'Argo CD' });
}
