import {
  type Delivery,
  type Doorbell,
  genuine,
  type GenuineDelivery,
  type Json,
  type JsonTold,
  MalformedRecord,
  readJsonObject,
  refused,
  type Verification,
  type VerifyTools,
  type Webhook,
} from '#contract';
import { z } from 'zod';
import { readFields } from './wire.js';

const TOLD: JsonTold = {
  what: 'body of this notification',
  hint: 'compare the template of the notification with the README of this connector',
  advice: 'The next poll reads the application.',
};

const SCHEME = 'Bearer ';
const NO_MATCH =
  'The token in the header Authorization is not that of this source. Give the notification the webhookSecret of this source.';

/** Argo CD signs nothing: a notification shows where it is from by a token in a header, the same each time. */
function verify(delivery: Delivery, secrets: readonly string[], { equal }: VerifyTools): Verification {
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0)
    return refused('This source has no webhook secret; set webhookSecret, and the same as $changeline-token in Argo CD.');
  const written = delivery.headers['authorization'] ?? '';
  if (!written.startsWith(SCHEME)) return refused('The header Authorization is missing, or is not Bearer and a token; see the README.');
  // Every secret is tried, so that the time taken does not tell which of the two is the right one.
  const matches = usable.filter((secret) => equal(secret, written.slice(SCHEME.length)));
  return matches.length > 0 ? genuine(delivery) : refused(NO_MATCH);
}

/** Nothing in a notification tells it from the next but its bytes, which the inbox compares anyway. */
const deliveryKey = (): string => 'argocd';

const whole = z.object({
  app: z.looseObject({ metadata: z.looseObject({ uid: z.string() }), spec: z.looseObject({}), status: z.looseObject({}) }),
});
const NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const named = z.object({
  app: z.object({ metadata: z.object({ name: z.string().regex(NAME), namespace: z.string().regex(NAME).optional() }) }),
});

/** A whole application is a record; of one that is only named, the application is read. */
function parse(delivery: GenuineDelivery): ReturnType<Webhook['parse']> {
  const body = readJsonObject(delivery.body, TOLD);
  const { data } = whole.safeParse(body);
  if (!data) return { records: [], doorbells: doorbellsOf(body) };
  const application = readFields(data.app as Json);
  return {
    records: [{ kind: 'webhook.application', key: `application:${data.app.metadata.uid}`, payload: { application } }],
    doorbells: [],
  };
}

function doorbellsOf(body: Json): readonly Doorbell[] {
  const read = named.safeParse(body);
  if (!read.success) {
    throw new MalformedRecord('app.metadata.name', 'This notification names no application; take the template from the README.', {
      cause: read.error,
    });
  }
  const { name, namespace } = read.data.app.metadata;
  return [{ collection: 'applications', reference: { name, ...(namespace === undefined ? {} : { namespace }) } }];
}

export const webhook: Webhook = { verify, deliveryKey, parse, ring: (delivery) => doorbellsOf(readJsonObject(delivery.body, TOLD)) };
