import { badInput, createToken, demand, revokeToken, type HolderKind, type Role, type Token, type Viewer } from '../access/index.js';
import { explainDelivery, explainEvent, replay, type ExplainedDelivery, type ExplainedFact } from '../inbox/index.js';
import type { Hub } from './hub.js';
import type { CannotDo } from './statement.js';

export interface Explanation {
  readonly delivery: ExplainedDelivery | null;
  readonly event: ExplainedFact | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The whole way of a delivery, or of an event from the delivery that first said so; null when there is none. */
export async function explain(
  hub: Hub,
  viewer: Viewer,
  what: { delivery?: string | null; event?: string | null },
): Promise<Explanation | null> {
  demand(viewer, 'auditor', 'see the way of a delivery');
  const { delivery = null, event = null } = what;
  if ((delivery === null) === (event === null)) throw badInput('Name either a delivery or an event.');
  if (delivery !== null && !UUID.test(delivery)) throw badInput(`${delivery} is no id of a delivery: the answer to a webhook shows one.`);
  if (event !== null && !/^[0-9a-f]{64}$/.test(event)) throw badInput(`${event} is no id of an event: 64 hex digits.`);
  const found = event === null ? null : await explainEvent(hub.sql, event);
  const way = delivery === null ? (found?.delivery ?? null) : await explainDelivery(hub.sql, delivery);
  return way === null && found === null ? null : { delivery: way, event: found };
}

export interface ReplayInput {
  readonly source?: string | null;
  readonly delivery?: string | null;
  readonly position?: number | null;
}

/** Has quarantined records read again. Administrators only. */
export async function replayQuarantined(
  hub: Hub,
  viewer: Viewer,
  what: ReplayInput,
): Promise<{ deliveries: number; records: number } | CannotDo> {
  demand(viewer, 'administrator', 'replay records');
  const position = what.position ?? null;
  if (what.delivery && !UUID.test(what.delivery)) throw badInput(`${what.delivery} is no id of a delivery.`);
  if (position !== null && !what.delivery) throw badInput('A position belongs to a delivery: name it, too.');
  const done = await replay(hub.sql, {
    ...(what.source ? { source: what.source } : {}),
    ...(what.delivery ? { delivery: what.delivery } : {}),
    ...(position !== null ? { position } : {}),
  });
  return done.records > 0 ? done : { sentence: 'No quarantined record matches. The quarantine list of each source shows what waits.' };
}

/** Has a source read now. Compliance and administrators. */
export async function syncNow(
  hub: Hub,
  viewer: Viewer,
  what: { source: string; stream?: string | null },
): Promise<{ streams: number } | CannotDo> {
  demand(viewer, 'compliance', 'have a source read');
  if (!hub.sources.some((source) => source.name === what.source)) {
    const names = hub.sources.map((source) => source.name).join(', ');
    return { sentence: `There is no source ${what.source}. ${names === '' ? 'None is configured.' : `These are configured: ${names}.`}` };
  }
  const streams = await hub.requestSync(what.source, what.stream ?? null);
  return streams > 0 ? { streams } : { sentence: `${what.source} has no such stream yet; its streams are listed by sources.` };
}

export interface CreateTokenInput {
  readonly holder: string;
  readonly holderKind: Exclude<HolderKind, 'BOOTSTRAP'>;
  readonly role: Role;
  readonly expiresInDays: number;
}

/** Makes a token for a named person or service account. Administrators only. */
export async function grant(hub: Hub, viewer: Viewer, wanted: CreateTokenInput): Promise<{ token: Token; secret: string } | CannotDo> {
  demand(viewer, 'administrator', 'make tokens');
  const holder = wanted.holder.trim();
  if (holder.length < 1 || holder.length > 200) return { sentence: 'A token belongs to somebody: give a holder of 1 to 200 characters.' };
  const days = wanted.expiresInDays;
  if (days < 1 || days > 366) return { sentence: `expiresInDays is ${days}; it must lie between 1 and 366.` };
  return createToken(hub.access, { ...wanted, holder, expiresAt: { inDays: days }, createdBy: `token:${viewer.token}` });
}

/** Revokes a token. Administrators only. */
export async function revoke(hub: Hub, viewer: Viewer, id: string): Promise<{ token: Token } | CannotDo> {
  demand(viewer, 'administrator', 'revoke tokens');
  const token = UUID.test(id) ? await revokeToken(hub.access, id, `token:${viewer.token}`) : null;
  return token ? { token } : { sentence: `There is no token ${id} that could be revoked. The tokens list shows which there are.` };
}
