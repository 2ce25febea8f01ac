import type { Instant } from './time.js';

/** One HTTP message to `/hooks/{source}`, exactly as it came; header names in lower case. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

declare const verified: unique symbol;
/** A delivery whose signature was found right. Only `verify` hands one out, so parsing an unverified one does not compile. */
export type GenuineDelivery = Delivery & { readonly [verified]: true };

export type Verification =
  | { readonly genuine: GenuineDelivery }
  /** A sentence for the sender: what was missing or wrong, never the secret or the expected signature. */
  | { readonly refused: string };

export function genuine(delivery: Delivery): Verification {
  return { genuine: delivery as GenuineDelivery };
}
export function refused(reason: string): Verification {
  return { refused: reason };
}

/** What `verify` may use. `equal` is the one constant-time comparison in the house; it refuses the empty secret. */
export interface VerifyTools {
  readonly now: Instant;
  /** Lower-case hex of HMAC-SHA256; a secret that a tool hands out encoded is given as its bytes. */
  hmac(secret: string | Uint8Array, bytes: Uint8Array): string;
  equal(a: string, b: string): boolean;
  /** The configuration of this source, for a tool of which it is not settled what it signs. */
  readonly config?: unknown;
}
