import type { Instant } from '#contract';
import { demand, type Viewer } from '../../access/index.js';
import type { Sql } from '../../db/pool.js';
import type { AuditFile, Conclusion } from '../../evidence/audit/index.js';
import { countOf, withAsOf } from '../as-of.js';
import { type Page, type PageInput, pageOf, sliceOf } from '../page.js';

/** An audit that was drawn; its id is SHA-256 of its file. */
export interface AuditRow {
  readonly id: string;
  readonly number: number;
  readonly from: Instant;
  readonly to: Instant;
  readonly zone: string;
  readonly state: AuditFile['state'];
  readonly committed: boolean;
  readonly units: number;
  readonly drawn: number;
  readonly conclusion: Conclusion;
  readonly madeBy: string;
  readonly madeAt: Instant;
}

const ID = /^[0-9a-f]{64}$/;

/** The newest first. Auditors, compliance and administrators. */
export async function audits(sql: Sql, viewer: Viewer, input: PageInput): Promise<Page<AuditRow>> {
  demand(viewer, 'auditor', 'look at audits');
  const slice = sliceOf(input, 'audits', ['int']);
  const from = Number(slice.from?.[0] ?? Number.MAX_SAFE_INTEGER);
  const page = sql`${columns(sql)} where number < ${from} order by number desc limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<AuditRow>(sql, page, sql`p.number desc`);
  const count = () => countOf(sql, sql`select from audit`);
  return pageOf({ name: 'audits', slice, rows, asOf, keyOf: ({ number }) => [number], nodeOf: (row) => row, count });
}

/** Null where there is none with this id. */
export async function audit(sql: Sql, viewer: Viewer, id: string): Promise<AuditRow | null> {
  demand(viewer, 'auditor', 'look at audits');
  if (!ID.test(id)) return null;
  const [row] = await sql<AuditRow[]>`${columns(sql)} where id = ${id}`;
  return row ?? null;
}

function columns(sql: Sql) {
  return sql`
    select id, number, from_at as "from", to_at as "to", zone, state, committed, units, drawn, conclusion, made_by as "madeBy",
      made_at as "madeAt"
    from audit`;
}

/** The bytes of an audit's file, which its id is SHA-256 of; null where there is none. */
export async function auditBytes(sql: Sql, viewer: Viewer, id: string): Promise<Buffer | null> {
  demand(viewer, 'auditor', 'look at audits');
  if (!ID.test(id)) return null;
  const [row] = await sql<{ content: Uint8Array }[]>`select content from audit where id = ${id}`;
  return row ? Buffer.from(row.content) : null;
}

/** What its file says. */
export async function auditFile(sql: Sql, viewer: Viewer, id: string): Promise<AuditFile | null> {
  const bytes = await auditBytes(sql, viewer, id);
  return bytes === null ? null : (JSON.parse(bytes.toString('utf8')) as AuditFile);
}
