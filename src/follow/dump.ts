import type { Sql } from '../db/pool.js';

/** Every table of the schema `read` but the journal of its migrations. */
export async function readTables(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'read' and table_type = 'BASE TABLE' and table_name <> 'migration'
    order by table_name`;
  return rows.map((row) => row.name);
}

/** Rows fetched at a time. */
const PAGE = 5_000;

/**
 * The ordered dump of the read tables: a line `table {json}` for each row, ordered by all its columns. Two hubs, or a
 * hub and its rebuild, that stand at the same place give the same bytes.
 */
export async function* dumpLines(sql: Sql, tables: readonly string[]): AsyncGenerator<string> {
  for (const table of tables) {
    const rows = sql.unsafe<{ line: string }[]>(
      `select row_to_json(r)::text as line from ${table} r order by row_to_json(r)::text collate "C"`,
    );
    for await (const page of rows.cursor(PAGE)) {
      for (const { line } of page) yield `${table} ${line}`;
    }
  }
}
