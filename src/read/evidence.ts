import type { Json, LedgerEvent } from '#contract';
import type { Sql } from '../db/pool.js';
import { STEPS } from '../evidence/audit/index.js';
import { isKnownThing, isReadTicket } from './assertion.js';
import { commitmentOf } from './body.js';
import { gapOfRef } from './gap-id.js';
import type { Page, PageInput } from './page.js';
import { type ListOfEach, pagesOf } from './pages.js';

/** What somebody attached to a thing; what was typed stands in its event by commitment. */
export interface EvidenceRow {
  readonly seq: number;
  readonly about: string;
  readonly kind: 'FILE' | 'LINK' | 'NOTE';
  /** Of a file SHA-256 of its bytes, in hex, and how many these are. */
  readonly digest: string | null;
  readonly size: number | null;
  readonly mediaType: string | null;
  readonly shows: string | null;
  /** `token:…` of who attached it first. */
  readonly by: string;
}

/** For each thing one page of what was attached to it, oldest first. */
export function evidenceOf(sql: Sql, things: readonly string[], input: PageInput): Promise<Page<EvidenceRow>[]> {
  const matching = sql`
    select seq, about, kind, digest, size::float8 as size, media_type as "mediaType", shows, by from evidence where about = w.thing`;
  const list: ListOfEach<EvidenceRow, EvidenceRow> = {
    name: 'evidence',
    kinds: ['int'],
    parents: sql`unnest(${things as string[]}::text[])`,
    columns: sql`thing`,
    matching,
    rows: ({ from, limit }) => sql`${matching} and seq > ${Number(from?.[0] ?? -1)}::bigint order by seq limit ${limit + 1}`,
    order: sql`p.seq`,
    keyOf: (row) => [row.seq],
    nodeOf: (row) => row,
  };
  return pagesOf(sql, list, input);
}

/** Commitments to what was typed in the event that attached something. */
export function evidenceSaidIn({ body }: LedgerEvent): {
  readonly title: string | null;
  readonly url: string | null;
  readonly note: string | null;
  readonly holder: string | null;
} {
  const first = (value: Json | undefined): Json | undefined => (Array.isArray(value) ? (value as readonly Json[])[0] : value);
  return {
    title: commitmentOf(first(body.seen['name'] ?? body.seen['title'])),
    url: commitmentOf(body.core['url']),
    note: commitmentOf(body.core['note']),
    holder: commitmentOf(first(body.seen['holder'])),
  };
}

/** A step of an audit, or all of it, as evidence names it. */
export function auditPart(audit: string, step: string | null): string {
  return step === null ? `audit:${audit}` : `audit:${audit}/${step}`;
}

/** Whether the hub knows the thing: a ticket, a deployment, a pull request, a commit, a gap, an audit or a step of one. */
export async function isKnownToAttach(sql: Sql, ref: string): Promise<boolean> {
  if (ref.startsWith('ticket:')) return isReadTicket(sql, ref);
  if (ref.startsWith('audit:')) return isKnownAudit(sql, ref);
  const gap = gapOfRef(ref);
  if (gap === null) return isKnownThing(sql, ref);
  const [row] = await sql<{ known: boolean }[]>`
    select exists (select from gap where rule = ${gap.rule} and subject = ${gap.subject}) as known`;
  return row?.known ?? false;
}

async function isKnownAudit(sql: Sql, ref: string): Promise<boolean> {
  const [, id = '', step] = /^audit:([0-9a-f]{64})(?:\/(.+))?$/.exec(ref) ?? [];
  if (step !== undefined && !STEPS.some(({ name }) => name === step)) return false;
  const rows = await sql`select from audit where id = ${id}`;
  return rows.length > 0;
}
