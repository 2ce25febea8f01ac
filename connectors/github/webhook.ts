import { type Delivery, type GenuineDelivery, refused, type Verification, verifySha256, type VerifyTools, type Webhook } from '#contract';
import { readBody } from './webhook/body.js';
import { doorbellsOf } from './webhook/doorbells.js';
import { keyOf } from './webhook/keys.js';

/**
 * Over the raw bytes (docs.github.com, Validating webhook deliveries). The older `X-Hub-Signature` (SHA-1) is never
 * looked at; GitHub writes the hex small, so anything else is refused.
 */
function verify(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const { headers } = delivery;
  if (!/^[a-z][a-z0-9_]*$/.test(headers['x-github-event'] ?? ''))
    return refused('The header X-GitHub-Event is missing or no name of an event.');
  if (!headers['x-github-delivery']) return refused('The header X-GitHub-Delivery is missing.');
  return verifySha256(delivery, { header: 'X-Hub-Signature-256', place: 'the webhook' }, secrets, tools);
}

/** The guid alone is shared by all hooks that tell one event (github/docs #32822), and repeats on redelivery. */
function deliveryKey({ headers }: GenuineDelivery): string {
  return `${headers['x-github-hook-id'] ?? ''}:${headers['x-github-delivery'] ?? ''}`;
}

function parse(delivery: GenuineDelivery): ReturnType<Webhook['parse']> {
  const event = delivery.headers['x-github-event'] ?? '';
  const payload = readBody(delivery);
  return {
    records: [{ kind: `webhook.${event}`, key: keyOf(event, payload), payload }],
    doorbells: doorbellsOf(event, payload),
  };
}

export const webhook: Webhook = { verify, deliveryKey, parse };
