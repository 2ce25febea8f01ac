import type { Transaction } from '../../src/db/pool.js';
import { followToEnd } from '../../src/follow/index.js';
import { append, hubEvent } from '../../src/ledger/index.js';
import { deploymentRef } from './deployed.js';
import { minute } from './facts.js';
import type { RunningHub } from './running-hub.js';

let made = 0;

/** Records a step of the gap of `direct-push` at deployment `n`, and follows it; its place in the ledger. */
export async function stepOfGap(hub: RunningHub, type: 'gap.opened' | 'gap.resolved', n: number): Promise<number> {
  const judged = deploymentRef(n);
  const identity = { kind: 'gap', natural: ['direct-push', judged], transition: type.slice(4), discriminator: [String((made += 1))] };
  const core = {
    rule: 'direct-push',
    judged,
    deployment: judged,
    severity: 'HIGH',
    sentence: `Said at ${type}.`,
    policy: 'p',
    engine: 'e',
    answer: 'GAP',
  };
  const event = hubEvent(
    type,
    `gap:direct-push:${judged}`,
    identity,
    core,
    { occurredAt: { from: minute(n), to: minute(n + 1) } },
    hub.key,
  );
  const { added } = await hub.sql.begin((tx) => append(tx as Transaction, [event], { key: hub.key }));
  await followToEnd(hub.sql, hub.key);
  return added[0] as number;
}
