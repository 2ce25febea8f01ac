import type { Transaction } from '../db/pool.js';
import type { Door } from './record.js';
import type { Viewer } from './viewer.js';

export type RecordRefusal = (viewer: Viewer, reason: string) => Promise<void>;

/**
 * Records `access.refused` at most once for a token, reason and hour. Only known tokens: a stranger must not
 * be able to make the ledger grow. The identity holds the hour, so that several hubs record it once, too.
 */
export function refusalRecorder(door: Door, now: () => Date): RecordRefusal {
  let hour = '';
  const said = new Set<string>();
  return async (viewer, reason) => {
    const current = now().toISOString().slice(0, 13);
    if (current !== hour) said.clear();
    hour = current;
    const key = `${viewer.token} ${reason}`;
    if (said.has(key)) return;
    said.add(key);
    await door.sql.begin((tx) => door.record(tx as Transaction, factOf(viewer, reason, `${current}:00:00Z`)));
  };
}

function factOf(viewer: Viewer, reason: string, hour: string) {
  return {
    type: 'access.refused',
    subject: `token:${viewer.token}`,
    identity: { kind: 'token', natural: [viewer.token], transition: 'refused', discriminator: [reason, hour] },
    core: { reason, hour, role: viewer.role },
  } as const;
}
