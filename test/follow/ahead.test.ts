import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool, type Sql, type Transaction } from '../../src/db/pool.js';
import { Ahead } from '../../src/follow/write/standing.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';

let database: FreshDatabase;
let sql: Sql;
const NAMES = Array.from({ length: 203 }, (_, nth) => `ticket:jira-acme:${10_000 + nth}`);

beforeAll(async () => {
  database = await freshDatabase();
  sql = openPool(database.url, { max: 1 });
  await sql`
    insert into verdict (rule, subject, unit, answer, severity, sentence, events, rests_on, about, missing, policy, before_policy, engine, cause, recorded_from)
    select 'incomplete-request', unit, unit, 'GAP', 'MEDIUM', 'It lacks a description.', '{1}', 1, '{}', '[]', 'p', false, 'changeline/1', 'FACT', '2026-01-01'
    from unnest(${NAMES}::text[]) as t (unit)`;
  await sql`
    insert into unit_answer (unit, answers, recorded_from)
    select unit, 'incomplete-request GAP', '2026-01-01' from unnest(${NAMES}::text[]) as t (unit)`;
  await sql`
    insert into awaiting (unit, scope, collection, item, up_to)
    select unit, 'thing:jira-acme:project:PAY', 'tickets', '', null from unnest(${NAMES}::text[]) as t (unit)`;
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

/** Of which changes something stands, as told by each kind of rows. */
function unitsOf(foreseen: readonly (readonly string[])[], asked: readonly string[]): Promise<readonly (readonly string[])[]> {
  return sql.begin(async (tx) => {
    const ahead = new Ahead(tx as Transaction);
    for (const changes of foreseen) ahead.foresee(changes);
    const { verdicts, waits } = await ahead.of(asked);
    const units = (rows: readonly object[]) => rows.map((row) => String((row as { unit: unknown }).unit)).sort();
    return [units(verdicts.verdicts), units(verdicts.answers), units(waits.awaiting)];
  });
}

it('tells what stands of the changes that are asked for, foreseen or not, each once, and of no other that was foreseen', async () => {
  const [first, second, third] = [NAMES[0]!, NAMES[1]!, NAMES[2]!];
  const both = [first, second];
  expect(await unitsOf([], both)).toEqual([both, both, both]);
  expect(await unitsOf([[first], [first, third]], both)).toEqual([both, both, both]);
  expect(await unitsOf([both], ['ticket:jira-acme:1'])).toEqual([[], [], []]);
});

it('foresees a bounded number of changes, and still tells of all', async () => {
  const few = NAMES.slice(0, 200);
  expect(await unitsOf([few, NAMES.slice(200)], NAMES)).toEqual([NAMES, NAMES, NAMES]);
});
