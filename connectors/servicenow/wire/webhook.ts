import { z } from 'zod';
import { count, sysId, time, valueIn, filledText } from './cell.js';

const change = z.object({ field: z.string().regex(/^[a-z][a-z0-9_]{0,79}$/), from: valueIn.optional(), to: valueIn.optional() });

/** What the script of the README sends. */
export const delivery = z.object({
  table: z.string(),
  sys_id: sysId,
  number: filledText.optional(),
  operation: z.enum(['insert', 'update', 'delete']),
  sys_mod_count: count,
  sys_updated_on: time,
  /** Of whoever did it; the user name where there is no such user. */
  by: filledText,
  /** Stored values; only where the instance was told to send them. */
  changes: z.array(change).optional(),
});
export type Told = z.output<typeof delivery>;
