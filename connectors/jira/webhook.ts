import { type Delivery, genuine, type GenuineDelivery, refused, type Verification, type VerifyTools, type Webhook } from '#contract';
import { readBody } from './body.js';
import { doorbellsOf } from './webhook/doorbells.js';
import { keyOf } from './webhook/keys.js';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;
const NO_MATCH = 'The signature does not match the body. Give the webhook the same secret as webhookSecret of this source.';

/**
 * Over the raw bytes; the header names its own method, and only sha256 counts. Hooks that Jira does not sign (those of
 * OAuth and Connect apps, automation rules, old Data Centers) are refused: nothing in them shows who sent them.
 */
function verify(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const { headers, body } = delivery;
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return refused('This source has no webhook secret; set webhookSecret, and the same secret at the webhook.');
  const written = headers['x-hub-signature'];
  if (!written) return refused('The header X-Hub-Signature is missing; set a secret at the webhook (Jira settings, System, WebHooks).');
  const signature = SIGNATURE.exec(written)?.[1];
  if (!signature) return refused('The header X-Hub-Signature is not sha256= and 64 small hex digits.');
  // Every secret is tried, so that the time taken does not tell which of the two is the right one.
  const matches = usable.filter((secret) => tools.equal(tools.hmac(secret, body), signature));
  return matches.length > 0 ? genuine(delivery) : refused(NO_MATCH);
}

/** Jira Cloud's identifier is the same at every retry; a Data Center sends none, and equal bytes have equal signatures. */
function deliveryKey({ headers }: GenuineDelivery): string {
  return headers['x-atlassian-webhook-identifier'] || (headers['x-hub-signature'] ?? '');
}

/** No header says what happened: `webhookEvent` in the body does. */
function parse(delivery: GenuineDelivery): ReturnType<Webhook['parse']> {
  const payload = readBody(delivery);
  const { webhookEvent } = payload;
  const event = typeof webhookEvent === 'string' ? webhookEvent : 'unnamed';
  return { records: [{ kind: `webhook.${event}`, key: keyOf(payload), payload }], doorbells: doorbellsOf(event, payload) };
}

export const webhook: Webhook = { verify, deliveryKey, parse };
