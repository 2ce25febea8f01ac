import { parseInterval, readPayload } from '#contract';
import { z } from 'zod';

/**
 * A value: bare as the Table API writes it with `sysparm_display_value=false`; a reference with its link; with `all` the stored
 * value beside the words shown to this account. The Change Management API writes numbers and booleans as such.
 */
const scalar = z.union([z.string(), z.number(), z.boolean()]).nullable();
const both = z.object({ value: scalar.default(''), display_value: scalar.optional() });
export interface Cell {
  /** As it is stored; null: empty. */
  readonly value: string | null;
  /** In the words shown to this account; null: none, or the same. */
  readonly shown: string | null;
}

const words = (value: z.output<typeof scalar> | undefined) =>
  value === null || value === undefined || value === '' ? null : String(value);

export const cell = z
  .union([scalar.transform((value) => ({ value, display_value: undefined })), both], 'a value of a column')
  .transform((raw): Cell => {
    const [value, shown] = [words(raw.value), words(raw.display_value)];
    return { value, shown: shown === value ? null : shown };
  });

const filled = (schema: z.ZodType<string, string>) => cell.transform(({ value }) => value ?? '').pipe(schema);

export const sysId = filled(z.string().regex(/^[0-9a-f]{32}$/, 'a sys_id of 32 hex digits'));
export const filledText = filled(z.string().min(1, 'a text that is not empty'));
/** Stored in UTC, to the second, without a zone: with one added it is a time (`new Date` alone would read it in the zone of this machine). */
export const time = filled(
  z
    .string()
    .refine(
      (text) => parseInterval(`${text}Z`) !== null && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text),
      'a time as in 2026-01-31 13:45:00',
    ),
);
export const count = filled(z.string().regex(/^\d{1,9}$/, 'a whole number')).transform(Number);
/** A cell's value, null when it is empty. */
export const valueIn = cell.transform(({ value }) => value);

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first column that does not fit. */
export function readAs<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  return readPayload(schema, payload, { what, by: 'ServiceNow' });
}
