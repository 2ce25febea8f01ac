import { text } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey } from '../ledger/index.js';
import type { Identified } from '../read/index.js';

/** Records that a person says of several accounts that they are one person; answers the event's id. */
export function identifier(sql: Sql, key: LedgerKey): (said: Identified) => Promise<string> {
  return async ({ accounts, by }) => {
    const sorted = [...accounts].sort();
    const core = { accounts: sorted, by: `token:${by.token}`, holder: text('holder', by.name), reason: text('reason', by.reason) };
    // Whoever says it again for another reason says something else; accounts are never tagged.
    const identity = { kind: 'person', natural: sorted, transition: 'identified', discriminator: [by.token, text('reason', by.reason)] };
    const event = hubEvent('person.identified', sorted[0] ?? '', identity, core, {}, key);
    const { eventIds } = await sql.begin((tx) => append(tx as Transaction, [event], { key }));
    return eventIds[0] ?? '';
  };
}
