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
import { signatureConfig } from './config.js';
import { keptDelivery } from './kept.js';

const TOLD: JsonTold = {
  what: 'body of this delivery',
  hint: 'the sender is perhaps not env zero',
  advice: 'The next poll reads what it was about.',
};

const HEX = /^[0-9a-f]{64}$/;
const PLACE = 'the notification target in env zero (Organization Settings, Notifications)';
const NO_SECRET = `This source has no webhook secret; set webhookSecret, and the same secret at ${PLACE}.`;
const NO_MATCH =
  'The signature does not match the body. Give the notification target the same secret as webhookSecret of this source; what is signed can be set under signature.';

/** The documentation's table says `x-env-zero-`, its text and example `x-env0-`. */
function headerOf({ headers }: Delivery, name: string): string | undefined {
  return headers[`x-env0-${name}`] ?? headers[`x-env-zero-${name}`];
}

/** HMAC-SHA256 in hex (docs.envzero.com, Webhooks, Validating webhook deliveries), over what the configuration says: the raw body, unless told. */
function verify(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return refused(NO_SECRET);
  const { over, prefix } = wayOf(tools.config);
  const written = headerOf(delivery, 'signature');
  if (!written) return refused(`The header x-env0-signature is missing; set a secret at ${PLACE}.`);
  const signature = written.slice(prefix.length);
  if (!written.startsWith(prefix) || !HEX.test(signature)) {
    return refused(`The header x-env0-signature is not ${prefix === '' ? '' : `${prefix} and `}64 small hex digits.`);
  }
  const signed = over === 'BODY' ? delivery.body : rewritten(delivery.body);
  if (signed === null) return refused('The body is no JSON, so it cannot be what was signed.');
  // Every secret is tried, so that the time taken does not tell which of the two is the right one.
  const matches = usable.filter((secret) => tools.equal(tools.hmac(secret, signed), signature));
  return matches.length > 0 ? genuine(delivery) : refused(NO_MATCH);
}

const settings = z.looseObject({ signature: signatureConfig.optional() });

function wayOf(config: unknown): z.output<typeof signatureConfig> {
  return settings.safeParse(config).data?.signature ?? signatureConfig.parse({});
}

function rewritten(body: Uint8Array): Uint8Array | null {
  try {
    return new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))));
  } catch {
    return null;
  }
}

/** The signature, and not the event id: no signature covers that, so whoever saw a delivery could send it again under another. */
function deliveryKey(delivery: GenuineDelivery): string {
  return headerOf(delivery, 'signature') ?? '';
}

/** Outputs of Terraform, plans, variables and tokens come along in the body, and are not kept. */
function withoutSecrets(delivery: GenuineDelivery): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(keptDelivery(readJsonObject(delivery.body, TOLD))));
}

function parse(delivery: GenuineDelivery): ReturnType<Webhook['parse']> {
  const payload = keptDelivery(readJsonObject(delivery.body, TOLD)) as { readonly [name: string]: Json };
  const name = nameOf(payload['type']);
  if (!isAboutDeployment(payload)) return { records: [{ kind: `webhook.${name}`, key: `event:${name}`, payload }], doorbells: [] };
  const deployment = deploymentIn(payload);
  const records = [{ kind: 'webhook.deployment', key: `deployment:${deployment ?? 'unnamed'}`, payload }];
  return { records, doorbells: deployment === null ? [] : [bellOf(deployment)] };
}

const about = z.object({ data: z.object({ deploymentLog: z.unknown().refine((log) => log !== undefined && log !== null) }) });

/** Whatever stands there: whether it can be read is for `normalise`. */
function isAboutDeployment(payload: Json): boolean {
  return about.safeParse(payload).success;
}

/** `com.env0.deploy.succeeded` or `com.env-zero.deploy.succeeded`: `deploy.succeeded`. */
export function nameOf(type: unknown): string {
  return typeof type === 'string' && type !== '' ? type.replace(/^com\.env-?(?:0|zero)\./, '') : 'unnamed';
}

const holder = z.object({ data: z.object({ deploymentLog: z.object({ id: z.string().regex(/^[\w-]{1,64}$/) }) }) });

function deploymentIn(payload: Json): string | null {
  return holder.safeParse(payload).data?.data.deploymentLog.id ?? null;
}

/** Only a reading has the steps: when the plan was applied, and what policies said. */
function bellOf(deployment: string): Doorbell {
  return { collection: 'deployments', reference: { deployment } };
}

/** A notification target without a secret signs nothing: the deployment that it names is read. */
function ring(delivery: Delivery): readonly Doorbell[] {
  const deployment = deploymentIn(readJsonObject(delivery.body, TOLD));
  return deployment === null ? [] : [bellOf(deployment)];
}

export const webhook: Webhook = { verify, deliveryKey, parse, ring, withoutSecrets };
