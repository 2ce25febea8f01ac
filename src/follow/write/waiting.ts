import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { sent, together } from '../../db/together.js';
import type { Awaited } from '../awaits.js';
import type { Row } from './versions.js';

// Each row is sought by the key of its table, which `limit 1` makes sure of: joined, a plan that is kept reads all that is awaited for
// a few of them (38 ms for those of 33 deployments among 1,300).
const NO_LONGER = `
  delete from awaiting where ctid = any(array(
    select old.ctid from json_to_recordset($1::text::json) as row (unit text, scope text, collection text, item text)
    cross join lateral (
      select a.ctid from awaiting a
      where a.unit = row.unit and a.scope = row.scope and a.collection = row.collection and a.item = row.item limit 1) old))`;

const PAST = `
  delete from deadline where ctid = any(array(
    select old.ctid from json_to_recordset($1::text::json) as row (unit text, kind text)
    cross join lateral (select d.ctid from deadline d where d.unit = row.unit and d.kind = row.kind limit 1) old))`;

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

export interface StandingWaits {
  readonly awaiting: readonly Row[];
  readonly deadline: readonly Row[];
}

/** What these deployments and changes wait for until now. */
export async function standingWaits(tx: Transaction, units: readonly string[]): Promise<StandingWaits> {
  if (units.length === 0) return { awaiting: [], deadline: [] };
  const names = units as string[];
  const [awaiting, deadline] = await together([
    tx<Row[]>`select unit, scope, collection, item, up_to from awaiting where unit = any(${names})`,
    tx<Row[]>`select unit, kind, at from deadline where unit = any(${names})`,
  ]);
  return { awaiting, deadline };
}

/** Writes what deployments and changes wait for: commits, branches, readings, and moments. What stands already stays untouched. */
export function writeWaiting(tx: Transaction, { awaiting, deadline }: StandingWaits, derived: readonly Waiting[]): void {
  const waits = derived.flatMap(({ unit, awaits }) =>
    awaits.map(({ scope, collection, item, upTo }) => ({ unit, scope, collection, item, up_to: upTo })),
  );
  const moments = derived.flatMap(({ unit, deadlines }) => deadlines.map((one) => ({ unit, ...one })));
  const statements = [
    ...difference(tx, { gone: NO_LONGER, come: AWAIT }, awaiting, waits),
    ...difference(tx, { gone: PAST, come: DEADLINE }, deadline, moments),
  ];
  statements.forEach(sent);
}

/** Removes the rows that are no longer wanted as they stand, and adds those that are wanted and do not stand. */
function difference(
  tx: Transaction,
  { gone, come }: { readonly gone: string; readonly come: string },
  standing: readonly Row[],
  wanted: readonly Row[],
): readonly Promise<unknown>[] {
  const [before, after] = [byText(standing), byText(wanted)];
  const without = (all: ReadonlyMap<string, Row>, others: ReadonlyMap<string, Row>) => [...all].filter(([key]) => !others.has(key));
  const changes = [
    [gone, without(before, after)],
    [come, without(after, before)],
  ] as const;
  return changes
    .filter(([, rows]) => rows.length > 0)
    .map(([statement, rows]) => tx.unsafe(statement, [JSON.stringify(rows.map(([, row]) => row))], { prepare: true }));
}

function byText(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [JSON.stringify(Object.values(row)), row]));
}
