import { z } from 'zod';
import { id, time } from './scalar.js';

/** An account: `accountId` in the Cloud, `key` (never changing) and `name` in a Data Center. */
export const user = z.object({
  accountId: z.string().nullish(),
  key: z.string().nullish(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  accountType: z.string().nullish(),
});
export type User = z.output<typeof user>;

const value = z.union([z.string(), z.number().transform(String)]).nullish();

/**
 * One item of a changelog. What it calls `toString` every object inherits as a function, so it is looked at only where
 * the item has it itself, and is called `toText` from here on.
 */
export const item = z
  .looseObject({
    field: z.string().min(1),
    fieldtype: z.string().nullish(),
    // Not in every answer, and never in a Data Center's.
    fieldId: z.string().nullish(),
    from: value,
    fromString: z.string().nullish(),
    to: value,
    tmpFromAccountId: z.string().nullish(),
    tmpToAccountId: z.string().nullish(),
  })
  .transform(({ field, fieldtype, fieldId, from, fromString, to, tmpFromAccountId, tmpToAccountId, ...rest }, context) => {
    const toText = Object.hasOwn(rest, 'toString') ? (rest as { readonly toString: unknown }).toString : null;
    if (toText !== null && typeof toText !== 'string') {
      context.addIssue({ code: 'custom', path: ['toString'], message: 'neither text nor null' });
      return z.NEVER;
    }
    return { field, fieldtype, fieldId, from, fromText: fromString, to, toText, tmpFromAccountId, tmpToAccountId };
  });
export type Item = z.output<typeof item>;

/** An entry of `/issue/{id}/changelog`. */
export const history = z.object({ id, author: user.nullish(), created: time, items: z.array(item) });
export type History = z.output<typeof history>;
