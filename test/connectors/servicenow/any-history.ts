import fc from 'fast-check';
import { type Instance } from '../../../src/sample/servicenow/server.js';
import { affected, ANA, approval, audit, BEN, change, id, put, task, timeOf } from './world.js';

/** One thing that somebody does in the instance; what it touches, a delivery names. */
export interface Step {
  /** Of which of the changes and approvals. */
  readonly nth: number;
  readonly kind: 'change' | 'task' | 'approval' | 'affected';
  readonly values: Readonly<Record<string, string>>;
  readonly by: string;
  /** Seconds after the step before; none: the same second. */
  readonly later: number;
}

const words = fc.constantFrom('', 'n/a', 'toString', '__proto__', 'Zurück ^NQ', 'line\nline', '{"a":1}', '2026-01-31 13:00:00');
const values = fc.dictionary(
  fc.constantFrom('state', 'backout_plan', 'description', 'assigned_to', 'start_date', 'risk', 'approval', 'close_code'),
  fc.constantFrom('x'),
  { minKeys: 1, maxKeys: 3 },
);
const OF: Readonly<Record<string, fc.Arbitrary<string>>> = {
  state: fc.constantFrom('-5', '-4', '-3', '-1', '17', '3'),
  backout_plan: words,
  description: words,
  assigned_to: fc.constantFrom('', ANA, BEN),
  start_date: fc.constantFrom('', '2026-03-29 01:30:00', '2026-10-25 00:30:00'),
  risk: fc.constantFrom('2', '3', '4'),
  approval: fc.constantFrom('not requested', 'requested', 'approved', 'rejected'),
  close_code: fc.constantFrom('', 'successful', 'unsuccessful'),
};

const filled = values.chain((chosen) => fc.record(Object.fromEntries(Object.keys(chosen).map((column) => [column, OF[column]!]))));
const state = fc
  .constantFrom('requested', 'approved', 'rejected', 'not_required', 'cancelled', 'not requested')
  .map((to) => ({ state: to }));

const step = (kind: Step['kind'], given: fc.Arbitrary<Record<string, string>>): fc.Arbitrary<Step> =>
  fc.record({
    nth: fc.integer({ min: 1, max: 2 }),
    kind: fc.constant(kind),
    values: given,
    by: fc.constantFrom('ana.ruiz', 'ben.okafor'),
    later: fc.constantFrom(0, 0, 1, 60),
  });

/** What happens to two changes, their tasks, approvals and affected items, all of it different each time. */
export const aHistory: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: step('change', filled) },
    { weight: 1, arbitrary: step('task', filled) },
    { weight: 2, arbitrary: step('approval', state) },
    { weight: 1, arbitrary: step('affected', fc.constant({})) },
  ),
  { minLength: 1, maxLength: 14 },
);

const TABLES = { change: 'change_request', task: 'change_task', approval: 'sysapproval_approver', affected: 'task_ci' } as const;

/** The day on which the stand-in says that it is nine o’clock; what happens, happens then. */
const NINE = 30 * 86_400 + 9 * 3600;

/** Two changes as they were inserted. */
export function begin(world: Instance): void {
  put(world, 'change_request', change(1), change(2));
  put(world, 'change_task', task(1, 1), task(2, 2));
  put(world, 'sysapproval_approver', approval(1, 1), approval(2, 2));
}

/** Does it, and says what the script of the README would send. `second`: of the whole history. */
export function happen(world: Instance, { nth, kind, values: given, by }: Step, second: number, number: number): object {
  const [table, at] = [TABLES[kind], timeOf(NINE + second)];
  world.now = at;
  if (kind === 'affected') {
    const row = affected(NINE + second, nth, id('ci', number));
    put(world, table, { ...row, sys_id: id('tci', number) });
    return delivery(table, id('tci', number), { operation: 'insert', by, at, count: '0' });
  }
  const of = id({ change: 'chg', task: 'ctask', approval: 'appr' }[kind], nth);
  const before = world.rows.get(table)?.find((row) => row['sys_id'] === of) ?? {};
  const changed = Object.entries(given).filter(([column, to]) => (before[column] ?? '') !== to);
  const count = Number(before['sys_mod_count']) + 1;
  put(world, table, { ...before, ...given, sys_updated_on: at, sys_updated_by: by, sys_mod_count: String(count) });
  const rows = changed.map(([column, to], part) =>
    audit(10 * number + part, { table, of, column, from: before[column] ?? '', to, at: NINE + second, by, count }),
  );
  put(world, 'sys_audit', ...rows);
  const told =
    kind === 'approval' ? {} : { changes: changed.map(([field, to]) => ({ field, from: before[field] || null, to: to || null })) };
  return delivery(table, of, { operation: 'update', by, at, count: String(count), ...told });
}

interface Sent {
  readonly operation: string;
  readonly by: string;
  readonly at: string;
  readonly count: string;
  readonly changes?: readonly object[];
}

function delivery(table: string, sysId: string, { operation, by, at, count, changes }: Sent): object {
  const who = by === 'ana.ruiz' ? ANA : BEN;
  return { table, sys_id: sysId, operation, sys_mod_count: count, sys_updated_on: at, by: who, ...(changes ? { changes } : {}) };
}
