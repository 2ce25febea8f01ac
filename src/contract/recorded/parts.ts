import { z } from 'zod';
import { parseInterval } from '../time.js';

const filled = (most: number) => z.string().min(1).max(most);

/** An id by which the sender knows the thing; it never changes. */
export const id = filled(200).describe('The id by which the sender knows the thing; it never changes.');
export const name = filled(300);
export const typed = z
  .string()
  .max(20_000)
  .describe('What a person typed; the ledger keeps a digest and a commitment, and the words can be erased.');
export const key = filled(100).regex(/^\S+$/, 'no white space');
export const ref = filled(500)
  .regex(/^[a-z_]+:[^\s:]+:\S+$/, 'a ref such as ticket:jira-acme:10042')
  .describe('The ref of a thing, as the API shows it: ticket:jira-acme:10042.');
export const sha = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'a full commit id in small hex digits');
export const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 small hex digits');

/** One change or several, each by its key or by the ref of its ticket. */
export const change = z
  .union([key, z.array(key).min(1).max(50)])
  .describe('The change or changes, each by key or by the ref of its ticket.');

export const account = z
  .strictObject({
    id: filled(200).describe('The id that the sender never changes.'),
    name: filled(200).optional().describe('What people call the account.'),
    kind: z.enum(['PERSON', 'SERVICE']).default('PERSON'),
  })
  .describe('An account at the sender; the ledger keeps a pseudonym.');

const time = z
  .string()
  .refine((text) => parseInterval(text) !== null, 'a time such as 2026-01-31T13:45:00Z')
  .describe('RFC 3339; its last digit says how precise it is.');

/** When it happened: a time, or between two. */
export const at = z.union([time, z.strictObject({ from: time, to: time })], 'a time such as 2026-01-31T13:45:00Z, or { from, to }');
export const moment = time;

/** As a plan says it: a time, or a day, which is the whole of it. */
export const planned = z.union([time, z.iso.date()], 'a time such as 2026-01-31T13:45:00Z, or a day such as 2026-01-31');

export type GivenAccount = z.output<typeof account>;
export type GivenTime = z.output<typeof at>;
