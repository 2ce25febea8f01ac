import type { Page, RawRecord } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { insertDeliveries, pageDedupe, recordDigest, uuid7 } from '../../inbox/index.js';

export interface PageAt {
  readonly source: string;
  readonly stream: string;
}

/**
 * Keeps the page as a delivery if it holds a record not seen before; a page of known records is not kept, so that
 * polling an idle source writes nothing but its cursor. A page that is pending still is recognised by its bytes.
 */
export async function keepPage(tx: Transaction, at: PageAt, { records }: Pick<Page, 'records'>): Promise<void> {
  if (records.length === 0 || !(await anyUnseen(tx, at.source, records.map(recordDigest)))) return;
  await insertDeliveries(tx, [delivered(at, records)]);
  await tx`select pg_notify('inbox', '')`;
}

async function anyUnseen(tx: Transaction, source: string, digests: readonly Buffer[]): Promise<boolean> {
  const rows = await tx`
    select true
    from unnest(${tx.array([...digests], 1001)}::bytea[]) as read (digest)
    where not exists (
      select from inbox_record where inbox_record.digest = read.digest and inbox_record.source = ${source}
    )
    limit 1`;
  return rows.length > 0;
}

function delivered(at: PageAt, records: readonly RawRecord[]) {
  const body = Buffer.from(JSON.stringify({ records }));
  return {
    id: uuid7(),
    source: at.source,
    door: 'POLL' as const,
    stream: at.stream,
    headers: {},
    body,
    dedupe: pageDedupe(at.source, at.stream, body),
  };
}
