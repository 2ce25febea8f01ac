import { type Json, type Page, SourceUnavailable } from '#contract';
import { prove, proveNotLost } from './canary.js';
import { beginningAt, type Cursor, cursorOf, isUnchanged, reached, withOverlap } from './cursor.js';
import { claimsAfter, type Found, isShownNow, nothingFound } from './doubts.js';
import type { Row } from './client.js';
import type { Pass } from './pass.js';
import { type Position, type Slice, slices, stored } from './slices.js';
import type { Source } from './tables.js';
import { wholeRows } from './whole.js';

/** One pass: a first reading from the newest row down, then what changed since it began; later what changed since the last pass. */
export async function* readTable(pass: Pass, source: Source, cursor: Json | null): AsyncGenerator<Page> {
  const found = nothingFound();
  let at = cursorOf(cursor) ?? (await beginning(pass, source));
  const from = at;
  if (at.down !== null) {
    const range = { source, time: source.time, direction: 'DOWN' as const, start: `${source.time}<=${at.since}` };
    for await (const slice of slices(pass.client, range, at.down.at, found)) {
      const records = await whole(pass, source, slice.rows, found);
      at = noted({ ...at, down: { at: slice.position }, last: at.last ?? firstOf(slice, source) }, found);
      yield { records, cursor: at };
    }
  }
  const since = withOverlap(at.since);
  const range = { source, time: source.time, direction: 'UP' as const, start: `${source.time}>=${since}` };
  const came = new Set<string>();
  at = { ...at, down: null };
  for await (const slice of slices(pass.client, range, null, found)) {
    slice.rows.forEach((row) => came.add(stored(row, 'sys_id')));
    const fresh = slice.rows.filter((row) => !isUnchanged(row, source, at));
    const records = await whole(pass, source, fresh, found);
    at = noted(reached(at, slice, source), found);
    yield { records, cursor: at };
  }
  if (from.last !== null && from.last.time >= since && !came.has(from.last.id)) await proveNotLost(pass.client, source, from.last);
  const isAnew = await isShownNow(pass, source, { from, found });
  yield { records: [], cursor: isAnew ? null : at, claims: await claimsAfter(pass, source, at) };
}

async function beginning(pass: Pass, source: Source): Promise<Cursor> {
  await prove(pass.client, source);
  const began = pass.client.startedAt();
  if (began === null)
    throw new SourceUnavailable('ServiceNow answers without a date, so nothing can be said about a moment. It is asked again later.');
  return beginningAt(began);
}

/** The newest row of all, while nothing newer was read. */
function firstOf({ rows }: Slice, { time }: Source): Position | null {
  const [row] = rows;
  return row ? { time: stored(row, time), id: stored(row, 'sys_id') } : null;
}

async function whole(pass: Pass, source: Source, rows: readonly Row[], found: Found) {
  const { records, denied } = await wholeRows(pass, source.table, rows);
  if (denied === null && rows.length > 0) found.wereRead = true;
  found.denied ??= denied;
  return records;
}

function noted(at: Cursor, { denied, hidden }: Found): Cursor {
  return { ...at, denied: denied ?? at.denied, hidden: at.hidden ?? hidden };
}
