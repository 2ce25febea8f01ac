import {
  type Delivery,
  type GenuineDelivery,
  type JsonTold,
  readJsonObject,
  type Verification,
  verifySha256,
  type VerifyTools,
  type Webhook,
} from '#contract';
import { doorbellsOf, unsignedDoorbellsOf } from './webhook/doorbells.js';
import { keyOf } from './webhook/keys.js';

const TOLD: JsonTold = {
  what: 'body of this delivery',
  hint: '"Exclude body" must be off at the webhook',
  advice: 'The next poll reads what it was about.',
};

/**
 * Over the raw bytes; the header names its own method, and only sha256 counts. Hooks that Jira does not sign (those of
 * OAuth and Connect apps, automation rules, old Data Centers) are refused, or ring only: nothing in them shows who sent them.
 */
function verify(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const place = 'the webhook (Jira settings, System, WebHooks)';
  return verifySha256(delivery, { header: 'X-Hub-Signature', place }, secrets, tools);
}

/** Jira Cloud's identifier is the same at every retry; a Data Center sends none, and equal bytes have equal signatures. */
function deliveryKey({ headers }: GenuineDelivery): string {
  return headers['x-atlassian-webhook-identifier'] || (headers['x-hub-signature'] ?? '');
}

/** Hooks of OAuth and Connect apps, automation rules and old Data Centers: a ticket that they name is read, whatever else they say. */
function ring(delivery: Delivery): ReturnType<NonNullable<Webhook['ring']>> {
  return unsignedDoorbellsOf(readJsonObject(delivery.body, TOLD));
}

/** No header says what happened: `webhookEvent` in the body does. */
function parse(delivery: GenuineDelivery): ReturnType<Webhook['parse']> {
  const payload = readJsonObject(delivery.body, TOLD);
  const { webhookEvent } = payload;
  const event = typeof webhookEvent === 'string' ? webhookEvent : 'unnamed';
  return { records: [{ kind: `webhook.${event}`, key: keyOf(payload), payload }], doorbells: doorbellsOf(event, payload) };
}

export const webhook: Webhook = { verify, deliveryKey, parse, ring };
