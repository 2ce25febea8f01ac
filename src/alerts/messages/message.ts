import { createHash } from 'node:crypto';
import type { Instant, Json } from '#contract';
import type { RouteKind } from '../../read/index.js';

/** Something that a route is told. */
export interface Alert {
  /** What it tells, the same whenever it is read again: the place in the ledger, or a condition with the moment of its beginning. */
  readonly what: string;
  /** Of the event in the ledger; null of what is no event. */
  readonly seq: number | null;
  /** `gap.opened`, `deployment.finished`, `condition.begun`. */
  readonly type: string;
  readonly at: Instant;
  readonly data: Readonly<Record<string, Json>>;
}

/** An alert as a route is sent it. */
export interface Message {
  readonly id: string;
  readonly seq: number | null;
  readonly type: string;
  readonly body: string;
}

/** Standard Webhooks: a thin payload, and the whole is asked for. */
const MOST_BYTES = 20_000;
const CUT = 200;

/** The same alert to the same route has the same id for ever: over retries, restarts and replays. */
export function messageOf(route: { readonly id: string; readonly kind: RouteKind }, alert: Alert): Message {
  return { id: idOf(route.id, route.kind, alert.what), seq: alert.seq, type: alert.type, body: bodyOf(alert) };
}

function idOf(...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `msg_${digest.slice(0, 32)}`;
}

/** `{type, timestamp, data}`, at most 20,000 bytes: where sources give longer names than that, all texts are cut to 200 characters. */
export function bodyOf({ type, at, data }: Pick<Alert, 'type' | 'at' | 'data'>): string {
  const body = JSON.stringify({ type, timestamp: at, data });
  return Buffer.byteLength(body) <= MOST_BYTES ? body : JSON.stringify({ type, timestamp: at, data }, cut);
}

function cut(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > CUT ? `${value.slice(0, CUT)}…` : value;
}
