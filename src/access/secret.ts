import { createHash, randomBytes } from 'node:crypto';

export type Random = (bytes: number) => Uint8Array;

/** `cl_` and 32 random bytes in base64url: the prefix lets secret scanners find a token that leaked. */
export function newSecret(random: Random = randomBytes): string {
  return `cl_${Buffer.from(random(32)).toString('base64url')}`;
}

/** All that is kept of a secret. 256 random bits need no salt and no slow hash. */
export function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret, 'utf8').digest();
}
