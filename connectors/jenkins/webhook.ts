import {
  type Delivery,
  type Doorbell,
  genuine,
  type GenuineDelivery,
  type JsonTold,
  MalformedRecord,
  readJsonObject,
  refused,
  type Verification,
  type VerifyTools,
  type Webhook,
} from '#contract';
import { z } from 'zod';

const TOLD: JsonTold = {
  what: 'body of this delivery',
  hint: 'compare the step in the pipeline with the README of this connector',
  advice: 'The next poll reads the build.',
};

const SCHEME = 'Bearer ';
const NO_MATCH =
  'The token in the header Authorization is not that of this source. Give the pipeline step the webhookSecret of this source.';

/** Jenkins signs nothing: a delivery shows where it is from by a token in a header, the same each time. */
function verify(delivery: Delivery, secrets: readonly string[], { equal }: VerifyTools): Verification {
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return refused('This source has no webhook secret; set webhookSecret, and the same as a credential in Jenkins.');
  const written = delivery.headers['authorization'] ?? '';
  if (!written.startsWith(SCHEME)) return refused('The header Authorization is missing, or is not Bearer and a token; see the README.');
  // Every secret is tried, so that the time taken does not tell which of the two is the right one.
  const matches = usable.filter((secret) => equal(secret, written.slice(SCHEME.length)));
  return matches.length > 0 ? genuine(delivery) : refused(NO_MATCH);
}

const number = z.int().positive();
const ours = z.object({ job: z.string().min(1).max(1_000), number });
/** As the Notification plug-in writes it: its `name` lacks the folders, its `url` has them. */
const plugin = z.object({ url: z.string().max(2_000), build: z.object({ number }) });

/** Whoever sends it, a delivery only rings: the build is read from Jenkins, by the one shape that it has there. */
function ring(delivery: Delivery): readonly Doorbell[] {
  const body = readJsonObject(delivery.body, TOLD);
  const own = ours.safeParse(body);
  if (own.success) return [{ collection: 'builds', reference: own.data }];
  const { data } = plugin.safeParse(body);
  const job = data && jobIn(data.url);
  if (!job) throw new MalformedRecord('job', 'This delivery names no build; take the step for the pipeline from the README.');
  return [{ collection: 'builds', reference: { job, number: data.build.number } }];
}

/** `job/payments/job/deploy-pay/` is payments/deploy-pay. */
function jobIn(url: string): string | null {
  try {
    const parts = [...url.matchAll(/(?:^|\/)job\/([^/]+)/g)].map(([, name = '']) => decodeURIComponent(name));
    return parts.length > 0 ? parts.join('/') : null;
  } catch {
    return null;
  }
}

export const webhook: Webhook = {
  verify,
  // Nothing tells one delivery from the next but its bytes, which the inbox compares anyway.
  deliveryKey: () => 'jenkins',
  parse: (delivery: GenuineDelivery) => ({ records: [], doorbells: ring(delivery) }),
  ring,
};
