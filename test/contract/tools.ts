import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseInstant, type VerifyTools, type Instant } from '#contract';

/** What the runtime hands to `verify`; written here again, so that the suite depends on no room but the contract. */
export const tools: VerifyTools = {
  now: parseInstant('2026-01-31T09:00:00Z') as Instant,
  hmac: (secret, bytes) => createHmac('sha256', secret).update(bytes).digest('hex'),
  equal: (a, b) => a.length > 0 && a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b)),
};
