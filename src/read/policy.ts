import type { Instant, Json, LedgerEvent, Policy } from '#contract';
import { hasRole, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { commitmentOf, ledgerEvents } from './body.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';

/** One activation of a policy, and what was in force before it. */
export interface PolicyRow {
  readonly seq: number;
  readonly version: string;
  readonly activatedAt: Instant;
  /** `hub`, or the token of the person. */
  readonly activatedBy: string;
  readonly from: 'FILE' | 'API';
  readonly changed: readonly string[];
  readonly content: Json;
  readonly before: Json;
  /** Commitments to texts; null where there is none. */
  readonly holder: string | null;
  readonly reason: string | null;
  readonly file: string | null;
  /** Places in the ledger where others said that they want it. */
  readonly proposals: readonly number[];
}

interface Place {
  readonly seq: number;
  readonly previous: number | null;
}

/** Activations, newest first. */
export async function policies(sql: Sql, input: PageInput): Promise<Page<PolicyRow>> {
  const slice = sliceOf(input, 'policies', ['int']);
  const from = Number(slice.from?.[0] ?? Number.MAX_SAFE_INTEGER);
  const page = sql`select * from (${places(sql)}) a where seq < ${from} order by seq desc limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<Place>(sql, page, sql`p.seq desc`);
  const read = await policyRows(sql, rows);
  const count = () => countOf(sql, sql`select from timeline_entry where type = 'policy.activated'`);
  return pageOf({ name: 'policies', slice, rows: read, asOf, keyOf: ({ seq }) => [seq], nodeOf: (row) => row, count });
}

/** The newest activation of a version, or of any. Null where there is none. */
export async function policy(sql: Sql, version: string | null): Promise<PolicyRow | null> {
  const found = await sql<Place[]>`
    select seq, previous
    from (${places(sql)}) a
    ${version === null ? sql`` : sql`where subject = ${`policy:${version}`}`}
    order by seq desc
    limit 1`;
  return (await policyRows(sql, found))[0] ?? null;
}

function places(sql: Sql) {
  return sql`
    select seq, subject, lag(seq) over (order by seq) as previous
    from timeline_entry
    where type = 'policy.activated'`;
}

export async function policyRows(sql: Sql, found: readonly Place[]): Promise<PolicyRow[]> {
  const seqs = found.flatMap(({ seq, previous }) => (previous === null ? [seq] : [seq, previous]));
  const events = await ledgerEvents(sql, [...new Set(seqs)]);
  return found.flatMap(({ seq, previous }) => {
    const event = events.get(seq);
    return event ? [rowOf(event, previous === null ? null : (events.get(previous) ?? null))] : [];
  });
}

function rowOf({ seq, envelope, body: { core, seen } }: LedgerEvent, previous: LedgerEvent | null): PolicyRow {
  const changed = core['changed'];
  const proposals = core['proposals'];
  return {
    seq,
    version: String(core['version']),
    activatedAt: envelope.recordedAt,
    activatedBy: typeof core['by'] === 'string' ? core['by'] : 'hub',
    from: core['from'] === 'API' ? 'API' : 'FILE',
    changed: Array.isArray(changed) ? changed.map(String) : [],
    content: core['content'] ?? null,
    before: previous?.body.core['content'] ?? null,
    holder: commitmentOf(core['holder']),
    reason: commitmentOf(core['reason']),
    file: commitmentOf(seen['file']),
    proposals: Array.isArray(proposals) ? proposals.map(Number) : [],
  };
}

/** A document kept beside a policy. */
export interface PolicyDocumentRow {
  readonly title: string;
  /** Its path beside policy.yaml. */
  readonly file: string | null;
  readonly sha256: string | null;
}

export function documentsIn(content: Json): readonly PolicyDocumentRow[] {
  const { documents = [] } = (content ?? {}) as Pick<Policy, 'documents'>;
  return documents.map(({ title, file = null, sha256 = null }) => ({ title, file, sha256 }));
}

/** The file holds account ids and names of people. */
export function maySeePolicyFile(viewer: Viewer): boolean {
  return hasRole(viewer, 'compliance');
}

export interface PolicyDifference {
  readonly key: string;
  /** As JSON; null where that policy says nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What a policy says otherwise than the one before, by the keys that were recorded. */
export function policyDifferences({
  changed,
  before: old,
  content,
}: Pick<PolicyRow, 'changed' | 'before' | 'content'>): PolicyDifference[] {
  return changed.map((key) => ({ key, before: said(old, key), after: said(content, key) }));
}

/** Keys may hold dots themselves: the longest key that fits the path is the one. */
function said(content: Json | undefined, path: string): string | null {
  if (path === '') return content === undefined ? null : JSON.stringify(content);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return null;
  const map = content as { readonly [key: string]: Json };
  const key = Object.keys(map)
    .filter((one) => path === one || path.startsWith(`${one}.`))
    .sort((a, b) => b.length - a.length)[0];
  return key === undefined ? null : said(map[key], path.slice(key.length + 1));
}
