// Encoded queries as ServiceNow reads them, as far as the connector writes them.
import { utcOf } from './zone.js';

export type StoredRow = { readonly [column: string]: string };

export interface Grammar {
  /** The columns of the table; a term about another is dropped without a word. */
  readonly columns: ReadonlySet<string>;
  /** The zone of the account, in which written times are read. */
  readonly zone: string;
  /** As `glide.invalid_query.returns_no_rows` says. */
  readonly invalidReturnsNone: boolean;
}

type Test = (row: StoredRow) => boolean;
const TERM = /^([a-z][\w.]*?)(ISNOTEMPTY|ISEMPTY|NOT IN|NOT LIKE|STARTSWITH|ENDSWITH|LIKE|IN|!=|>=|<=|=|>|<)(.*)$/s;
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** The rows that a query has, in its order: `^OR` binds to the term before it, `^NQ` begins another query. */
export function ask(rows: readonly StoredRow[], query: string, grammar: Grammar): StoredRow[] {
  const terms = query.split('^').filter((term) => term !== '');
  const orders = terms.filter((term) => term.startsWith('ORDERBY'));
  const queries: Test[][][] = [[]];
  for (const term of terms.filter((one) => !one.startsWith('ORDERBY'))) {
    const [isNew, isOr] = [term.startsWith('NQ'), /^OR[a-z]/.test(term)];
    const test = testOf(isNew || isOr ? term.slice(2) : term, grammar);
    if (isNew) queries.push([]);
    if (test === null) continue;
    const own = queries.at(-1)!;
    if (isOr && own.length > 0) own.at(-1)!.push(test);
    else own.push([test]);
  }
  const found = rows.filter((row) => queries.some((every) => every.every((some) => some.some((test) => test(row)))));
  return found.sort((a, b) => orders.map((order) => compared(a, b, order)).find((sign) => sign !== 0) ?? 0);
}

function testOf(term: string, { columns, zone, invalidReturnsNone }: Grammar): Test | null {
  const [, column = '', operator = '', written = ''] = TERM.exec(term) ?? [];
  if (!columns.has(column)) return invalidReturnsNone ? () => false : null;
  const value = TIME.test(written) ? utcOf(written, zone) : written;
  const of = (row: StoredRow) => row[column] ?? '';
  const tests: Readonly<Record<string, Test>> = {
    ISEMPTY: (row) => of(row) === '',
    ISNOTEMPTY: (row) => of(row) !== '',
    '=': (row) => of(row) === value,
    '!=': (row) => of(row) !== value,
    '>': (row) => of(row) > value,
    '>=': (row) => of(row) >= value,
    '<': (row) => of(row) < value,
    '<=': (row) => of(row) <= value,
    IN: (row) => value.split(',').includes(of(row)),
    'NOT IN': (row) => !value.split(',').includes(of(row)),
    STARTSWITH: (row) => of(row).startsWith(value),
    ENDSWITH: (row) => of(row).endsWith(value),
    LIKE: (row) => of(row).includes(value),
    'NOT LIKE': (row) => !of(row).includes(value),
  };
  return tests[operator] ?? null;
}

function compared(a: StoredRow, b: StoredRow, order: string): number {
  const isDown = order.startsWith('ORDERBYDESC');
  const column = order.slice(isDown ? 'ORDERBYDESC'.length : 'ORDERBY'.length);
  const [x, y] = [a[column] ?? '', b[column] ?? ''];
  return (x < y ? -1 : x > y ? 1 : 0) * (isDown ? -1 : 1);
}
