import { type Json, text } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey, rootOf } from '../ledger/index.js';
import { type CannotDo, type ReviewSaid, type ReviewSigned, underReview } from '../read/index.js';
import { plain } from './policy-of.js';
import { underHead } from './under-head.js';

/** Records that a person looked through all that is open, with how much that was and the ledger that he looked at; nothing where it is not as much as he saw. */
export function reviewDoor(sql: Sql, key: LedgerKey): (said: ReviewSaid) => Promise<ReviewSigned | CannotDo> {
  return (said) => underHead(sql, (tx) => signed(tx, said, key));
}

async function signed(tx: Transaction, { of, filter, expected, by }: ReviewSaid, key: LedgerKey): Promise<ReviewSigned | CannotDo> {
  // The functions of `read` take any connection; this one holds the head.
  const { count, counts } = await underReview(tx as unknown as Sql, of, filter);
  if (count !== expected) {
    const what = of === 'OPEN_GAPS' ? 'open or acknowledged gaps match' : 'people are unresolved';
    return { sentence: `${count} ${what}, and ${expected} were expected. Look at them again; nothing was recorded.` };
  }
  const { log, size, root } = await rootOf(tx);
  const core = {
    ...{ of, filter: plain(filter) as unknown as Json, count, counts: plain(counts) as unknown as Json },
    checkpoint: { log, size, root },
    ...{ by: `token:${by.token}`, holder: text('holder', by.name), statement: text('statement', by.reason) },
  };
  const identity = { kind: 'control_review', natural: [of], transition: 'signed_off', discriminator: [`at ${size}`] };
  const event = hubEvent('control_review.signed_off', `control_review:${of}`, identity, core, {}, key);
  const { added, eventIds } = await append(tx, [event], { key });
  return { event: eventIds[0] ?? '', seq: added[0] ?? -1 };
}
