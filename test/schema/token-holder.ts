import { createToken, type HolderKind, type Role } from '../../src/access/index.js';
import { followToEnd } from '../../src/follow/index.js';
import type { RunningHub } from './running-hub.js';

/** Makes the token of somebody with a name, and follows. */
export function tokenHolder({ hub, sql, key }: RunningHub) {
  return async (holder: string, role: Role = 'compliance', holderKind: HolderKind = 'PERSON'): Promise<string> => {
    const made = await createToken(hub.access, { holder, holderKind, role, expiresAt: { inDays: 1 }, createdBy: 'test' });
    // That a token was made stands in the ledger, too.
    await followToEnd(sql, key);
    return made.secret;
  };
}
