import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import type { Awaited } from '../awaits.js';

const AWAIT = `
  insert into awaiting (unit, scope, collection, item, up_to)
  select unit, scope, collection, item, up_to
  from json_to_recordset($1::text::json) as row (unit text, scope text, collection text, item text, up_to timestamptz)`;

const DEADLINE = `
  insert into deadline (unit, kind, at)
  select unit, kind, at from json_to_recordset($1::text::json) as row (unit text, kind text, at timestamptz)`;

interface Waiting {
  readonly unit: string;
  readonly awaits: readonly Awaited[];
  readonly deadlines: readonly { readonly kind: string; readonly at: Instant }[];
}

/** Writes what deployments and changes wait for: commits, branches, readings, and moments. */
export async function writeWaiting(tx: Transaction, derived: readonly Waiting[]): Promise<void> {
  const names = derived.map(({ unit }) => unit);
  await tx`delete from awaiting where unit = any(${names})`;
  await tx`delete from deadline where unit = any(${names})`;
  const waits = derived.flatMap(({ unit, awaits }) =>
    awaits.map(({ scope, collection, item, upTo }) => ({ unit, scope, collection, item, up_to: upTo })),
  );
  if (waits.length > 0) await tx.unsafe(AWAIT, [JSON.stringify(waits)], { prepare: true });
  const deadlines = derived.flatMap(({ unit, deadlines: own }) => own.map((one) => ({ unit, ...one })));
  if (deadlines.length > 0) await tx.unsafe(DEADLINE, [JSON.stringify(deadlines)], { prepare: true });
}
