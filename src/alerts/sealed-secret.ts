import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { LedgerKey } from '../ledger/index.js';

const NONCE = 12;
const TAG = 16;

/** A secret as it lies in the database: AES-256-GCM under a key of its own that is derived from the data key, so that no dump of the database tells it. */
export function sealSecret(text: string, key: LedgerKey): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', derived(key), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws where it was sealed under another data key, or changed. */
export function openSecret(sealed: Uint8Array, key: LedgerKey): string {
  const decipher = createDecipheriv('aes-256-gcm', derived(key), sealed.subarray(0, NONCE));
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
}

function derived({ key }: LedgerKey): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', 'changeline alert secrets', 32));
}
