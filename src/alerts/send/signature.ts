import { createHmac, randomBytes } from 'node:crypto';

const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const LEAST = 24;
const MOST = 64;

/** A new secret of 32 bytes, as Standard Webhooks writes it. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** The bytes of a secret; null where it is not `whsec_` and 24 to 64 bytes in base64. */
export function keyOf(secret: string): Uint8Array | null {
  const [, encoded = ''] = SECRET.exec(secret) ?? [];
  const key = Buffer.from(encoded, 'base64');
  return key.length >= LEAST && key.length <= MOST && key.toString('base64') === encoded ? key : null;
}

export interface ToSign {
  /** The same at every attempt: the receiver's key against doubles. */
  readonly id: string;
  /** Seconds since 1970 of this attempt. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The headers that prove who sent a message (Standard Webhooks, symmetric signatures): one signature for each secret,
 * so that receivers may take over a new one while the old one is still valid. Throws where a secret is none.
 */
export function signedHeaders({ id, timestamp, body }: ToSign, secrets: readonly string[]): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = keyOf(secret);
    if (key === null)
      throw new Error('A signing secret of this route is not whsec_ and 24 to 64 bytes in base64; give the route a new one.');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}
