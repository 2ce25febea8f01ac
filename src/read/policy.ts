import type { Instant, Json, LedgerEvent } from '#contract';
import { demand, hasRole, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { commitmentOf, ledgerEvents } from './body.js';
import type { Hub } from './hub.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';
import { spokenBy } from './speaker.js';
import type { PolicyProblem } from './statement.js';
import type { CannotDo } from './statement.js';

/** One activation of a policy, and what was in force before it. */
export interface PolicyRow {
  readonly seq: number;
  readonly version: string;
  readonly activatedAt: Instant;
  /** `hub`, or the token of the person. */
  readonly activatedBy: string;
  readonly from: 'FILE' | 'API';
  readonly changed: readonly string[];
  readonly content: Json;
  readonly before: Json;
  /** Commitments to texts; null where there is none. */
  readonly holder: string | null;
  readonly reason: string | null;
  readonly file: string | null;
}

interface Place {
  readonly seq: number;
  readonly previous: number | null;
}

/** Activations, newest first. */
export async function policies(sql: Sql, input: PageInput): Promise<Page<PolicyRow>> {
  const slice = sliceOf(input, 'policies', ['int']);
  const from = Number(slice.from?.[0] ?? Number.MAX_SAFE_INTEGER);
  const page = sql`select * from (${places(sql)}) a where seq < ${from} order by seq desc limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<Place>(sql, page, sql`p.seq desc`);
  const read = await policyRows(sql, rows);
  const count = () => countOf(sql, sql`select from timeline_entry where type = 'policy.activated'`);
  return pageOf({ name: 'policies', slice, rows: read, asOf, keyOf: ({ seq }) => [seq], nodeOf: (row) => row, count });
}

/** The newest activation of a version, or of any. Null where there is none. */
export async function policy(sql: Sql, version: string | null): Promise<PolicyRow | null> {
  const found = await sql<Place[]>`
    select seq, previous
    from (${places(sql)}) a
    ${version === null ? sql`` : sql`where subject = ${`policy:${version}`}`}
    order by seq desc
    limit 1`;
  return (await policyRows(sql, found))[0] ?? null;
}

function places(sql: Sql) {
  return sql`
    select seq, subject, lag(seq) over (order by seq) as previous
    from timeline_entry
    where type = 'policy.activated'`;
}

async function policyRows(sql: Sql, found: readonly Place[]): Promise<PolicyRow[]> {
  const seqs = found.flatMap(({ seq, previous }) => (previous === null ? [seq] : [seq, previous]));
  const events = await ledgerEvents(sql, [...new Set(seqs)]);
  return found.flatMap(({ seq, previous }) => {
    const event = events.get(seq);
    return event ? [rowOf(event, previous === null ? null : (events.get(previous) ?? null))] : [];
  });
}

function rowOf({ seq, envelope, body: { core, seen } }: LedgerEvent, previous: LedgerEvent | null): PolicyRow {
  const changed = core['changed'];
  return {
    seq,
    version: String(core['version']),
    activatedAt: envelope.recordedAt,
    activatedBy: typeof core['by'] === 'string' ? core['by'] : 'hub',
    from: core['from'] === 'API' ? 'API' : 'FILE',
    changed: Array.isArray(changed) ? changed.map(String) : [],
    content: core['content'] ?? null,
    before: previous?.body.core['content'] ?? null,
    holder: commitmentOf(core['holder']),
    reason: commitmentOf(core['reason']),
    file: commitmentOf(seen['file']),
  };
}

/** The file holds account ids and names of people. */
export function maySeePolicyFile(viewer: Viewer): boolean {
  return hasRole(viewer, 'compliance');
}

export interface PolicyDifference {
  readonly key: string;
  /** As JSON; null where that policy says nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What a policy says otherwise than the one before, by the keys that were recorded. */
export function policyDifferences({ changed, before: old, content }: PolicyRow): PolicyDifference[] {
  return changed.map((key) => ({ key, before: said(old, key), after: said(content, key) }));
}

/** Keys may hold dots themselves: the longest key that fits the path is the one. */
function said(content: Json | undefined, path: string): string | null {
  if (path === '') return content === undefined ? null : JSON.stringify(content);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return null;
  const map = content as { readonly [key: string]: Json };
  const key = Object.keys(map)
    .filter((one) => path === one || path.startsWith(`${one}.`))
    .sort((a, b) => b.length - a.length)[0];
  return key === undefined ? null : said(map[key], path.slice(key.length + 1));
}

const MOST_TEXT = 500_000;

/** Puts a policy in force. Administrators only, and persons only. */
export async function putInForce(
  hub: Hub,
  viewer: Viewer,
  { text, reason }: { readonly text: string; readonly reason: string },
): Promise<{ row: PolicyRow } | { problems: readonly PolicyProblem[] } | CannotDo> {
  demand(viewer, 'administrator', 'activate a policy');
  const person = spokenBy(viewer, reason, 'activate a policy');
  if ('sentence' in person) return person;
  if (text.length > MOST_TEXT) return { sentence: `The policy has ${text.length} characters; at most ${MOST_TEXT} are taken.` };
  const done = await hub.activatePolicy({ text, person });
  if (done.state === 'WRONG') return { problems: done.problems };
  if (done.state === 'IN_FORCE_ALREADY') return { sentence: 'This policy is in force already: it says the same. Nothing was recorded.' };
  const [row] = await policyRows(hub.sql, [{ seq: done.seq, previous: await before(hub.sql, done.seq) }]);
  return row ? { row } : { sentence: 'The policy was recorded and could not be read back. Ask for policy.' };
}

async function before(sql: Sql, seq: number): Promise<number | null> {
  const [row] = await sql<{ seq: number | null }[]>`
    select max(seq) as seq from timeline_entry where type = 'policy.activated' and seq < ${seq}`;
  return row?.seq ?? null;
}
