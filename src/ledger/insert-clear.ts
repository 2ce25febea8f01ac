import type { Transaction } from '../db/pool.js';
import type { ClearValue } from './sealed.js';

/** Texts and logins; one that is there already stays as it is. */
export async function insertClear(tx: Transaction, values: readonly ClearValue[]): Promise<void> {
  if (values.length === 0) return;
  const rows = inOrder(values);
  const texts = (of: (value: ClearValue) => string) => tx.array(rows.map(of), 1009);
  await tx`
    insert into clear_value (commitment, person, field, digest, salt, value)
    select *
    from unnest(
      ${texts(({ commitment }) => commitment)}::text[],
      ${texts(({ person }) => person)}::text[],
      ${texts(({ field }) => field)}::text[],
      ${texts(({ digest }) => digest)}::text[],
      ${tx.array(
        rows.map(({ salt }) => salt),
        1001,
      )}::bytea[],
      ${texts(({ value }) => value)}::text[]
    )
    on conflict do nothing`;
}

/** Once each, and in one order for everybody: two transactions that meet wait for each other, and never in a circle. */
function inOrder(values: readonly ClearValue[]): readonly ClearValue[] {
  const distinct = new Map(values.map((value) => [value.commitment, value]));
  return [...distinct.values()].sort((a, b) => (a.commitment < b.commitment ? -1 : 1));
}
