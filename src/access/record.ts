import type { EventType, Identity, Marked } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey } from '../ledger/index.js';

/** One of the hub's own facts about access, before it is sealed. */
export interface AccessFact {
  readonly type: Extract<EventType, 'access.granted' | 'access.revoked' | 'access.refused'>;
  readonly subject: string;
  readonly identity: Identity;
  readonly core: Readonly<Record<string, Marked>>;
}

/** Seals the fact and appends it to the ledger inside the caller's transaction. */
export type RecordFact = (tx: Transaction, fact: AccessFact) => Promise<void>;

/** What every question of this room needs. */
export interface Door {
  readonly sql: Sql;
  readonly record: RecordFact;
}

/** The recorder that writes into the ledger. */
export function ledgerRecorder(key: LedgerKey): RecordFact {
  return async (tx, { type, subject, identity, core }) => {
    await append(tx, [hubEvent(type, subject, identity, core, {}, key)], { key });
  };
}
