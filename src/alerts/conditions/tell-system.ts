import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import type { SystemFilter } from '../../read/index.js';
import { type Alert, messageOf } from '../messages/message.js';
import { enqueue } from '../queue/enqueue.js';

/** A condition that begins or ends. */
export interface Turn {
  readonly type: 'condition.begun' | 'condition.ended';
  readonly key: string;
  readonly sentence: string;
  readonly since: Instant;
  readonly at: Instant;
}

/** Queues what begins and ends for every route of the kind SYSTEM that wants it, also for one that is disabled. */
export async function tellSystem(tx: Transaction, turns: readonly Turn[]): Promise<void> {
  if (turns.length === 0) return;
  const routes = await tx<{ id: string; filter: SystemFilter }[]>`
    select id, filter from alert_route where kind = 'SYSTEM' order by id`;
  for (const { id, filter } of routes) await queueTurns(tx, id, turns, filter);
}

/** Tells a new route what is wrong already. */
export async function tellStanding(tx: Transaction, route: string, filter: SystemFilter): Promise<void> {
  await tx`lock table alert_condition in share mode`;
  const standing = await tx<{ key: string; sentence: string; since: Instant }[]>`
    select key, sentence, since from alert_condition order by since, key`;
  const turns = standing.map((one) => ({ ...one, type: 'condition.begun' as const, at: one.since }));
  await queueTurns(tx, route, turns, filter);
}

async function queueTurns(tx: Transaction, route: string, turns: readonly Turn[], filter: SystemFilter): Promise<void> {
  const wanted = turns.filter(({ key }) => isWanted(key, filter)).map((turn) => messageOf({ id: route, kind: 'SYSTEM' }, alertOf(turn)));
  // Due at once: the moment lies in the past.
  const [at] = turns.map((turn) => turn.at).sort();
  if (at !== undefined) await enqueue(tx, route, wanted, at);
}

function alertOf({ type, key, sentence, since, at }: Turn): Alert {
  const { kind, of } = partsOf(key);
  return { what: `${type}:${key}:${since}`, seq: null, type, at, data: { condition: kind, of, sentence, since } };
}

function isWanted(key: string, { conditions, sources }: SystemFilter): boolean {
  const { kind, of } = partsOf(key);
  return (!conditions || conditions.includes(kind)) && (!sources || (of !== null && sources.includes(of)));
}

function partsOf(key: string): { readonly kind: string; readonly of: string | null } {
  const colon = key.indexOf(':');
  return colon < 0 ? { kind: key, of: null } : { kind: key.slice(0, colon), of: key.slice(colon + 1) };
}
