import { instantOf, type VerifyTools } from '#contract';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a connector may use to verify; made for each delivery, because it holds the time. */
export function verifyTools(nowMs: number, config?: unknown): VerifyTools {
  return { now: instantOf(nowMs * 1000), hmac, equal, config };
}

function hmac(secret: string | Uint8Array, bytes: Uint8Array): string {
  return createHmac('sha256', secret).update(bytes).digest('hex');
}

/** Digests have one length, so that neither length nor content shows in the time it takes. Empty is equal to nothing. */
function equal(a: string, b: string): boolean {
  return a !== '' && b !== '' && timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
