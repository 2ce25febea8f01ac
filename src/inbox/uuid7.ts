import { randomFillSync } from 'node:crypto';

const random = Buffer.alloc(16);
let lastMs = 0;
let counter = 0;

/**
 * A UUID of version 7 (RFC 9562 §5.7) that sorts after every one made before it in this process: the twelve bits
 * after the milliseconds count within one millisecond (§6.2, method 1), starting low so that they seldom overflow.
 */
export function uuid7(nowMs: number = Date.now()): string {
  randomFillSync(random);
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = random.readUInt16BE(6) & 0x03ff;
  } else if (++counter > 0x0fff) {
    lastMs += 1;
    counter = 0;
  }
  random.writeUIntBE(lastMs, 0, 6);
  random.writeUInt16BE(0x7000 | counter, 6);
  random.writeUInt8(0x80 | (random.readUInt8(8) & 0x3f), 8);
  const hex = random.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
