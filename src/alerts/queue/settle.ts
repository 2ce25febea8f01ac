import type { Transaction } from '../../db/pool.js';
import type { LedgerKey } from '../../ledger/index.js';
import { type Clock, instantAt } from '../clock.js';
import { recordRoute } from '../record-route.js';
import { type Attempt, DELAYS_MS, nextDelayMs } from '../send/index.js';
import type { Due } from './due.js';

export interface Settling {
  readonly key: LedgerKey;
  readonly clock: Clock;
}

/** Notes how an attempt ended: delivered, tried again, dead after the tenth, or the route disabled. */
export async function settle(tx: Transaction, { key, clock }: Settling, due: Due, attempt: Attempt): Promise<void> {
  const nowMs = clock.now();
  const now = instantAt(nowMs);
  const isGone = attempt.end === 'GONE';
  const nextMs =
    attempt.end === 'FAILED' ? nextDelayMs({ attempts: due.attempts + 1, retryAfterMs: attempt.retryAfterMs }, clock.chance()) : 0;
  const state = attempt.end === 'DELIVERED' ? 'DELIVERED' : nextMs === null ? 'DEAD' : 'QUEUED';
  const next = instantAt(nowMs + (nextMs ?? 0));
  const pauseMs = pauseOf(due, attempt, nextMs ?? DELAYS_MS.at(-1) ?? 0);
  // The route first, as everywhere: whoever holds it may wait for its messages.
  await tx`
    update alert_route
    set last_attempt_at = ${now}::timestamptz, last_sentence = ${attempt.sentence}, not_before = ${instantAt(nowMs + pauseMs)}::timestamptz
    where id = ${due.route}`;
  // What was taken out of the queue meanwhile (a replay) stays out.
  await tx`
    update alert_message
    set state = ${state}, attempts = ${isGone ? due.attempts : due.attempts + 1}, next_at = ${next}::timestamptz,
      last_attempt_at = ${now}::timestamptz, sentence = ${attempt.sentence}
    where id = ${due.id} and state = 'QUEUED'`;
  if (isGone) await disable(tx, { route: due.route, reason: attempt.sentence, at: now }, key);
}

/** Slack takes one message a second. */
const SLACK_MS = 1_000;
/** 429 and what proxies say of an overloaded receiver (Standard Webhooks: slow down). */
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** A receiver that gives no answer gets no second message sooner than that; longer, one that hangs over one message would starve the rest. */
const PATIENCE_MS = 6_000;

/** For how long the whole route waits, and not the message alone. */
function pauseOf({ target }: Due, { end, status, retryAfterMs }: Attempt, nextMs: number): number {
  const ownMs = target === 'SLACK' ? SLACK_MS : 0;
  if (end !== 'FAILED') return ownMs;
  const isBusy = status === null || BUSY.has(status);
  return Math.max(ownMs, Math.min(retryAfterMs ?? 0, nextMs), isBusy ? Math.min(nextMs, PATIENCE_MS) : 0);
}

interface Disabling {
  readonly route: string;
  readonly reason: string;
  readonly at: string;
}

async function disable(tx: Transaction, { route, reason, at }: Disabling, key: LedgerKey): Promise<void> {
  const changed = await tx`
    update alert_route set state = 'DISABLED', reason = ${reason} where id = ${route} and state = 'ACTIVE' returning id`;
  if (changed.length > 0) await recordRoute(tx, { type: 'alert_route.disabled', route, at, by: null, core: { reason } }, key);
}
