import type { Body, EventType, Interval } from '#contract';

/** A text or an account's name as it was written, with the salt that opens its commitment. Erased with its person. */
export interface ClearValue {
  readonly commitment: string;
  /** `person:…`, or empty where the author is unknown. */
  readonly person: string;
  readonly field: string;
  readonly digest: string;
  readonly salt: Uint8Array;
  readonly value: string;
}

/** An event as the ledger takes it: without clear texts and accounts, and not yet numbered and dated. */
export interface SealedEvent {
  readonly type: EventType;
  readonly source: string;
  readonly subject: string;
  /** 64 hex digits. */
  readonly eventId: string;
  readonly tags: readonly string[];
  readonly occurredAt: Interval | null;
  readonly normaliser: string;
  readonly normaliserVersion: number;
  readonly coreDigest: Uint8Array;
  readonly body: Body;
  readonly clear: readonly ClearValue[];
  readonly delivery: string | null;
}

export interface SealContext {
  readonly source: string;
  /** `github/3` */
  readonly normaliser: string;
  readonly normaliserVersion: number;
  readonly delivery: string | null;
}
