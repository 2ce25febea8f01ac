import { type Json } from '#contract';
import { z } from 'zod';
import { isOpen, type ListedDeployment } from './deployments.js';

/** Where a first reading is: in which round of pages, behind which environment, and which of them have more. */
const first = z.object({
  /** The source's clock when it began: the next pass reads everything that changed since. */
  began: z.string().nullable(),
  round: z.int(),
  after: z.string().nullable(),
  more: z.array(z.string()),
});
export type First = z.output<typeof first>;

const shape = z.object({
  first: first.nullable(),
  /** What changed before this was read. */
  since: z.string().nullable(),
  /** When all environments were last looked at, whether they changed or not. */
  swept: z.string().nullable(),
  /** Deployments that may still change. */
  open: z.array(z.object({ id: z.string(), environment: z.string() })),
  /** Why steps could not be read; as long as it stands, no evaluation is claimed to be missing. */
  denied: z.string().nullable(),
});
export type Cursor = z.output<typeof shape>;

export const BEGINNING: Cursor = { first: null, since: null, swept: null, open: [], denied: null };

export function cursorOf(given: Json | null): Cursor {
  return shape.safeParse(given).data ?? BEGINNING;
}

export function withOpen(cursor: Cursor, environment: string, page: readonly ListedDeployment[]): Cursor {
  const read = new Set(page.map(({ id }) => id));
  const still = page.filter(isOpen).map(({ id }) => ({ id, environment }));
  return { ...cursor, open: [...cursor.open.filter(({ id }) => !read.has(id)), ...still] };
}
