import type { Instant } from '#contract';
import type { Transaction } from '../db/pool.js';
import type { LedgerKey } from './data-key.js';
import { encode, encodeBody, type EncodedBody } from './encode.js';
import { outdated } from './facts.js';
import { lockHead, rootOf } from './head.js';
import { insertClear } from './insert-clear.js';
import { type Plan, plan } from './plan.js';
import { LOGIN_FIELD } from './known-account.js';
import type { ClearValue, SealedEvent } from './sealed.js';
import { write } from './write.js';

export interface Appended {
  /** Numbers of the new leaves, ascending. */
  readonly added: readonly number[];
  /** For each event handed in, its id. */
  readonly eventIds: readonly string[];
  /** The moment of this append, or null when it added nothing. */
  readonly recordedAt: Instant | null;
  readonly size: number;
}

export interface LedgerAccess {
  readonly key: LedgerKey;
  readonly salt?: () => Uint8Array;
}

/**
 * Appends within the caller's transaction (read committed) what the ledger does not have yet: new facts, additions of
 * another door (`event.enriched`), other cores (`event.rewritten`). All of it gets one moment. From here to the commit
 * nobody else can append: make this the last thing of the transaction. Throws LedgerBroken when head and leaves disagree.
 */
export async function append(tx: Transaction, events: readonly SealedEvent[], { key }: LedgerAccess): Promise<Appended> {
  const eventIds = events.map(({ eventId }) => eventId);
  const first = await draftOf(tx, events, key);
  if (first.leaves.length === 0) {
    await insertClear(tx, loginsOf(events));
    return { added: [], eventIds, recordedAt: null, size: (await rootOf(tx)).size };
  }
  const head = await lockHead(tx);
  // Another replica may have been faster. Under the lock, what is looked up now stays true.
  const late = await outdated(
    tx,
    first.leaves.map(({ fact }) => fact.eventId),
    first.known,
  );
  const { leaves, bodies } = late ? await draftOf(tx, events, key) : first;
  const encoded = encode(leaves, bodies, head, key);
  const clear = [...loginsOf(events), ...encoded.flatMap(({ event }) => event.clear)];
  if (encoded.length === 0) await insertClear(tx, clear);
  else await write(tx, encoded, clear, head);
  const added = encoded.map((_, index) => head.size + index);
  return { added, eventIds, recordedAt: added.length === 0 ? null : head.now, size: head.size + added.length };
}

async function draftOf(
  tx: Transaction,
  events: readonly SealedEvent[],
  key: LedgerKey,
): Promise<Plan & { readonly bodies: readonly EncodedBody[] }> {
  const draft = await plan(tx, events, key);
  return { ...draft, bodies: draft.leaves.map(({ event }) => encodeBody(event)) };
}

/** A login is worth keeping even when its event is known: the account may have been renamed since. */
function loginsOf(events: readonly SealedEvent[]): readonly ClearValue[] {
  return events.flatMap(({ clear }) => clear.filter(({ field }) => field === LOGIN_FIELD));
}
