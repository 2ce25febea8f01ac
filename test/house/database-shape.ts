import type { Sql } from '../../src/db/pool.js';

const OURS = `('public', 'read')`;

// Each query gives one column `line`; Postgres sorts by code point so that every server gives the same order.
const QUERIES = {
  columns: `select format('%s.%s.%s %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end,
      coalesce((case a.attgenerated when 's' then ' generated as ' else ' default ' end) || pg_get_expr(d.adbin, d.adrelid), '')
        || case when a.attidentity <> '' then ' identity' else '' end) as line
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where n.nspname in ${OURS} and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped`,
  // Postgres 18 lists not-null constraints here, too; they stand with the columns already.
  constraints: `select format('%s.%s %s %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ${OURS} and k.contype <> 'n'`,
  indexes: `select indexdef as line from pg_indexes where schemaname in ${OURS}`,
  triggers: `select format('%s: %s', c.relname, pg_get_triggerdef(t.oid)) as line
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ${OURS} and not t.tgisinternal`,
  functions: `select pg_get_functiondef(p.oid) as line
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ${OURS} and p.prokind in ('f', 'p')`,
  views: `select format('%s.%s: %s', schemaname, viewname, definition) as line from pg_views where schemaname in ${OURS}`,
  sequences: `select format('%s.%s %s', schemaname, sequencename, data_type) as line from pg_sequences where schemaname in ${OURS}`,
  rights: `select format('%s.%s: %s', n.nspname, c.relname, string_agg(distinct a.privilege_type, ', ' order by a.privilege_type)) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
    where n.nspname in ${OURS} and r.rolname = 'changeline_app' group by n.nspname, c.relname`,
};

/** The shape of a database as sorted text: what its migrations made, whatever the version of the server. */
export async function databaseShape(sql: Sql): Promise<string> {
  const sections: string[] = [];
  for (const [title, query] of Object.entries(QUERIES)) {
    const rows = await sql.unsafe<{ line: string }[]>(`select line from (${query}) as lines order by line collate "C"`);
    sections.push(`-- ${title} (${rows.length})\n${rows.map(({ line }) => line.trimEnd()).join('\n')}\n`);
  }
  return sections.join('\n');
}
