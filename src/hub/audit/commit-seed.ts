import { text } from '#contract';
import type { Sql, Transaction } from '../../db/pool.js';
import { append, hubEvent, type LedgerKey } from '../../ledger/index.js';
import { type CannotDo, commitmentsOf, type SeedCommitted, type SeedSaid } from '../../read/index.js';
import { type Head, underHead } from '../under-head.js';

/**
 * Records that an auditor binds himself to a secret. Refused once the period has closed; and a second time, since of many secrets
 * he could choose the one that draws what he likes.
 */
export function seedDoor(sql: Sql, key: LedgerKey): (said: SeedSaid) => Promise<SeedCommitted | CannotDo> {
  return (said) => underHead(sql, async (tx, head) => (await whyNot(tx, said, head)) ?? recorded(tx, said, key));
}

async function whyNot(tx: Transaction, { period, by }: SeedSaid, { now }: Head): Promise<CannotDo | null> {
  if (now >= period.to) {
    return {
      sentence: `The period closed at ${period.to}. A commitment is recorded before that; a draw without one is marked UNCOMMITTED.`,
    };
  }
  const own = (await commitmentsOf(tx, period)).find((one) => one.by === `token:${by.token}`);
  return own
    ? { sentence: `You committed to ${own.commitment} for this period at ${own.recordedAt}. A commitment cannot be replaced.` }
    : null;
}

async function recorded(tx: Transaction, { period, commitment, by }: SeedSaid, key: LedgerKey): Promise<SeedCommitted> {
  const { from, to, zone } = period;
  const core = { from, to, zone, commitment, by: `token:${by.token}`, holder: text('holder', by.name) };
  const identity = { kind: 'audit', natural: [from, to, `token:${by.token}`], transition: 'seed_committed', discriminator: [] };
  const event = hubEvent('audit.seed_committed', `audit:${from}/${to}`, identity, core, {}, key);
  const { eventIds, added, recordedAt } = await append(tx, [event], { key });
  return { event: eventIds[0] ?? '', cursor: added[0] ?? -1, recordedAt: recordedAt ?? to };
}
