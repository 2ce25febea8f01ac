import {
  type Delivery,
  genuine,
  type GenuineDelivery,
  type Json,
  MalformedRecord,
  refused,
  type Verification,
  type VerifyTools,
  type Webhook,
} from '#contract';
import { readBody } from './body.js';
import { doorbellsOf } from './webhook/doorbells.js';
import { keyOf } from './webhook/keys.js';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;
const NO_MATCH = 'The signature does not match the body. Give the webhook the same secret as webhookSecret of this source.';

/**
 * Over the raw bytes (docs.github.com, Validating webhook deliveries). The older `X-Hub-Signature` (SHA-1) is never
 * looked at; GitHub writes the hex small, so anything else is refused.
 */
function verify(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const { headers, body } = delivery;
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return refused('This source has no webhook secret; set webhookSecret, and the same secret at the webhook.');
  if (!/^[a-z][a-z0-9_]*$/.test(headers['x-github-event'] ?? ''))
    return refused('The header X-GitHub-Event is missing or no name of an event.');
  if (!headers['x-github-delivery']) return refused('The header X-GitHub-Delivery is missing.');
  const written = headers['x-hub-signature-256'];
  if (!written) return refused('The header X-Hub-Signature-256 is missing; set a secret at the webhook.');
  const signature = SIGNATURE.exec(written)?.[1];
  if (!signature) return refused('The header X-Hub-Signature-256 is not sha256= and 64 small hex digits.');
  // Every secret is tried, so that the time taken does not tell which of the two is the right one.
  const matches = usable.filter((secret) => tools.equal(tools.hmac(secret, body), signature));
  return matches.length > 0 ? genuine(delivery) : refused(NO_MATCH);
}

/** The guid alone is shared by all hooks that tell one event (github/docs #32822), and repeats on redelivery. */
function deliveryKey({ headers }: GenuineDelivery): string {
  return `${headers['x-github-hook-id'] ?? ''}:${headers['x-github-delivery'] ?? ''}`;
}

function parse(delivery: GenuineDelivery): ReturnType<Webhook['parse']> {
  const event = delivery.headers['x-github-event'] ?? '';
  const payload = readBody(delivery);
  if (!isObject(payload)) throw new MalformedRecord('body', 'The body of this delivery is JSON, but no object; GitHub sends none such.');
  return {
    records: [{ kind: `webhook.${event}`, key: keyOf(event, payload), payload }],
    doorbells: doorbellsOf(event, payload),
  };
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const webhook: Webhook = { verify, deliveryKey, parse };
