// A ServiceNow instance's Table API on 127.0.0.1, as strict and as lenient as the vendor's: what it does not understand in a
// query it drops, limits count before access rules, and words are in the zone of the account.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ask, type StoredRow } from './query.js';
import { TABLES } from './tables.js';
import { wallOf } from './zone.js';

export interface Instance {
  readonly url: string;
  readonly rows: Map<string, StoredRow[]>;
  /** Rows that access rules take out, by sys_id; tables that they refuse. */
  readonly hidden: Set<string>;
  readonly refused: Set<string>;
  /** What references and choices are called: by `column:value`. */
  readonly names: Map<string, string>;
  zone: string;
  /** Its clock; stored form. Null: that of the machine. */
  now: string | null;
  invalidReturnsNone: boolean;
  /** Columns that nobody knows any more. */
  readonly dropped: Set<string>;
  /** What the next answers are instead. */
  readonly failures: (number | 'html' | 'cancelled')[];
  readonly asked: URL[];
  /** Before each answer. */
  before: (url: URL) => void;
  close(): Promise<void>;
}

const KNOWN = new Set([
  'sysparm_query',
  'sysparm_fields',
  'sysparm_limit',
  'sysparm_offset',
  'sysparm_display_value',
  'sysparm_exclude_reference_link',
]);

export async function instance(authorization: string, rows: Instance['rows'] = new Map()): Promise<Instance> {
  const state: Omit<Instance, 'url' | 'close'> = {
    ...{ rows, hidden: new Set(), refused: new Set(), names: new Map(), dropped: new Set(), failures: [], asked: [] },
    ...{ zone: 'UTC', now: '2026-01-31 09:00:00', invalidReturnsNone: false, before: () => undefined },
  };
  const world = state as Instance;
  const server = createServer((request, response) => answer(world, authorization, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(world, {
    url: `http://127.0.0.1:${String(port)}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

function answer(world: Instance, authorization: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', world.url);
  world.asked.push(url);
  world.before(url);
  const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, {
      'content-type': 'application/json;charset=UTF-8',
      date: (world.now === null ? new Date() : new Date(`${world.now.replace(' ', 'T')}Z`)).toUTCString(),
      ...headers,
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const fail = (status: number, message: string, detail: string | null, headers = {}) =>
    send(status, { error: { message, detail }, status: 'failure' }, headers);
  if (request.headers.authorization !== authorization) return fail(401, 'User Not Authenticated', 'Required to provide Auth information');
  const failure = world.failures.shift();
  if (failure === 'html') return send(200, '<html><body>Your instance is hibernating</body></html>', { 'content-type': 'text/html' });
  if (failure === 'cancelled')
    return send(200, {
      result: [],
      error: { message: 'Transaction cancelled: maximum execution time exceeded', detail: 'Check logs' },
      status: 'failure',
    });
  if (failure !== undefined) return fail(failure, 'Failed', null, failure === 429 ? { 'retry-after': '7' } : {});
  const table = /^\/api\/now\/table\/([a-z_]+)$/.exec(url.pathname)?.[1];
  const columns = TABLES.get(table ?? '');
  if (request.method !== 'GET' || table === undefined || columns === undefined) return fail(400, `Invalid table ${table ?? ''}`, null);
  const unknown = [...url.searchParams.keys()].filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) throw new Error(`the connector sends ${unknown.join(', ')}, which this stand-in does not know`);
  if (world.refused.has(table)) return fail(403, 'Operation Failed', 'ACL Exception Query Failed due to security constraints');
  const { rows, headers } = page(world, table, columns, url);
  send(200, { result: rows }, headers);
}

function page(world: Instance, table: string, all: ReadonlySet<string>, url: URL) {
  const get = (name: string) => url.searchParams.get(`sysparm_${name}`) ?? '';
  const columns = new Set([...all].filter((column) => !world.dropped.has(column)));
  const grammar = { columns, zone: world.zone, invalidReturnsNone: world.invalidReturnsNone };
  const found = ask(world.rows.get(table) ?? [], get('query'), grammar);
  const [limit, offset] = [Number(get('limit') || 10_000), Number(get('offset') || 0)];
  // The limit counts before the access rules: a page may be short, or empty, and not the last.
  const shown = found.slice(offset, offset + limit).filter((row) => !world.hidden.has(row['sys_id'] ?? ''));
  const next = new URL(url);
  next.searchParams.set('sysparm_offset', String(offset + limit));
  const isMore = offset + limit < found.length;
  const first = `<${url.href}>;rel="first"`;
  const link = isMore ? `${first},<${next.href}>;rel="next"` : first;
  const fields = get('fields')
    .split(',')
    .filter((column) => columns.has(column));
  const rows = shown.map((row) => Object.fromEntries(fields.map((column) => [column, cell(world, column, row, get('display_value'))])));
  return { rows, headers: { link, 'x-total-count': String(found.length) } };
}

function cell(world: Instance, column: string, row: StoredRow, mode: string): unknown {
  const value = row[column] ?? '';
  if (mode === 'false') return value;
  const isTime = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value);
  return { value, display_value: isTime ? wallOf(value, world.zone) : (world.names.get(`${column}:${value}`) ?? value) };
}
