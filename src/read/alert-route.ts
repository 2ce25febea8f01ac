import type { Instant, Json } from '#contract';
import { demand, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import { asOfColumn, countOf, withAsOf } from './as-of.js';
import type { Fragment } from './fragment.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';
import { pagesOf } from './pages.js';

export type RouteKind = 'GAPS' | 'EVENTS' | 'SYSTEM';
export type RouteTarget = 'WEBHOOK' | 'SLACK';
export type RouteState = 'ACTIVE' | 'DISABLED';

/** Where alerts go, as administrators see it: of the address the host alone, of the secrets nothing. */
export interface RouteRow {
  readonly id: string;
  readonly name: string;
  readonly kind: RouteKind;
  readonly target: RouteTarget;
  readonly host: string;
  readonly filter: Json;
  /** The last event of the ledger that was looked at for it. */
  readonly cursor: number;
  /** Events that were not looked at for it yet. */
  readonly behind: number;
  readonly queued: number;
  readonly state: RouteState;
  readonly reason: string | null;
  readonly lastAttemptAt: Instant | null;
  readonly lastSentence: string | null;
  /** Until then the former secret signs, too. */
  readonly formerUntil: Instant | null;
  readonly createdBy: string;
  readonly createdAt: Instant;
}

/** A message that its receiver took at none of ten attempts. */
export interface DeadLetterRow {
  readonly id: string;
  readonly type: string;
  readonly seq: number | null;
  readonly attempts: number;
  readonly sentence: string | null;
  readonly lastAttemptAt: Instant | null;
  readonly createdAt: Instant;
}

/** One page of the routes, by name. Throws FORBIDDEN for anyone but an administrator. */
export async function alertRoutes(sql: Sql, viewer: Viewer, input: PageInput): Promise<Page<RouteRow>> {
  demand(viewer, 'administrator', 'see where alerts go');
  const slice = sliceOf(input, 'alertRoutes', ['text']);
  const query = sql`
    select ${columns(sql)} from alert_route r where r.name > ${String(slice.from?.[0] ?? '')} order by r.name limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<RouteRow>(sql, query, sql`p.name`);
  const count = () => countOf(sql, sql`select from alert_route`);
  return pageOf({ name: 'alertRoutes', slice, rows, asOf, keyOf: (row) => [row.name], nodeOf: (row) => row, count });
}

/** The route with this id, or null. */
export async function alertRoute(sql: Sql, id: string): Promise<RouteRow | null> {
  const [row] = await sql<RouteRow[]>`select ${columns(sql)} from alert_route r where r.id = ${id}`;
  return row ?? null;
}

/** For each route one page of its dead letters, oldest first. */
export function deadLettersOf(sql: Sql, routes: readonly string[], input: PageInput): Promise<Page<DeadLetterRow>[]> {
  const matching = sql`
    select id, type, seq, attempts, sentence, last_attempt_at as "lastAttemptAt", created_at as "createdAt", number
    from alert_message
    where route = w.route and state = 'DEAD'`;
  return pagesOf<DeadLetterRow & { readonly number: number }, DeadLetterRow>(
    sql,
    {
      name: 'deadLetters',
      kinds: ['int'],
      parents: sql`unnest(${routes as string[]}::uuid[])`,
      columns: sql`route`,
      matching,
      rows: ({ from, limit }) => sql`${matching} and number > ${Number(from?.[0] ?? 0)}::bigint order by number limit ${limit + 1}`,
      order: sql`p.number`,
      keyOf: (row) => [row.number],
      nodeOf: (row) => row,
    },
    input,
  );
}

function columns(sql: Sql): Fragment {
  return sql`
    r.id, r.name, r.kind, r.target, r.host, r.filter, r.cursor,
    case when r.kind = 'SYSTEM' then 0 else greatest(0, (select c.as_of from (select ${asOfColumn(sql)}) c) - r.cursor) end as behind,
    (select count(*)::int from alert_message m where m.route = r.id and m.state = 'QUEUED') as queued,
    r.state, r.reason, r.last_attempt_at as "lastAttemptAt", r.last_sentence as "lastSentence",
    case when r.former_until > clock_timestamp() then r.former_until end as "formerUntil",
    r.created_by as "createdBy", r.created_at as "createdAt"`;
}
