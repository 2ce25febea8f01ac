import { type Instant, instantOf, microsOf, parseInstant } from '#contract';
import { z } from 'zod';
import type { PagerdutyConfig } from '../config.js';
import { type Client, expect, type Query } from './client.js';
import type { Asked } from './refusal.js';

export const INCIDENTS: Asked = { what: 'incidents', permission: 'incidents.read' };

export const PAGE = 100;
/** "The sum of the offset and limit parameters cannot exceed 10000" (Pagination, classic). */
export const MOST = 10_000;

const incident = z.looseObject({ id: z.string(), created_at: z.string(), service: z.looseObject({ id: z.string() }) });
export type ListedIncident = z.output<typeof incident>;
const incidents = z.object({ incidents: z.array(incident), more: z.boolean() });

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** Where in a window a reading is: everything created at or after `to` was read. */
export interface Place {
  readonly to: Instant;
  readonly offset: number;
}

export interface IncidentPage {
  readonly incidents: readonly ListedIncident[];
  /** Null: the window was read to its beginning. */
  readonly next: Place | null;
}

/** What the list and the reading of one incident include: the first log entry says who triggered it, at which service. */
export const INCLUDED: Query = [['include[]', 'first_trigger_log_entries']];

/**
 * The incidents created in a window, newest first, a page of them. Past 10,000 the window ends anew at the oldest that was read, so that
 * incidents of that second come twice.
 */
export async function incidentPage(client: Client, config: PagerdutyConfig, { from, to }: Window, offset: number): Promise<IncidentPage> {
  const query: Query = [
    // Whether the two are in or out is not documented: a second more on either side.
    ['since', written(plusSeconds(from, -1))],
    ['until', written(plusSeconds(to, 1))],
    ...OF_UTC,
    ['sort_by', 'created_at:desc'],
    ...paged(offset),
    ...servicesOf(config),
    ...INCLUDED,
  ];
  const read = expect(incidents, await client.get('/incidents', query, INCIDENTS), INCIDENTS);
  return { incidents: read.incidents, next: read.more ? placeAfter(read.incidents, { to, offset }) : null };
}

function placeAfter(page: readonly ListedIncident[], { to, offset }: Place): Place {
  const next = offset + PAGE;
  if (next + PAGE <= MOST) return { to, offset: next };
  const oldest = parseInstant(page.at(-1)?.created_at ?? '');
  const end = oldest === null ? to : plusSeconds(oldest, 1);
  return end < to ? { to: end, offset: 0 } : { to: plusSeconds(to, -1), offset: 0 };
}

/** When the account's first incident was created; null: it has none. */
export async function firstCreated(client: Client, config: PagerdutyConfig): Promise<Instant | null> {
  const query: Query = [
    ['date_range', 'all'],
    ...OF_UTC,
    ['sort_by', 'created_at:asc'],
    ['limit', '1'],
    ['offset', '0'],
    ...servicesOf(config),
  ];
  const read = expect(incidents, await client.get('/incidents', query, INCIDENTS), INCIDENTS);
  return parseInstant(read.incidents[0]?.created_at ?? '');
}

function servicesOf({ services }: PagerdutyConfig): Query {
  return (services ?? []).map((id) => ['service_ids[]', id] as const);
}

/** Otherwise times are written, and read where they have no zone, in that of the account. */
export const OF_UTC: Query = [['time_zone', 'UTC']];

export function paged(offset: number): Query {
  return [
    ['limit', String(PAGE)],
    ['offset', String(offset)],
  ];
}

/** Whole seconds, with their zone. */
export function written(instant: Instant): string {
  return `${instant.slice(0, 19)}Z`;
}

export function plusSeconds(instant: Instant, seconds: number): Instant {
  return instantOf(microsOf(instant) + seconds * 1_000_000);
}
