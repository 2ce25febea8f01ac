import { text } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey, personOf } from '../ledger/index.js';
import { type CannotDo, type Identified, whyNotSeparate } from '../read/index.js';
import { type Head, underHead } from './under-head.js';

/** Records that a person says of several accounts that they are one person, or takes that back; answers the event's id. */
export function identifier(sql: Sql, key: LedgerKey): (said: Identified) => Promise<{ readonly event: string } | CannotDo> {
  return (said) =>
    underHead(sql, async (tx, head) => {
      const refused = said.act === 'SEPARATE' ? await whyNot(tx, said, key) : null;
      return refused ?? recorded(tx, said, { head, key });
    });
}

function whyNot(tx: Transaction, { accounts, by }: Identified, key: LedgerKey): Promise<CannotDo | null> {
  // The functions of `read` take any connection; this one holds the head.
  return whyNotSeparate(tx as unknown as Sql, { accounts, speaker: personOf('changeline', by.name, key) });
}

interface Where {
  readonly head: Head;
  readonly key: LedgerKey;
}

async function recorded(tx: Transaction, { act, accounts, by }: Identified, { head, key }: Where): Promise<{ readonly event: string }> {
  const natural = [...accounts].sort();
  const core = { accounts: natural, by: `token:${by.token}`, holder: text('holder', by.name), reason: text('reason', by.reason) };
  const transition = act === 'IDENTIFY' ? 'identified' : 'separated';
  // The size of the ledger tells it from the same words said again after they were taken back; accounts are never tagged.
  const identity = { kind: 'person', natural, transition, discriminator: [`at ${head.size}`] };
  const { eventIds } = await append(tx, [hubEvent(`person.${transition}`, natural[0] ?? '', identity, core, {}, key)], { key });
  return { event: eventIds[0] ?? '' };
}
