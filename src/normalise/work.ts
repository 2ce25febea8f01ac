import type { Doorbell } from '#contract';
import type { Claimed, RecordState } from '../inbox/index.js';
import type { SealedEvent } from '../ledger/index.js';

/** What a record came to, before it is written. */
export interface End {
  readonly kind: string;
  readonly key: string;
  readonly digest: Uint8Array;
  readonly state: RecordState;
  readonly reason: string | null;
  readonly field: string | null;
  readonly normaliserVersion: number;
  readonly events: readonly SealedEvent[];
}

/** A claimed delivery, read: its records in their order, each with its end. */
export interface Work {
  readonly delivery: Claimed;
  readonly ends: readonly End[];
  readonly doorbells: readonly Doorbell[];
}
