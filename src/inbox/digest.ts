import type { RawRecord } from '#contract';
import { createHash } from 'node:crypto';

/** What a redelivery has in common with the first: the sender's delivery id and every byte. */
export function webhookDedupe(deliveryKey: string, body: Uint8Array): Buffer {
  return createHash('sha256').update(deliveryKey).update('\0').update(body).digest();
}

/** What a page that is read again, after a crash before its cursor moved, has in common with the first. */
export function pageDedupe(source: string, stream: string, body: Uint8Array): Buffer {
  return createHash('sha256').update(`${source}\0${stream}\0`).update(body).digest();
}

/**
 * SHA-256 over kind, key and payload. The payload is hashed as the tool ordered it and not in canonical form: a
 * tool that changes the order of its keys costs one page kept in vain, canonical form would cost every page.
 */
export function recordDigest(record: RawRecord): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([record.kind, record.key, record.payload]))
    .digest();
}
