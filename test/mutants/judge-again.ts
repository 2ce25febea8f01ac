import { openPool, type Sql } from '../../src/db/pool.js';
import { FollowState, readTables } from '../../src/follow/index.js';
import { stepTransaction } from '../../src/follow/step.js';
import { readAfter } from '../../src/ledger/index.js';

const MOST_EVENTS = 1_000_000;

// Judges a ledger anew with the rules as they stand beside this file, in temporary tables that hide the real ones, and
// writes a line for each verdict: rule, subject and answer, a tab, its sentence. All events are taken as if they had come
// at once: the last word is the same as when they are followed one transaction after the other, and is said some ten times
// sooner. Argument: the address of the database.
async function verdicts(sql: Sql): Promise<readonly string[]> {
  for (const table of await readTables(sql)) await sql.unsafe(`create temporary table ${table} (like read.${table} including all)`);
  const events = await readAfter(sql, -1, MOST_EVENTS);
  await sql.begin((tx) => stepTransaction(tx, new FollowState(), events));
  const rows = await sql<{ line: string }[]>`
    select concat_ws(' ', rule, subject, answer) || e'\\t' || sentence as line from verdict where recorded_to is null`;
  return rows.map(({ line }) => line).sort();
}

const sql = openPool(process.argv[2] ?? '', { max: 1, name: 'mutant' });
process.stdout.write((await verdicts(sql)).join('\n'));
await sql.end({ timeout: 5 });
