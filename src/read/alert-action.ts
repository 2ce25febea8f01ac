import { badInput, demand, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { NewRoute, RouteDone, RouteMade, RouteReplayed, RouteTested, SystemFilter } from './alert-door.js';
import type { RouteKind, RouteTarget } from './alert-route.js';
import type { GapFilter } from './gap-filter.js';
import { gapsMatching } from './gap.js';
import type { Hub } from './hub.js';
import { ledgerSize } from './position.js';
import type { CannotDo } from './statement.js';
import { timelineBetween } from './timeline.js';
import { bounded, type TimelineFilter } from './timeline-filter.js';

export interface CreateAlertRouteInput {
  readonly name: string;
  readonly kind: RouteKind;
  readonly target: RouteTarget;
  readonly url: string;
  readonly gaps?: GapFilter | null;
  readonly events?: TimelineFilter | null;
  readonly system?: SystemFilter | null;
  readonly after?: number | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NO_SUCH: CannotDo = { sentence: 'There is no such route. The list `alertRoutes` shows which there are.' };

/** Makes a route for alerts. Administrators only; throws BAD_INPUT for a filter that cannot be. */
export async function createAlertRoute(hub: Hub, viewer: Viewer, input: CreateAlertRouteInput): Promise<RouteMade | CannotDo> {
  demand(viewer, 'administrator', 'say where alerts go');
  const name = input.name.trim();
  if (name.length < 1 || name.length > 100) return { sentence: 'Give the route a name of 1 to 100 characters.' };
  const url = addressIn(input.url, hub.alerts.allowPrivate);
  if ('sentence' in url) return url;
  const after = input.after ?? null;
  if (after !== null && after >= (await ledgerSize(hub.sql)))
    return { sentence: `The ledger ends before ${after}. Leave after out to begin now.` };
  const { kind, target } = input;
  return hub.alerts.create({ name, kind, target, url, filter: await filterIn(hub.sql, input), after }, viewer);
}

/** A new secret for a route; the old one signs beside it for 0 to 168 hours. Administrators only. */
export async function rotateAlertSecret(
  hub: Hub,
  viewer: Viewer,
  { id, overlapHours }: { readonly id: string; readonly overlapHours: number },
): Promise<RouteMade | CannotDo> {
  demand(viewer, 'administrator', 'change the secret of a route');
  if (overlapHours < 0 || overlapHours > 168) return { sentence: `overlapHours is ${overlapHours}; it must lie between 0 and 168.` };
  return UUID.test(id) ? hub.alerts.rotate(id, overlapHours, viewer) : NO_SUCH;
}

/** Sends a message to a route at once. Administrators only. */
export async function testAlertRoute(hub: Hub, viewer: Viewer, id: string): Promise<RouteTested | CannotDo> {
  demand(viewer, 'administrator', 'test a route');
  return UUID.test(id) ? hub.alerts.test(id) : NO_SUCH;
}

/** Tells a route again what it did not take, or all after an event of the ledger. Administrators only. */
export async function replayAlerts(
  hub: Hub,
  viewer: Viewer,
  { id, after }: { readonly id: string; readonly after?: number | null },
): Promise<RouteReplayed | CannotDo> {
  demand(viewer, 'administrator', 'have alerts told again');
  return UUID.test(id) ? hub.alerts.replay(id, after ?? null) : NO_SUCH;
}

/** Has a disabled route go on where it stopped. Administrators only. */
export async function enableAlertRoute(hub: Hub, viewer: Viewer, id: string): Promise<RouteDone | CannotDo> {
  demand(viewer, 'administrator', 'enable a route');
  return UUID.test(id) ? hub.alerts.enable(id, viewer) : NO_SUCH;
}

/** Ends a route, with all that waits for its receiver. Administrators only. */
export async function deleteAlertRoute(hub: Hub, viewer: Viewer, id: string): Promise<RouteDone | CannotDo> {
  demand(viewer, 'administrator', 'delete a route');
  return UUID.test(id) ? hub.alerts.remove(id, viewer) : NO_SUCH;
}

// Never repeats the address: it may be a secret.
function addressIn(text: string, allowPrivate: boolean): URL | CannotDo {
  const url = text.length <= 2_000 && URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return { sentence: 'url is no address: write https://host/path, up to 2,000 characters.' };
  if (url.username !== '' || url.password !== '') {
    return { sentence: 'url holds a user or a password. Receivers know the hub by its signature; write the address without them.' };
  }
  if (url.protocol === 'https:' || allowPrivate) return url;
  return { sentence: 'url must begin with https: alerts go without TLS only where alerts.allowPrivate is set in changeline.yaml.' };
}

const FILTERS = { GAPS: 'gaps', EVENTS: 'events', SYSTEM: 'system' } as const;

/** The filter of its kind, tried out: one that cannot be is refused now, and not when the first alert comes. */
async function filterIn(sql: Sql, input: CreateAlertRouteInput): Promise<NewRoute['filter']> {
  const own = FILTERS[input.kind];
  const foreign = Object.values(FILTERS).find((name) => name !== own && input[name]);
  if (foreign) throw badInput(`${foreign} is no filter of a route of the kind ${input.kind}; that is ${own}.`);
  if (input.kind === 'GAPS') await gapsMatching(sql, input.gaps ?? {}, 1);
  if (input.kind === 'EVENTS') await timelineBetween(sql, input.events ?? {}, { after: -1, upTo: -1, limit: 1 });
  if (input.kind === 'SYSTEM') {
    bounded('conditions', input.system?.conditions);
    bounded('sources', input.system?.sources);
  }
  return input[own] ?? {};
}
