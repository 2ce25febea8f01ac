import type { Instant } from '#contract';
import type { Sql } from '../db/pool.js';
import { type ChangeBy, changeRef } from './change-by.js';
import { type Cause, causesOf } from './difference-cause.js';
import { type Differing, differing } from './difference-part.js';
import { portrait, type Subject } from './difference-portrait.js';
import { bothMoments, type Moments } from './moments.js';

export interface DifferenceRow extends Differing, Cause {}

/** What the hub knew differently of one thing at two moments. */
export interface DifferencesRow {
  /** The ref of the ticket or deployment. */
  readonly of: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly items: readonly DifferenceRow[];
  /** More than 1,000 things differ: the first are shown. */
  readonly cut: boolean;
}

const MOST = 1_000;

/** What the record of a change said differently at two moments, and what brought it; null where nothing has the name. Refuses BAD_INPUT unless `from` is before `to` and both are over. */
export async function changeDifference(sql: Sql, by: ChangeBy, moments: Moments): Promise<DifferencesRow | null> {
  const ref = await changeRef(sql, by);
  if (ref === null) return null;
  const rows = await sql<{ unit: string; known: boolean }[]>`
    select unit, exists (select from ticket where ticket = ${ref} and created_seq is not null) as known
    from (select ${ref} as unit union select from_ref from link where to_ref = ${ref} order by 1 limit 1000) u`;
  if (rows[0]?.known !== true) return null;
  return differences(sql, ref, { ticket: ref, units: rows.map(({ unit }) => unit) }, moments);
}

/** The same of a deployment, with the commits that it carries and takes out. */
export async function deploymentDifference(sql: Sql, deployment: string, moments: Moments): Promise<DifferencesRow | null> {
  const [row] = await sql`select from deployment where deployment = ${deployment}`;
  return row ? differences(sql, deployment, { ticket: null, units: [deployment] }, moments) : null;
}

async function differences(sql: Sql, of: string, subject: Subject, { from, to }: Moments): Promise<DifferencesRow> {
  const { earlier, later, fromSeq, toSeq } = await bothMoments(sql, { from, to });
  const [before, after] = await Promise.all([portrait(earlier, subject), portrait(later, subject)]);
  const found = differing(before, after);
  const shown = found.slice(0, MOST);
  const causes = await causesOf(sql, subject, { from, to, fromSeq, toSeq }, shown);
  const items = shown.map((one, nth) => ({ ...one, ...(causes[nth] ?? { seqs: [], moments: [] }) }));
  return { of, from, to, items, cut: found.length > MOST };
}
