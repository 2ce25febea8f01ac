import { type Instant, type Io, type Json, SourceRefused, SourceUnavailable } from '#contract';
import type { ServiceNowConfig } from '../config.js';
import { type Asked, about, failureOf, ownWords, unavailable } from './refusal.js';

export type ServiceNowIo = Io<ServiceNowConfig>;
export type Row = { readonly [column: string]: Json };

export interface Search {
  readonly table: string;
  readonly query: string;
  readonly columns: readonly string[];
  readonly limit: number;
  /** Stored values with the words shown to this account beside them; left out, stored values alone. */
  readonly shown?: boolean;
  readonly offset?: number;
}

export interface Listed {
  readonly rows: readonly Row[];
  /** Where the next page begins, by the `Link` header: a page may be short, or empty, because access rules took rows out of it. */
  readonly next: number | null;
  /** How many rows the query has, those that this account may not see included; null: not told. */
  readonly total: number | null;
}

export interface Client {
  /** One page of the Table API. Throws `SourceRefused` or `SourceUnavailable`; what is no JSON, or breaks off, is unavailable. */
  list(search: Search, asked?: Asked): Promise<Listed>;
  /** The source's clock at the first answer of this pass. */
  startedAt(): Instant | null;
}

export function clientOf(io: ServiceNowIo): Client {
  const authorization = authorizationOf(io);
  let started: Instant | null = null;
  return {
    async list(search, asked = about(search.table)) {
      const response = await io.http
        .fetch(addressOf(io.config.url, search), { headers: { accept: 'application/json', authorization } })
        .catch((error: unknown) => {
          if (error instanceof SourceUnavailable || error instanceof SourceRefused) throw error;
          throw unavailable(asked, 'no answer');
        });
      const listed = await pageOf(response, asked);
      started ??= io.http.sourceTime();
      return listed;
    },
    startedAt: () => started,
  };
}

function authorizationOf({ config, secret }: ServiceNowIo): string {
  const value = secret(config.username === undefined ? 'token' : 'password');
  if (!value)
    throw new SourceRefused(401, 'This source has no credentials for ServiceNow; set `password` or `token` to where it is found.');
  if (config.username === undefined) return `Bearer ${value}`;
  return `Basic ${Buffer.from(`${config.username}:${value}`).toString('base64')}`;
}

function addressOf(base: string, { table, query, columns, limit, shown = false, offset = 0 }: Search): string {
  const parameters = new URLSearchParams({
    sysparm_query: query,
    sysparm_fields: columns.join(','),
    sysparm_limit: String(limit),
    // Never `true`: then times would be in the zone of this account.
    sysparm_display_value: shown ? 'all' : 'false',
    sysparm_exclude_reference_link: 'true',
    ...(offset === 0 ? {} : { sysparm_offset: String(offset) }),
  });
  return `${base.replace(/\/$/, '')}/api/now/table/${table}?${parameters.toString()}`;
}

async function pageOf(response: Response, asked: Asked): Promise<Listed> {
  const body: unknown = await response.json().catch(() => null);
  // Version 1 of the API says so of an empty list.
  if (response.status === 404 && /no record/i.test(ownWords(body))) return { rows: [], next: null, total: 0 };
  if (!response.ok) throw failureOf(response, body, asked);
  // A transaction that takes too long is cancelled in the middle of an answer with status 200.
  if (typeof body === 'object' && body !== null && 'error' in body) throw unavailable(asked, `it broke off (${ownWords(body)})`);
  const rows = typeof body === 'object' && body !== null && 'result' in body ? body.result : null;
  if (!Array.isArray(rows)) throw unavailable(asked, 'it sent something that is no list of rows; a sleeping instance does so');
  return { rows: rows as Row[], next: nextIn(response.headers.get('link')), total: countIn(response.headers.get('x-total-count')) };
}

/** The offset alone is taken from it: credentials go to the configured address, wherever a header points. */
function nextIn(link: string | null): number | null {
  const address = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1];
  const offset = /[?&]sysparm_offset=(\d{1,12})/.exec(address ?? '')?.[1];
  return offset === undefined ? null : Number(offset);
}

function countIn(header: string | null): number | null {
  return /^\d+$/.test(header ?? '') ? Number(header) : null;
}
