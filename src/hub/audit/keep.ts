import { createHash } from 'node:crypto';
import { type Instant, type Json, text } from '#contract';
import type { Sql, Transaction } from '../../db/pool.js';
import type { AuditFile } from '../../evidence/audit/index.js';
import { append, canonical, hubEvent, type LedgerKey } from '../../ledger/index.js';
import type { AskedBy } from '../../read/index.js';

/** Keeps an audit under SHA-256 of its file, and records in the ledger that it was drawn. Drawn again, it is the same one. */
export async function keepAudit(sql: Sql, file: AuditFile, by: AskedBy, key: LedgerKey): Promise<string> {
  const bytes = Buffer.from(canonical(file as unknown as Json), 'utf8');
  const id = createHash('sha256').update(bytes).digest('hex');
  await sql.begin(async (tx) => {
    const [clock] = await tx<{ now: Instant }[]>`select clock_timestamp() as now`;
    const { period, state, seed, population, sample, conclusion } = file;
    await tx`
      insert into audit (id, from_at, to_at, zone, state, committed, units, drawn, conclusion, made_by, made_at, content)
      values (${id}, ${period.from}, ${period.to}, ${period.zone}, ${state}, ${seed.isCommitted}, ${population.length}, ${sample.length},
        ${conclusion.population.conclusion}, ${by.name}, ${clock?.now ?? period.to}, ${bytes})
      on conflict (id) do nothing`;
    await append(tx as Transaction, [drawn(id, file, by, key)], { key });
  });
  return id;
}

/** Who drew it is no part of what was drawn: another who draws the same adds himself. */
function drawn(id: string, { period, state, checkpoint, seed, sample, conclusion }: AuditFile, by: AskedBy, key: LedgerKey) {
  const core = {
    audit: id,
    ...period,
    state,
    checkpoint: { size: checkpoint.size, root: checkpoint.root },
    seed: { committed: seed.isCommitted, commitment: seed.commitment, committedBy: seed.committedBy, value: seed.value },
    drawn: sample.length,
    conclusion: { population: conclusion.population.conclusion, sample: conclusion.sample.conclusion },
  };
  const identity = { kind: 'audit', natural: [id], transition: 'drawn', discriminator: [] };
  const seen = { by: [`token:${by.token}`], holder: [text('holder', by.name)] };
  return hubEvent('audit.drawn', `audit:${period.from}/${period.to}`, identity, core, { seen }, key);
}
