import type { Sql } from '../db/pool.js';

/** The artifacts that words name: a digest of 7 hex digits or more, with or without `sha256:`, or a name with a version or tag. */
export async function artifactsNamed(sql: Sql, of: string): Promise<readonly string[]> {
  const [, hex] = /^(?:sha256:)?([0-9a-f]{7,64})$/.exec(of.toLowerCase()) ?? [];
  const [, name, version] = /^(.+?)[:@]([^:@/]+)$/.exec(of) ?? [];
  if (hex === undefined && name === undefined) return [];
  const from = `artifact:sha256:${hex ?? ''}`;
  const rows = await sql<{ ref: string }[]>`
    select artifact as ref from artifact_publication
    where ${hex === undefined ? sql`name = ${name ?? ''} and (version = ${version ?? ''} or ${version ?? ''} = any(tags))` : sql`artifact >= ${from} and artifact < ${`${from}g`}`}
    union
    select artifact from artifact_mention where ${hex !== undefined} and artifact >= ${from} and artifact < ${`${from}g`}
    limit 200`;
  return rows.map((row) => row.ref);
}

/** The incidents of a number. */
export async function incidentsNamed(sql: Sql, of: string): Promise<readonly string[]> {
  const rows = await sql<{ ref: string }[]>`
    select incident as ref from incident where number in (${of}, ${of.toUpperCase()}) limit 200`;
  return rows.map((row) => row.ref);
}

/** What else is known by its ref: artifacts, builds, incidents, releases. */
export async function otherRefs(sql: Sql, ref: string): Promise<readonly string[]> {
  const rows = await sql<{ ref: string }[]>`
    select artifact as ref from artifact_publication where artifact = ${ref}
    union select artifact from artifact_mention where artifact = ${ref}
    union select build from artifact_publication where build = ${ref}
    union select incident from incident where incident = ${ref}
    union select release from release where release = ${ref}
    union (select subject from timeline_entry where subject = ${ref} and type in ('build.started', 'build.finished') limit 1)`;
  return rows.map((row) => row.ref);
}
