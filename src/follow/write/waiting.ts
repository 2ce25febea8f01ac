import type { Transaction } from '../../db/pool.js';
import type { Derived } from '../evaluate.js';

const AWAIT = `
  insert into awaiting (deployment, scope, collection, item, up_to)
  select deployment, scope, collection, item, up_to
  from json_to_recordset($1::text::json) as row (deployment text, scope text, collection text, item text, up_to timestamptz)`;

const DEADLINE = `
  insert into deadline (deployment, kind, at)
  select deployment, kind, at from json_to_recordset($1::text::json) as row (deployment text, kind text, at timestamptz)`;

/** Writes what the deployments wait for: commits, branches, readings, and moments. */
export async function writeWaiting(tx: Transaction, derived: readonly Derived[], clock: string): Promise<void> {
  const names = derived.map((one) => one.facts.deployment);
  await tx`delete from awaiting where deployment = any(${names})`;
  await tx`delete from deadline where deployment = any(${names})`;
  const waits = derived.flatMap(({ facts, awaits }) =>
    awaits.map((one) => ({ deployment: facts.deployment, scope: one.scope, collection: one.collection, item: one.item, up_to: one.upTo })),
  );
  if (waits.length > 0) await tx.unsafe(AWAIT, [JSON.stringify(waits)], { prepare: true });
  const deadlines = derived.flatMap(({ facts, run }) =>
    run.endExpectedBy && run.endExpectedBy > clock ? [{ deployment: facts.deployment, kind: 'END_EXPECTED', at: run.endExpectedBy }] : [],
  );
  if (deadlines.length > 0) await tx.unsafe(DEADLINE, [JSON.stringify(deadlines)], { prepare: true });
}
