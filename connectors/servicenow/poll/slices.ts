import { SourceRefused } from '#contract';
import { all } from '../query.js';
import type { Client, Listed, Row } from './client.js';
import { hiddenWords } from './listing.js';
import type { Source } from './tables.js';
import { about } from './refusal.js';

/** The last row that was read, by the two columns that order all rows. */
export interface Position {
  readonly time: string;
  readonly id: string;
}

export interface Slice {
  readonly rows: readonly Row[];
  readonly position: Position;
}

export interface Range {
  readonly source: Source;
  readonly time: string;
  readonly direction: 'UP' | 'DOWN';
  /** Where it begins, as a term: `sys_updated_on>=…`. */
  readonly start: string;
  /** A term that holds for all; empty: none. */
  readonly within?: string;
}

const PAGE = 50;

/**
 * Rows in order of time and sys_id, each page asked for by the last row of the one before: a row that is updated meanwhile moves to
 * the end, and no other takes its place in a page that was read. `^OR` binds to the term before it, so that "later, or of the same
 * second with a higher id" is two questions: first the rest of the second, then what is later.
 */
export async function* slices(client: Client, range: Range, from: Position | null, hiding: Hiding): AsyncGenerator<Slice> {
  const sign = range.direction === 'UP' ? '>' : '<';
  let position = from;
  for (;;) {
    while (position !== null) {
      const term = all(`${range.time}=${position.time}`, `sys_id${sign}${position.id}`);
      const { rows, isMore } = await page(client, range, term, hiding);
      if (rows.length === 0) break;
      position = positionOf(rows, range);
      yield { rows, position };
      if (!isMore) break;
    }
    const { rows, isMore } = await page(client, range, position === null ? range.start : `${range.time}${sign}${position.time}`, hiding);
    if (rows.length === 0) return;
    position = positionOf(rows, range);
    yield { rows, position };
    if (!isMore) return;
  }
}

/** The first page of a reading of which access rules took rows out. */
export interface Hiding {
  hidden: Gap | null;
}

/** A page of which access rules took rows out, so that it can be asked for again; and what is said of it. */
export interface Gap {
  readonly query: string;
  readonly offset: number;
  readonly words: string;
}

/** The first page with a row in it: whether it was the last, `Link` says, and never its length. */
async function page(
  client: Client,
  range: Range,
  term: string,
  hiding: Hiding,
): Promise<{ readonly rows: readonly Row[]; readonly isMore: boolean }> {
  const { source, time, direction, within = '' } = range;
  const by = direction === 'UP' ? 'ORDERBY' : 'ORDERBYDESC';
  const query = all(source.filter, within, term, `${by}${time}`, `${by}sys_id`);
  for (let offset = 0; ;) {
    const { rows, next, total } = await client.list({
      table: source.table,
      query,
      columns: source.columns,
      limit: PAGE,
      shown: true,
      offset,
    });
    const missing = lacking({ rows, total }, offset);
    if (missing > 0) hiding.hidden ??= { query, offset, words: hiddenWords(source.table, missing, null) };
    checked(rows, range, term);
    if (rows.length > 0 || next === null || next <= offset) return { rows, isMore: next !== null };
    offset = next;
  }
}

/** How many rows of a page are counted and not shown. */
function lacking({ rows, total }: Pick<Listed, 'rows' | 'total'>, offset: number): number {
  return total === null ? 0 : Math.min(PAGE, total - offset) - rows.length;
}

export async function isStillHidden(client: Client, { table, columns }: Source, { query, offset }: Gap): Promise<boolean> {
  return lacking(await client.list({ table, query, columns, limit: PAGE, offset }), offset) > 0;
}

/** A term that ServiceNow does not understand it drops without a word: what then comes is more than was asked for, and shows it. */
function checked(rows: readonly Row[], { source, time, direction }: Range, term: string): void {
  const [, sign = '', bound = ''] = new RegExp(`^${time}(>=|<=|>|<|=)([^^]+)`).exec(term) ?? [];
  const fits = {
    '>=': (at: string) => at >= bound,
    '<=': (at: string) => at <= bound,
    '>': (at: string) => at > bound,
    '<': (at: string) => at < bound,
    '=': (at: string) => at === bound,
  };
  const isAsked = fits[sign as keyof typeof fits];
  const ordered = rows.every((row, nth) => nth === 0 || isAfter(row, rows[nth - 1]!, time, direction));
  if (rows.every((row) => isAsked(stored(row, time))) && ordered && rows.every((row) => isOf(row, source))) return;
  throw new SourceRefused(
    400,
    `ServiceNow answered with ${about(source.table).what} that were not asked for (${term}): it ignored a part of the query. Set the time zone of the account to GMT, and let it read the columns sys_id, sys_updated_on, sys_created_on and sys_class_name.`,
  );
}

function isAfter(row: Row, before: Row, time: string, direction: 'UP' | 'DOWN'): boolean {
  const [a, b] = [before, row].map((one) => `${stored(one, time)} ${stored(one, 'sys_id')}`);
  return direction === 'UP' ? a! < b! : a! > b!;
}

/** Of rows that are chosen by what they belong to. */
function isOf(row: Row, { filter }: Source): boolean {
  const [, column = '', values = ''] = /^([\w.]+)(?:IN|=)([a-z_,]+)$/.exec(filter) ?? [];
  if (!/sys_class_name$|^tablename$/.test(column)) return true;
  return values.split(',').includes(stored(row, column));
}

function positionOf(rows: readonly Row[], { time }: Range): Position {
  const last = rows.at(-1)!;
  return { time: stored(last, time), id: stored(last, 'sys_id') };
}

/** A column as it is stored, of a row in which it stands beside the words shown. */
export function stored(row: Row, column: string): string {
  const cell = row[column];
  const value = typeof cell === 'object' && cell !== null && 'value' in cell ? cell.value : cell;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
