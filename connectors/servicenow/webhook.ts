import {
  type Delivery,
  genuine,
  type GenuineDelivery,
  type JsonTold,
  microsOf,
  readJsonObject,
  refused,
  type Verification,
  type VerifyTools,
  type Webhook,
} from '#contract';
import { namedIn, recordsIn } from './webhook/named.js';
import { base64Of } from './webhook/base64.js';

const TOLD: JsonTold = {
  what: 'body of this delivery',
  advice: 'The next poll reads what it was about.',
};

const NO_SECRET = 'This source has no webhook secret; set webhookSecret, and the same in the property changeline.secret of the instance.';
const NO_MATCH =
  'The signature does not match. Give the property changeline.secret of the instance the same text as webhookSecret of this source.';
const TOLERANCE_SECONDS = 300;

/**
 * As the script in the README signs (Standard Webhooks 1.0: `webhook-signature: v1,` and base64 of HMAC-SHA256 over id, time and raw
 * bytes, joined by dots; several, separated by spaces). ServiceNow itself signs nothing: what another script sends is refused, or rings only.
 */
function verify(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return refused(NO_SECRET);
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': written } = delivery.headers;
  if (!id || !time || !written) return refused('One of the headers webhook-id, webhook-timestamp, webhook-signature is missing.');
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(time)) return refused('The header webhook-id or webhook-timestamp is none.');
  if (Math.abs(microsOf(tools.now) / 1_000_000 - Number(time)) > TOLERANCE_SECONDS) {
    return refused('This delivery was signed more than five minutes ago, or the clocks differ by as much.');
  }
  const signatures = written.split(' ').flatMap((one) => /^v1,([A-Za-z0-9+/]{43}=)$/.exec(one)?.[1] ?? []);
  if (signatures.length === 0) return refused('The header webhook-signature is not v1, and 32 bytes in base64.');
  const signed = concatenated(`${id}.${time}.`, delivery.body);
  // Every pair is tried, so that the time taken does not tell which secret is the right one.
  const matches = usable.flatMap((secret) => signatures.filter((one) => tools.equal(base64Of(tools.hmac(secret, signed)), one)));
  return matches.length > 0 ? genuine(delivery) : refused(NO_MATCH);
}

function concatenated(head: string, body: Uint8Array): Uint8Array {
  const bytes = new TextEncoder().encode(head);
  const both = new Uint8Array(bytes.length + body.length);
  both.set(bytes);
  both.set(body, bytes.length);
  return both;
}

function deliveryKey({ headers }: GenuineDelivery): string {
  return headers['webhook-id'] ?? '';
}

/** A row that an unsigned delivery names is read, if it is one that is read at all; whatever else it says is not believed. */
function ring(delivery: Delivery): ReturnType<NonNullable<Webhook['ring']>> {
  return namedIn(readJsonObject(delivery.body, TOLD));
}

function parse(delivery: GenuineDelivery): ReturnType<Webhook['parse']> {
  const payload = readJsonObject(delivery.body, TOLD);
  return { records: recordsIn(payload), doorbells: payload['operation'] === 'delete' ? [] : namedIn(payload) };
}

export const webhook: Webhook = { verify, deliveryKey, parse, ring };
