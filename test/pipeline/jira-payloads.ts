import { parse } from 'csv-parse/sync';
import { createHmac, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, RawRecord } from '#contract';
import { insertDeliveries, uuid7 } from '../../src/inbox/index.js';
import type { Sql } from '../../src/db/pool.js';
import { JIRA } from './two-tools.js';

/** A file of recorded answers: what the records in it are, and the records. */
export interface Answers {
  readonly file: string;
  readonly records: readonly RawRecord[];
}

/** Every recorded webhook of Jira, by file, as the bytes that came. */
export function webhooksIn(root: string): ReadonlyMap<string, Buffer> {
  const folder = join(root, 'jira', 'mattermost-plugin-jira', 'webhooks');
  return new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))]));
}

/** As Jira signs it, or unsigned. */
export async function send(url: string, body: Buffer, secret: string | null): Promise<{ readonly status: number; readonly body: string }> {
  const signature = secret === null ? {} : { 'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
  const headers = { 'content-type': 'application/json', 'x-atlassian-webhook-identifier': randomUUID(), ...signature };
  const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  return { status: answer.status, body: await answer.text() };
}

/** Every recorded answer of Jira's REST API, each thing in it as a record that the poll would hand over. */
export function answersIn(root: string): readonly Answers[] {
  const files = readdirSync(join(root, 'jira'), { recursive: true, encoding: 'utf8' }).sort();
  const answers = files.filter((file) => /rest_responses\/.*\.json$/.test(file)).map((file) => answersOf(root, file, partsIn));
  return [...answers, ...files.filter((file) => /_raw_jira_\w+\.csv$/.test(file)).map((file) => answersOf(root, file, rowsIn))];
}

function answersOf(root: string, file: string, read: (text: string) => readonly RawRecord[]): Answers {
  return { file, records: read(readFileSync(join(root, 'jira', file), 'utf8')) };
}

function partsIn(text: string): readonly RawRecord[] {
  const data = JSON.parse(text) as Json;
  return (Array.isArray(data) ? data : [data]).map((each: Json) => recordOf(each, null));
}

interface Row {
  readonly data: string;
  readonly input: string;
}

function rowsIn(text: string): readonly RawRecord[] {
  const rows = parse(text.trimStart(), { columns: true }) as readonly Row[];
  return rows.map(({ data, input }) => recordOf(JSON.parse(data) as Json, JSON.parse(input || 'null') as Json));
}

/** An entry of a changelog stands in a ticket of which nothing else was recorded; what is no issue is handed over as one all the same. */
function recordOf(data: Json, input: Json): RawRecord {
  const { id, key, fields, changelog, items } = data as { readonly [key: string]: Json };
  const whole = (issue: Json, histories: Json): RawRecord => ({
    kind: 'rest.issue',
    key: 'recorded',
    payload: { issue, histories, comments: [], approvals: null },
  });
  if (items !== undefined) return whole(ticketOf(input), [data]);
  if (fields === undefined) return whole(data, []);
  return whole({ id, key, fields } as Json, (changelog as { readonly histories?: Json } | undefined)?.histories ?? []);
}

function ticketOf(input: Json): Json {
  const id = String((input as { readonly issue_id?: number } | null)?.issue_id ?? 1);
  const fields = { created: '2021-01-25T11:09:27.985+0800', issuetype: { id: '1' }, project: { id: '1' } };
  return { id: `9${id}`, key: `EE-${id}`, fields };
}

/** Puts a page with these records into the inbox, as a poll does; answers its id. */
export async function putPage(sql: Sql, records: readonly RawRecord[]): Promise<string> {
  const id = uuid7();
  const body = Buffer.from(JSON.stringify({ records }));
  const page = {
    id,
    source: JIRA,
    door: 'POLL' as const,
    stream: 'recorded',
    headers: {},
    body,
    dedupe: Buffer.from(id.replaceAll('-', ''), 'hex'),
  };
  await insertDeliveries(sql, [page]);
  return id;
}

export interface End {
  readonly state: 'EVENTS' | 'IGNORED' | 'QUARANTINED';
  readonly reason: string | null;
  readonly field: string | null;
  readonly events: number;
}

/** The end of each record of a delivery; fails where one has none. */
export async function endsOf(sql: Sql, delivery: string): Promise<readonly End[]> {
  const rows = await sql<(End & { settled: boolean })[]>`
    select r.state, r.reason, r.field, cardinality(r.events) as events, d.state = 'SETTLED' as settled
    from inbox_delivery d left join inbox_record r on r.delivery = d.id
    where d.id = ${delivery} order by r.position`;
  if (rows.length === 0 || rows.some(({ settled, state }) => !settled || state === null)) throw new Error(`${delivery} has no end`);
  return rows;
}

/** `EVENTS 3, QUARANTINED 1`. */
export function counted(ends: readonly End[]): string {
  const states = ['EVENTS', 'IGNORED', 'QUARANTINED'] as const;
  const counts = states.map((state) => [state, ends.filter((end) => end.state === state).length] as const);
  return counts.flatMap(([state, count]) => (count > 0 ? [`${state} ${count}`] : [])).join(', ');
}
