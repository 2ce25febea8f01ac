import { createHash, createHmac, hash } from 'node:crypto';

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}

/** Lower-case hex of SHA-256; a text is taken as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/**
 * HMAC-SHA256 over the parts with a zero byte between them; the first names what the digest is for, so that no two
 * uses of the data key ever hash the same bytes. Only the last part may hold a zero byte, and no `storable` text does.
 */
export function hmac(key: Uint8Array, purpose: string, ...parts: readonly string[]): Buffer {
  return createHmac('sha256', key)
    .update([purpose, ...parts].join('\0'))
    .digest();
}
