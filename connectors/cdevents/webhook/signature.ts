import { type Delivery, genuine, microsOf, refused, type Verification, type VerifyTools } from '#contract';

/** Standard Webhooks: as far as its reference library lets the clocks of sender and receiver be apart. */
const TOLERANCE_SECONDS = 300;
const PREFIX = 'whsec_';
const SIGNATURE = /^v1,([A-Za-z0-9+/]{43}=)$/;
const NO_MATCH = 'No signature in webhook-signature matches the body. Sign with the bytes that webhookSecret stands for behind whsec_.';

export function isSigned({ headers }: Delivery): boolean {
  return headers['webhook-signature'] !== undefined;
}

/**
 * Whether one of the secrets made one of the signatures `v1,<base64>` over `{webhook-id}.{webhook-timestamp}.{body}`
 * (Standard Webhooks, Signature scheme). The key is what stands in base64 behind `whsec_`; signatures older than five
 * minutes are refused, and so are those of the asymmetric scheme (`v1a`).
 */
export function verifySignature(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': written = '' } = delivery.headers;
  if (!/^[^.]+$/.test(id)) return refused('The header webhook-id is missing, or has a dot in it.');
  if (!/^\d{1,12}$/.test(timestamp)) return refused('The header webhook-timestamp is missing, or not in whole seconds since 1970.');
  const apart = Math.abs(microsOf(tools.now) / 1_000_000 - Number(timestamp));
  if (apart > TOLERANCE_SECONDS)
    return refused('The time in webhook-timestamp is more than five minutes from now: sign each attempt anew.');
  const given = written.split(' ').flatMap((one) => SIGNATURE.exec(one)?.[1] ?? []);
  if (given.length === 0) return refused('The header webhook-signature holds no v1, with 44 characters of base64 behind it.');
  const keys = secrets.flatMap((secret) => keyOf(secret) ?? []);
  if (keys.length === 0)
    return refused('Nothing can be signed with the webhookSecret of this source: it is not whsec_ and 24 to 64 bytes in base64.');
  const signed = joined(`${id}.${timestamp}.`, delivery.body);
  const right = keys.map((key) => base64(bytesOfHex(tools.hmac(key, signed))));
  const matches = right.flatMap((signature) => given.filter((one) => tools.equal(signature, one)));
  return matches.length > 0 ? genuine(delivery) : refused(NO_MATCH);
}

function keyOf(secret: string): Uint8Array | null {
  if (!secret.startsWith(PREFIX)) return null;
  try {
    const key = Uint8Array.from(atob(secret.slice(PREFIX.length)), (letter) => letter.charCodeAt(0));
    return key.length >= 24 && key.length <= 64 ? key : null;
  } catch {
    return null;
  }
}

function joined(before: string, body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(before);
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return all;
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
