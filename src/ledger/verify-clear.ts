import type { Transaction } from '../db/pool.js';
import type { LedgerKey } from './data-key.js';
import { commitmentTo, filledTexts, textDigest } from './digest.js';
import { Difference } from './difference.js';
import { LOGIN_FIELD } from './known-account.js';
import type { ClearValue } from './sealed.js';
import { nameOf, type ReadRow } from './verify-event.js';

const PAGE = 1000;

/** The clear values that are still there for the texts of these events. */
export async function clearValuesOf(tx: Transaction, rows: readonly ReadRow[]): Promise<ReadonlyMap<string, ClearValue>> {
  const named = rows.flatMap(({ content }) => [...filledTexts(content)].map(({ commitment }) => commitment));
  // These bodies are not checked yet: what a forger wrote must not become an error of the query.
  const commitments = named.filter((commitment) => /^[0-9a-f]{64}$/.test(commitment));
  if (commitments.length === 0) return new Map();
  const found = await tx<ClearValue[]>`
    select commitment, person, field, digest, salt, value from clear_value where commitment = any(${commitments}::text[])`;
  return new Map(found.map((value) => [value.commitment, value]));
}

/** That every text of the event which was not erased is the one that the event commits to. Erased ones are no fault. */
export function checkTexts(row: ReadRow, clear: ReadonlyMap<string, ClearValue>, key: LedgerKey | undefined): void {
  for (const { commitment, digest } of filledTexts(row.content)) {
    const value = clear.get(commitment);
    if (!value) continue;
    if (value.digest !== digest || !isOpen(value, key)) {
      throw new Difference(
        row.seq,
        `${nameOf(row)} differs: the clear text of its field ${value.field} is not the one that it commits to.`,
      );
    }
  }
}

/** That every account name is the one that was written; no event commits to them. */
export async function checkLogins(tx: Transaction, key: LedgerKey | undefined): Promise<void> {
  for (let after = '', page = PAGE; page === PAGE;) {
    const values = await tx<ClearValue[]>`
      select commitment, person, field, digest, salt, value
      from clear_value
      where field = ${LOGIN_FIELD} and commitment > ${after}
      order by commitment
      limit ${PAGE}`;
    const changed = values.find((value) => !isOpen(value, key));
    if (changed) throw new Difference(null, `The account name kept for ${changed.person} differs: it is not the one that was written.`);
    page = values.length;
    after = values.at(-1)?.commitment ?? after;
  }
}

function isOpen({ commitment, salt, value, field, digest }: ClearValue, key: LedgerKey | undefined): boolean {
  return commitmentTo(value, salt) === commitment && (!key || textDigest(field, value, key) === digest);
}
