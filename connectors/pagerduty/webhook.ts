import {
  type Delivery,
  type Doorbell,
  genuine,
  type GenuineDelivery,
  type Json,
  type JsonTold,
  readJsonObject,
  refused,
  type Verification,
  type VerifyTools,
  type Webhook,
} from '#contract';
import { z } from 'zod';

const TOLD: JsonTold = {
  what: 'body of this delivery',
  hint: 'the sender is perhaps not PagerDuty',
  advice: 'The next poll reads what it was about.',
};

const SIGNATURES = /^v1=[0-9a-f]{64}(?:,\s*v1=[0-9a-f]{64}){0,9}$/;
const PLACE = 'the webhook subscription';
const NO_MATCH = `None of the signatures matches the body. Give webhookSecret of this source the secret that PagerDuty showed when ${PLACE} was made.`;

/** HMAC-SHA256 of the raw body in hex, behind `v1=`; several while PagerDuty changes the secret (developer-docs, Verifying Signatures). */
function verify(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return refused(`This source has no webhook secret; set webhookSecret to the secret of ${PLACE}.`);
  const written = delivery.headers['x-pagerduty-signature'];
  if (!written) return refused(`The header X-PagerDuty-Signature is missing: this is no delivery of a version 3 subscription.`);
  const known = writtenBefore(written);
  if (!SIGNATURES.test(known)) return refused('The header X-PagerDuty-Signature holds no signature of version v1 in 64 small hex digits.');
  const signatures = known.split(',').map((each) => each.trim().slice('v1='.length));
  // Every pair is tried, so that the time taken does not tell which of them is the right one.
  const pairs = usable.flatMap((secret) => signatures.map((signature) => tools.equal(tools.hmac(secret, delivery.body), signature)));
  return pairs.includes(true) ? genuine(delivery) : refused(NO_MATCH);
}

/** Signatures of a version that is not known say nothing; there may be one beside `v1`. */
function writtenBefore(written: string): string {
  const each = written.split(',').map((one) => one.trim());
  return each.filter((one) => !/^v(?!1=)\d+=/.test(one)).join(',');
}

/** The same at every attempt to deliver one event. */
function deliveryKey({ headers }: GenuineDelivery): string {
  return headers['x-webhook-id'] || (headers['x-pagerduty-signature'] ?? '');
}

/** What happened to the incident itself is read at once: only a reading has the times and the changes by which it is known. */
const RING = ['incident.triggered', 'incident.resolved', 'incident.reopened'];

function parse(delivery: GenuineDelivery): ReturnType<Webhook['parse']> {
  const payload = readJsonObject(delivery.body, TOLD);
  const { type, incident } = headOf(payload);
  const record = { kind: `webhook.${type}`, key: incident === null ? `event:${type}` : `incident:${incident}`, payload };
  return { records: [record], doorbells: incident !== null && RING.includes(type) ? [bellOf(incident)] : [] };
}

const head = z.object({ event: z.object({ event_type: z.string().min(1) }) });
const about = z.object({
  event: z.object({ resource_type: z.literal('incident'), data: z.object({ id: z.string().regex(/^[A-Z0-9]{5,32}$/) }) }),
});

function headOf(payload: Json): { readonly type: string; readonly incident: string | null } {
  return {
    type: head.safeParse(payload).data?.event.event_type ?? 'unnamed',
    incident: about.safeParse(payload).data?.event.data.id ?? null,
  };
}

function bellOf(incident: string): Doorbell {
  return { collection: 'incidents', reference: { incident } };
}

/** Version 3 always signs; what comes without a signature only names an incident. */
function ring(delivery: Delivery): readonly Doorbell[] {
  const { incident } = headOf(readJsonObject(delivery.body, TOLD));
  return incident === null ? [] : [bellOf(incident)];
}

export const webhook: Webhook = { verify, deliveryKey, parse, ring };
