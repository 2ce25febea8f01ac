import type { ChangeRecord } from '../../../src/correlate/index.js';
import { type Acme, refOf, type Subject } from '../terms/acme.js';

export type Written = Pick<
  ChangeRecord,
  'kind' | 'changeClass' | 'outcome' | 'outcomeFrom' | 'stage' | 'delayed' | 'stages' | 'details' | 'services' | 'startedAt' | 'finishedAt'
> & {
  /** `BACKOUT_PLAN PRESENT`. */
  readonly contents: readonly string[];
  readonly proofs: readonly string[];
  /** What nobody looked at, of a content. */
  readonly unread: Readonly<Record<string, readonly string[]>>;
  readonly reasons: Readonly<Record<string, readonly string[]>>;
  readonly approvedAt: string | null;
  readonly closedAt: string | null;
  readonly backedOutAt: string | null;
};

type Row = Omit<Written, 'contents' | 'proofs' | 'unread' | 'reasons'> & Pick<ChangeRecord, 'contents' | 'proofs'>;

/** The record that the hub holds of a change now; null: none. */
export async function written({ sql }: Pick<Acme, 'sql'>, of: Subject | string): Promise<Written | null> {
  const change = typeof of === 'string' ? of : refOf(of);
  const [row] = await sql<Row[]>`
    select kind, change_class as "changeClass", outcome, outcome_from as "outcomeFrom", stage, delayed, stages, details, services,
      started_at as "startedAt", finished_at as "finishedAt", approved_at as "approvedAt", closed_at as "closedAt",
      backed_out_at as "backedOutAt", contents, proofs
    from change_record where change = ${change} and recorded_to is null`;
  if (!row) return null;
  return {
    ...row,
    contents: row.contents.map(({ content, state }) => `${content} ${state}`),
    proofs: row.proofs.map(({ proof, state }) => `${proof} ${state}`),
    unread: Object.fromEntries(row.contents.map(({ content, unread }) => [content, unread])),
    reasons: Object.fromEntries(row.proofs.map(({ proof, reasons }) => [proof, reasons])),
  };
}
