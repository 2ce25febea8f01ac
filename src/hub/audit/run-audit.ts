import type { Sql } from '../../db/pool.js';
import type { LedgerKey } from '../../ledger/index.js';
import { type AuditWanted, type CannotDo, checkpointOf, commitmentsOf } from '../../read/index.js';
import type { Jobs } from '../jobs.js';
import { keepAudit } from './keep.js';
import { makeAudit } from './make.js';
import { whyNotSecret } from './seed.js';

/** So long after its end the population of a period is frozen. */
const SETTLING_MS = 7 * 86_400_000;

export interface AuditDoor {
  readonly sql: Sql;
  readonly key: LedgerKey;
  readonly jobs: Jobs;
  /** Left out: 7 days. */
  readonly settlingMs?: number;
}

/** Starts an audit. A secret that is the wrong one, or is said too early, is refused at once, and kept nowhere. */
export function auditDoor({
  sql,
  key,
  jobs,
  settlingMs = SETTLING_MS,
}: AuditDoor): (wanted: AuditWanted) => Promise<{ readonly job: string } | CannotDo> {
  return async (wanted) => {
    const checkpoint = await checkpointOf(sql, wanted.period, settlingMs);
    const refused = whyNotSecret(wanted.secret, await commitmentsOf(sql, wanted.period), checkpoint);
    if (refused) return refused;
    const job = await jobs.start({
      kind: 'AUDIT',
      askedBy: wanted.by.name,
      run: async (progress) => keepAudit(sql, await makeAudit({ sql, wanted, checkpoint, settlingMs, progress }), wanted.by, key),
    });
    return { job };
  };
}
