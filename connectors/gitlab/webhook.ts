import { type Delivery, type GenuineDelivery, type JsonTold, MalformedRecord, readJsonObject, type Webhook } from '#contract';
import { doorbellsOf } from './webhook/doorbells.js';
import { eventIn, keyOf } from './webhook/keys.js';
import { verify } from './webhook/verify.js';

const TOLD: JsonTold = {
  what: 'body of this delivery',
  hint: 'a custom webhook template must be off',
  advice: 'The next poll reads what it was about.',
};

/** The same at every resending; `X-Gitlab-Webhook-UUID` is not. GitLabs before 15.3 send none: then equal bytes are one delivery. */
function deliveryKey({ headers }: GenuineDelivery): string {
  return headers['idempotency-key'] || headers['webhook-id'] || 'without-a-key';
}

function parse(delivery: GenuineDelivery): ReturnType<Webhook['parse']> {
  const payload = readJsonObject(delivery.body, TOLD);
  const event = eventIn(payload);
  if (event === null) {
    throw new MalformedRecord(
      'object_kind',
      'object_kind and event_name are missing in this delivery. Take the custom webhook template off the webhook.',
    );
  }
  return { records: [{ kind: `webhook.${event}`, key: keyOf(event, payload), payload }], doorbells: doorbellsOf(event, payload) };
}

/** Where the operator declares that the webhook has no token: nothing is believed but which things to read. */
function ring(delivery: Delivery): ReturnType<NonNullable<Webhook['ring']>> {
  const payload = readJsonObject(delivery.body, TOLD);
  return doorbellsOf(eventIn(payload) ?? '', payload);
}

export const webhook: Webhook = { verify, deliveryKey, parse, ring };
