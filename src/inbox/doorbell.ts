import type { Doorbell, Json } from '#contract';
import type { Transaction } from '../db/pool.js';
import { canonical } from '../ledger/index.js';
import { createHash } from 'node:crypto';

/**
 * Asks for a reading of what each doorbell names. Rung again before the reading, it is one reading; one that is
 * being put off after a failure stays put off, and one that was given up gets another attempt.
 */
export async function ring(tx: Transaction, source: string, doorbells: readonly Doorbell[]): Promise<void> {
  const rows = distinct(doorbells);
  if (rows.length === 0) return;
  await tx`
    insert into inbox_doorbell (source, collection, digest, reference)
    select ${source}, collection, digest, reference::jsonb
    from unnest(
      ${tx.array(
        rows.map((row) => row.collection),
        1009,
      )}::text[],
      ${tx.array(
        rows.map((row) => row.digest),
        1001,
      )}::bytea[],
      ${tx.array(
        rows.map((row) => row.reference),
        1009,
      )}::text[]
    ) as rung (collection, digest, reference)
    on conflict (source, collection, digest) do update set
      rung_at = clock_timestamp(),
      attempts = least(inbox_doorbell.attempts, 9),
      not_before = case when inbox_doorbell.last_error is null then clock_timestamp() else inbox_doorbell.not_before end`;
  await tx`select pg_notify('doorbell', '')`;
}

interface Row {
  readonly collection: string;
  readonly digest: Buffer;
  readonly reference: string;
}

/** Sorted, so that two transactions that ring the same bells wait for one another and never deadlock. */
function distinct(doorbells: readonly Doorbell[]): Row[] {
  const rows = new Map(doorbells.map((bell) => [keyOf(bell), rowOf(bell)]));
  return [...rows.keys()].sort().map((key) => rows.get(key) as Row);
}

function keyOf(bell: Doorbell): string {
  return `${bell.collection} ${referenceText(bell.reference)}`;
}

function rowOf(bell: Doorbell): Row {
  const reference = referenceText(bell.reference);
  return { collection: bell.collection, digest: createHash('sha256').update(reference).digest(), reference };
}

/** jsonb holds neither U+0000 nor half a surrogate pair; no tool's reference does, but a forged name may. */
function referenceText(reference: Json): string {
  const storable = JSON.stringify(reference).replace(/\\u(0000|d[89a-f][0-9a-f]{2})/g, '\\ufffd');
  return canonical(JSON.parse(storable));
}
