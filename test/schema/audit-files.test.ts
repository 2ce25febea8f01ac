import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carries, created, told, withPolicy } from './tickets.js';
import { deploy, judge } from './deployed.js';
import { minute } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';
import { connect, subscribe } from './socket.js';

let hub: RunningHub;
let id: string;
const news: unknown[] = [];
const PERIOD = `period: { from: "${minute(0).slice(0, 10)}", to: "2199-01-01", zone: "UTC" }`;

beforeAll(async () => {
  hub = await runHub();
  await withPolicy(hub);
  await told(hub, [created(1), created(2)]);
  await deploy(hub.sql, 2);
  await carries(hub.sql, 1, 1, 10);
  await judge(hub.sql, { rule: 'untraceable-deployment', n: 1, answer: 'PASS', from: 1 });
  const auditor = await hub.tokenFor('auditor');
  const { data, errors } = await hub.ask(
    `mutation { runAudit(input: { ${PERIOD} }) { ... on Job { id state } ... on Refused { sentence } } }`,
    {
      token: auditor,
    },
  );
  expect(errors).toEqual([]);
  const client = await connect(hub, auditor);
  const progress = subscribe(client, 'subscription ($id: ID!) { jobProgress(id: $id) { state sentence result } }', {
    id: data['runAudit']!['id'],
  });
  expect(await progress.ended).toBeNull();
  news.push(...progress.got.map((message) => message.data?.['jobProgress']));
  await client.dispose();
  id = String((news.at(-1) as { result?: string }).result);
});
afterAll(() => hub.stop());

async function get(path: string, token?: string): Promise<Response> {
  return fetch(`${hub.url}${path}`, { headers: { authorization: `Bearer ${token ?? (await hub.tokenFor('auditor'))}` } });
}

describe('the job of an audit', () => {
  it('is told until it has ended, with what it made', () => {
    expect(news.at(-1)).toMatchObject({ state: 'DONE', sentence: null, result: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  });
});

describe('GET /audits/{id}', () => {
  it('.json is the file whose SHA-256 is the id', async () => {
    const answer = await get(`/audits/${id}.json`);
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="audit-${id.slice(0, 12)}.json"`,
    ]);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(id);
    expect(JSON.parse(bytes.toString())).toMatchObject({ format: 'changeline-audit/1', state: 'PROVISIONAL', sampleSize: 25 });
  });

  it('.csv is its population, a row a unit', async () => {
    const answer = await get(`/audits/${id}.csv`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const rows: Record<string, string>[] = parse(await answer.text(), { columns: true });
    expect(rows.map(({ kind, change, drawn, '7_traceability': traced }) => [kind, change, drawn, traced])).toEqual([
      ['CHANGE', 'ticket:jira-acme:1', 'true', 'PASS'],
    ]);
  });

  it('is refused without a token, and to a viewer, and does not know another id', async () => {
    expect((await fetch(`${hub.url}/audits/${id}.csv`)).status).toBe(401);
    expect((await get(`/audits/${id}.csv`, await hub.tokenFor('viewer'))).status).toBe(403);
    expect((await get(`/audits/${'0'.repeat(64)}.json`)).status).toBe(404);
    expect((await get(`/audits/${id}.xml`)).status).toBe(404);
  });
});
