import { type Instant, type Json, parseInstant } from '#contract';
import { z } from 'zod';
import { plusSeconds, stored as written } from '../query.js';
import type { Row } from './client.js';
import { type Slice, stored } from './slices.js';
import type { Source } from './tables.js';

const position = z.object({ time: z.string(), id: z.string() });
/** A page of which access rules took rows out, so that it can be asked for again. */
const gap = z.object({ query: z.string(), offset: z.number(), words: z.string() });
const cursorShape = z.object({
  /** Of the first reading, newest first: how far down it is, null at its beginning; null once it is over. */
  down: z.object({ at: position.nullable() }).nullable(),
  /** What changed since then is read next: the moment at which the first reading began, later the latest time that was read. */
  since: z.string(),
  /** The row of that time. */
  last: position.nullable(),
  /** What of the overlap was read in which state, so that it is not read again unchanged. */
  near: z.record(z.string(), z.string()),
  /** Why histories were not read; as long as it stands, nothing is claimed to be missing. */
  denied: z.string().nullable(),
  hidden: gap.nullable(),
});
export type Cursor = z.output<typeof cursorShape>;

/** Null: none, or one of an older version; then all begins anew. */
export function cursorOf(cursor: Json | null): Cursor | null {
  return cursorShape.safeParse(cursor).data ?? null;
}

export function beginningAt(began: Instant): Cursor {
  return { down: { at: null }, since: written(began), last: null, near: {}, denied: null, hidden: null };
}

/** A transaction is committed up to five minutes after the time that it writes; so much is listed twice. */
const OVERLAP_SECONDS = 300;

export function withOverlap(since: string): string {
  const instant = parseInstant(`${since}Z`);
  return instant === null ? since : written(plusSeconds(instant, -OVERLAP_SECONDS));
}

export function isUnchanged(row: Row, source: Source, { near }: Cursor): boolean {
  return near[stored(row, 'sys_id')] === markOf(row, source);
}

/** Two updates of one second differ in their count. */
function markOf(row: Row, { time }: Source): string {
  return `${stored(row, time)} ${stored(row, 'sys_mod_count')}`;
}

export function reached(at: Cursor, { rows, position: last }: Slice, source: Source): Cursor {
  const since = last.time > at.since ? last.time : at.since;
  const marks = new Map([...Object.entries(at.near), ...rows.map((row) => [stored(row, 'sys_id'), markOf(row, source)] as const)]);
  const edge = withOverlap(since);
  const near = Object.fromEntries([...marks].filter(([, mark]) => mark.slice(0, edge.length) >= edge));
  return { ...at, since, last, near };
}
