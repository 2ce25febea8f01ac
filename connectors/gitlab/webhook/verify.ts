import { type Delivery, genuine, type Instant, microsOf, refused, type Verification, type VerifyTools } from '#contract';

const TOLERANCE_SECONDS = 300;
/** `v1,` and 32 bytes in base64, several with a space between them while the token is being changed. */
const SIGNATURE = /^v1,([A-Za-z0-9+/]{43}=)$/;
const SIGNING_TOKEN = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

const NO_SECRET = 'This source has no webhook secret; set webhookSecret, and the same secret at the webhook.';
const NO_HEADER = 'The headers X-Gitlab-Token and webhook-signature are missing; set a secret token or a signing token at the webhook.';
const WRONG_TOKEN = 'The header X-Gitlab-Token is another than webhookSecret of this source.';
const NO_SIGNING = 'The delivery is signed, and webhookSecret of this source holds no signing token (whsec_ and base64).';
const NO_MATCH = 'The signature does not match the body. Give webhookSecret of this source the signing token of the webhook.';

/**
 * By the signature of Standard Webhooks where the delivery has one, which then alone counts; else by GitLab's plain token
 * (docs.gitlab.com, Webhooks: Signing tokens, Secret tokens).
 */
export function verify(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return refused(NO_SECRET);
  const { headers } = delivery;
  if (headers['webhook-signature'] !== undefined) return bySignature(delivery, usable, tools);
  const token = headers['x-gitlab-token'];
  if (!token) return refused(NO_HEADER);
  // Every secret is tried, so that the time taken does not tell which of the two is the right one.
  return usable.filter((secret) => tools.equal(token, secret)).length > 0 ? genuine(delivery) : refused(WRONG_TOKEN);
}

function bySignature(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': written = '' } = delivery.headers;
  if (id === '') return refused('The header webhook-id is missing.');
  if (!/^\d{1,12}$/.test(timestamp)) return refused('The header webhook-timestamp is missing, or no time in whole seconds.');
  if (!isNear(Number(timestamp), tools.now)) {
    return refused(`The header webhook-timestamp is more than ${String(TOLERANCE_SECONDS)} seconds away from this hub's clock.`);
  }
  const signatures = written.split(' ').flatMap((one) => SIGNATURE.exec(one)?.[1] ?? []);
  if (signatures.length === 0) return refused('The header webhook-signature holds no v1, with 32 bytes in base64.');
  const keys = secrets.flatMap((secret) => bytesOf(SIGNING_TOKEN.exec(secret)?.[1]) ?? []);
  if (keys.length === 0) return refused(NO_SIGNING);
  const signed = signedBytes(`${id}.${timestamp}.`, delivery.body);
  const right = keys.map((key) => base64OfHex(tools.hmac(key, signed)));
  const matches = right.flatMap((one) => signatures.filter((signature) => tools.equal(one, signature)));
  return matches.length > 0 ? genuine(delivery) : refused(NO_MATCH);
}

function isNear(seconds: number, now: Instant): boolean {
  return Math.abs(microsOf(now) / 1_000_000 - seconds) <= TOLERANCE_SECONDS;
}

function signedBytes(head: string, body: Uint8Array): Uint8Array {
  const prefix = new TextEncoder().encode(head);
  const whole = new Uint8Array(prefix.length + body.length);
  whole.set(prefix);
  whole.set(body, prefix.length);
  return whole;
}

/** Null where it is no base64, or of nothing. */
function bytesOf(base64: string | undefined): Uint8Array | null {
  if (base64 === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return bytes.length > 0 ? bytes : null;
  } catch {
    return null;
  }
}

function base64OfHex(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  return btoa(bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(''));
}
