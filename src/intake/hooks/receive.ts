import { type Delivery, type GenuineDelivery, MalformedRecord, type Verification, type Webhook } from '#contract';
import { CannotKeep, webhookDedupe, type Source } from '../../inbox/index.js';
import type { Door } from './admit.js';
import type { Intake, Received } from './received.js';
import { ringOnly } from './ring-only.js';
import { verifyTools } from './verify-tools.js';

/** Verifies the bytes, then keeps them. Nothing has been parsed, and nothing is answered `id` before its row is committed. */
export async function receive(delivery: Delivery, door: Door, intake: Intake): Promise<Received> {
  const { source, webhook } = door;
  const verification = verified(delivery, door);
  if ('refused' in verification && source.unsignedWebhooks && webhook.ring) {
    return ringOnly(delivery, { source, ring: webhook.ring }, intake);
  }
  if ('refused' in verification) {
    intake.tally.refused(source.name, verification.refused);
    return { dropped: verification.refused, status: webhook.refuseWith ?? 401 };
  }
  const key = keyOf(() => webhook.deliveryKey(verification.genuine));
  if ('malformed' in key) return key;
  const body = keepable(verification.genuine, webhook);
  if ('malformed' in body) return body;
  return keep({ headers: delivery.headers, body: body.bytes }, key.key, source, intake);
}

/** What the tool sends along and nobody may keep is cut out before anything is. */
function keepable(delivery: GenuineDelivery, webhook: Webhook): { readonly bytes: Uint8Array } | { readonly malformed: string } {
  try {
    return { bytes: webhook.withoutSecrets?.(delivery) ?? delivery.body };
  } catch (error) {
    if (!(error instanceof MalformedRecord)) throw error;
    return { malformed: error.message };
  }
}

/** A connector that throws on a malformed signature has refused it. */
function verified(delivery: Delivery, { source, webhook }: Door): Verification {
  const secrets = webhookSecrets(source);
  if (secrets.length === 0) {
    return { refused: `No webhook secret is configured for ${source.name}, so nothing can be verified: set one here and at the tool.` };
  }
  try {
    return webhook.verify(delivery, secrets, verifyTools(Date.now(), source.config));
  } catch {
    return { refused: 'The signature is malformed. Compare the secret at the tool with the one configured here.' };
  }
}

/** All values under those names of secrets that begin with `webhook`: one, or two during a rotation. */
export function webhookSecrets(source: Source): string[] {
  const names = source.connector.secrets.filter((name) => name.startsWith('webhook'));
  return names.flatMap((name) => source.secret(name)).filter((secret) => secret !== '');
}

function keyOf(read: () => string): { readonly key: string } | { readonly malformed: string } {
  try {
    return { key: read() };
  } catch (error) {
    return {
      malformed: `The delivery bears no id, so a repetition could not be told: ${error instanceof Error ? error.message : 'unreadable headers'}`,
    };
  }
}

async function keep(delivery: Delivery, key: string, source: Source, { keeper, tally }: Intake): Promise<Received> {
  const { body } = delivery;
  const headers = withoutSecrets(delivery.headers, webhookSecrets(source));
  try {
    const id = await keeper.keep({ source: source.name, door: 'WEBHOOK', stream: null, headers, body, dedupe: webhookDedupe(key, body) });
    tally.delivered(source.name);
    return { id };
  } catch (error) {
    if (!(error instanceof CannotKeep)) throw error;
    return { unavailable: `${error.message} Nothing was kept: send it again.` };
  }
}

const NEVER_KEPT = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** GitLab sends its secret itself as a header. */
function withoutSecrets(headers: Delivery['headers'], secrets: readonly string[]): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !NEVER_KEPT.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, secrets.some((secret) => value.includes(secret)) ? '[secret]' : value]));
}
