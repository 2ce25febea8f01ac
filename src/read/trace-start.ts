import { badInput } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import { bearersOf, changeOfId } from './change-by.js';
import { artifactsNamed, incidentsNamed, otherRefs } from './trace-names.js';

const MOST_CHARACTERS = 300;

/**
 * The refs of everything that these words may name: a ref, an id of a change, the key of a ticket, a full or shortened
 * sha, a tag, a pull request (`#12`, `acme/pay#12`, its address), the tool's id of a deployment, a digest, the name of an
 * artifact with its version, the number of an incident.
 */
export async function startsOf(sql: Sql, words: string): Promise<readonly string[]> {
  const of = words.trim();
  if (of.length < 1 || of.length > MOST_CHARACTERS) throw badInput(`Name what to trace in 1 to ${MOST_CHARACTERS} characters.`);
  const ref = changeOfId(of) ?? of;
  const found = await Promise.all([
    knownRefs(sql, ref),
    otherRefs(sql, ref),
    artifactsNamed(sql, of),
    incidentsNamed(sql, of),
    keys(sql, of),
    pullRequests(sql, of),
    commits(sql, of),
    tags(sql, of),
    deployments(sql, of),
  ]);
  return [...new Set(found.flat())].sort();
}

async function knownRefs(sql: Sql, ref: string): Promise<readonly string[]> {
  const [, repository = '', sha = ''] = /^commit:(.*):([^:]*)$/.exec(ref) ?? [];
  const rows = await sql<{ ref: string }[]>`
    select ticket as ref from ticket where ticket = ${ref} and created_seq is not null
    union select pull_request from pull_request where pull_request = ${ref}
    union select deployment from deployment where deployment = ${ref}
    union select ${ref} from code_commit where repository = ${`repository:${repository}`} and sha = ${sha}`;
  return rows.map((row) => row.ref);
}

async function keys(sql: Sql, of: string): Promise<readonly string[]> {
  const bearers = await bearersOf(sql, [of, of.toUpperCase()], null);
  return bearers.map(({ ticket }) => ticket);
}

const ADDRESS = /^https?:\/\/[^/]+\/(?:.*\/)?([^/]+\/[^/]+)\/pull\/(\d{1,9})\b/;
const NUMBER = /^(?:([^#\s]+\/[^#\s]+))?#(\d{1,9})$/;

async function pullRequests(sql: Sql, of: string): Promise<readonly string[]> {
  const [, name, number] = ADDRESS.exec(of) ?? NUMBER.exec(of) ?? [];
  if (number === undefined) return [];
  const rows = await sql<{ ref: string }[]>`
    select p.pull_request as ref
    from repository r
    join pull_request p on p.repository = r.repository and p.number = ${Number(number)}
    ${name === undefined ? sql`` : sql`where r.name = ${name}`}
    limit 200`;
  return rows.map((row) => row.ref);
}

async function commits(sql: Sql, of: string): Promise<readonly string[]> {
  if (!/^[0-9a-f]{7,40}$/i.test(of)) return [];
  const from = of.toLowerCase();
  const rows = await sql<{ ref: string }[]>`
    select distinct 'commit:' || substring(r.repository from 12) || ':' || c.sha as ref
    from (select repository from repository union select distinct repository from deployment where repository is not null) r
    cross join lateral (
      select sha from code_commit where repository = r.repository and sha >= ${from} and sha < ${`${from}g`}
      union
      select sha from deployment where repository = r.repository and sha >= ${from} and sha < ${`${from}g`}
    ) c
    limit 200`;
  return rows.map((row) => row.ref);
}

/** The commits that a tag of this name stands at, or stood. */
async function tags(sql: Sql, of: string): Promise<readonly string[]> {
  const rows = await sql<{ ref: string }[]>`
    select distinct 'commit:' || substring(repository from 12) || ':' || coalesce("commit", object) as ref
    from tag where name = ${of.replace(/^refs\/tags\//, '')}
    limit 200`;
  return rows.map((row) => row.ref);
}

async function deployments(sql: Sql, of: string): Promise<readonly string[]> {
  if (!/^[\w.-]{1,100}$/.test(of)) return [];
  const rows = await sql<{ ref: string }[]>`
    select d.deployment as ref
    from (select distinct source from deployment) s
    join deployment d on d.deployment = 'deployment:' || s.source || ':' || ${of}::text
    limit 200`;
  return rows.map((row) => row.ref);
}
