import { createHash } from 'node:crypto';

/** What the auditor publishes before the period closes: SHA-256 of his secret, lower-case hex. */
export function commitmentOf(secret: Uint8Array): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * The seed of the draw: SHA-256(secret ‖ root of the population's checkpoint), 32 bytes. The auditor did not know the root
 * when he committed, and nobody else knows the secret: neither can steer the draw.
 *
 * @param root the 32 bytes of the tree's root
 */
export function seedOf(secret: Uint8Array, root: Uint8Array): Uint8Array {
  return createHash('sha256').update(secret).update(root).digest();
}

/** SHA-256(seed ‖ unit id in UTF-8), lower-case hex: the smallest of a stratum are drawn. */
export function lotOf(seed: Uint8Array, unit: string): string {
  return createHash('sha256').update(seed).update(unit, 'utf8').digest('hex');
}
