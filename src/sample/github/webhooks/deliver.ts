import { createHmac, randomUUID } from 'node:crypto';
import type { Payload } from './frame.js';

export interface DeliveryOptions {
  /** The GUID; the same again is what a redelivery looks like. */
  readonly deliveryId?: string;
  readonly hookId?: string;
  /** A hook may be set to forms; the signature is then over the form's bytes. */
  readonly form?: boolean;
  readonly userAgent?: string;
}

/** As an operator sets it up at GitHub: where it sends, and what it signs with. */
export interface Hook {
  readonly url: string;
  readonly secret: string;
}

export interface Delivered {
  readonly status: number;
  readonly body: string;
  readonly deliveryId: string;
}

/** `sha256=` and the lower-case hex HMAC of the bytes (docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries). */
export function signatureOf(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** One delivery before it is sent. */
export interface Message {
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly deliveryId: string;
}

/** The message of one delivery, so that a test can forge it before it is sent. */
export function deliveryOf(secret: string, payload: Payload, options: DeliveryOptions = {}): Message {
  const deliveryId = options.deliveryId ?? randomUUID();
  const json = JSON.stringify(payload.body);
  const body = options.form ? new URLSearchParams({ payload: json }).toString() : json;
  const headers = {
    accept: '*/*',
    'content-type': options.form ? 'application/x-www-form-urlencoded' : 'application/json',
    'user-agent': options.userAgent ?? 'GitHub-Hookshot/5cd1d3a',
    'x-github-delivery': deliveryId,
    'x-github-event': payload.event,
    'x-github-hook-id': options.hookId ?? '292430182',
    'x-github-hook-installation-target-type': 'repository',
    'x-hub-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
    'x-hub-signature-256': signatureOf(secret, body),
  };
  return { headers, body, deliveryId };
}

/** Sends one signed delivery as GitHub does: within ten seconds, never again by itself. */
export async function deliver(hook: Hook, payload: Payload, options: DeliveryOptions = {}): Promise<Delivered> {
  const { headers, body, deliveryId } = deliveryOf(hook.secret, payload, options);
  const answer = await fetch(hook.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000), redirect: 'manual' });
  return { status: answer.status, body: await answer.text(), deliveryId };
}
