import type { Json } from '#contract';
import { z } from 'zod';

const shown = z.looseObject({ emailAddress: z.string().includes('@'), accountId: z.string().nullish(), key: z.string().nullish() });

/** Every account in it that is shown with its e-mail address, once, in the order of the ids: at most sites most people hide theirs. */
export function addressesIn(value: Json): readonly Json[] {
  const found = new Map<string, Json>();
  collect(value, found);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, user]) => user);
}

function collect(value: Json, found: Map<string, Json>): void {
  if (typeof value !== 'object' || value === null) return;
  const user = shown.safeParse(value);
  const id = user.data?.accountId || user.data?.key;
  if (user.success && id) {
    const { accountId, key, name, accountType, displayName, emailAddress } = user.data as Record<string, Json>;
    const kept = { accountId, key, name, accountType, displayName, emailAddress };
    found.set(id, Object.fromEntries(Object.entries(kept).filter(([, member]) => member !== undefined)) as Json);
  }
  for (const inner of Object.values(value)) collect(inner as Json, found);
}
