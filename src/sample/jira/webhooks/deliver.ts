import { randomUUID } from 'node:crypto';
import type { Delivered, Message } from '../../github/webhooks/deliver.js';
import { signatureOf } from '../../github/webhooks/deliver.js';
import type { Payload } from './scene.js';

/** As an administrator sets it up at Jira: where it sends, and what it signs with. null: a hook that does not sign. */
export interface Hook {
  readonly url: string;
  readonly secret: string | null;
}

export interface DeliveryOptions {
  /** `x-atlassian-webhook-identifier`: the same again is what a retry looks like. */
  readonly identifier?: string;
  /** Secondary for what followed from something else; those may come a quarter of an hour later. */
  readonly flow?: 'Primary' | 'Secondary';
  /** The how-manieth try after the first this is. */
  readonly retry?: number;
}

/** The message of one delivery, so that a test can forge it before it is sent. The signature is over the bytes of the body. */
export function jiraDeliveryOf(secret: string | null, payload: Payload, options: DeliveryOptions = {}): Message {
  const deliveryId = options.identifier ?? randomUUID();
  const body = JSON.stringify(payload);
  const headers = {
    'content-type': 'application/json; charset=UTF-8',
    'user-agent': 'Atlassian Webhook HTTP Client',
    'x-atlassian-webhook-identifier': deliveryId,
    'x-atlassian-webhook-flow': options.flow ?? 'Primary',
    ...(options.retry === undefined ? {} : { 'x-atlassian-webhook-retry': String(options.retry) }),
    ...(secret === null ? {} : { 'x-hub-signature': signatureOf(secret, body) }),
  };
  return { headers, body, deliveryId };
}

/** Sends one delivery once, and waits as long as Jira does. */
export async function deliverJira(hook: Hook, payload: Payload, options: DeliveryOptions = {}): Promise<Delivered> {
  const { headers, body, deliveryId } = jiraDeliveryOf(hook.secret, payload, options);
  const answer = await fetch(hook.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000), redirect: 'manual' });
  return { status: answer.status, body: await answer.text(), deliveryId };
}
