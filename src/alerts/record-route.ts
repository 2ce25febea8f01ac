import { type EventType, type Marked, text } from '#contract';
import type { Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey } from '../ledger/index.js';
import type { Viewer } from '../read/index.js';

type RouteEvent = Extract<EventType, `alert_route.${string}`>;

export interface RouteFact {
  readonly type: RouteEvent;
  readonly route: string;
  /** What tells it from the same said again later. */
  readonly at: string;
  /** Null: the hub itself, since the receiver wants no more. */
  readonly by: Viewer | null;
  readonly core: Readonly<Record<string, Marked>>;
}

/** Who stops alerts, or sends them elsewhere, is on record. The address and secrets are not in it. */
export async function recordRoute(tx: Transaction, { type, route, at, by, core }: RouteFact, key: LedgerKey): Promise<void> {
  const identity = { kind: 'alert_route', natural: [route], transition: type.slice('alert_route.'.length), discriminator: [at] };
  const said = by === null ? { by: 'hub' } : { by: `token:${by.token}`, holder: text('holder', by.name) };
  await append(tx, [hubEvent(type, `alert_route:${route}`, identity, { ...core, ...said }, {}, key)], { key });
}
