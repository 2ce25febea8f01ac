import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followToEnd } from '../../src/follow/index.js';
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

describe('evidence of an audit', () => {
  const attach = async (to: string) => {
    const { data } = await hub.ask(
      `mutation { attachEvidence(input: { to: "${to}", note: "Seen on the screen of Ana." }) { __typename ... on Refused { sentence } } }`,
      { token: await hub.tokenFor('compliance') },
    );
    await followToEnd(hub.sql, hub.key);
    return data['attachEvidence'] as unknown;
  };

  it('is attached to it, or to one of its steps, and leaves its file as it is', async () => {
    expect(await attach(`audit:${id}/review-and-approval`)).toEqual({ __typename: 'EvidenceAttached' });
    expect(await attach(`audit:${id}`)).toEqual({ __typename: 'EvidenceAttached' });
    const { data, errors } = await hub.ask(
      `{ audit(id: "${id}") { evidence { totalCount } of: evidence(step: "review-and-approval") { nodes { kind note } } other: evidence(step: "artifact") { totalCount } } }`,
      { token: await hub.tokenFor('auditor') },
    );
    expect(errors).toEqual([]);
    expect(data['audit']).toEqual({
      evidence: { totalCount: 1 },
      of: { nodes: [{ kind: 'NOTE', note: 'Seen on the screen of Ana.' }] },
      other: { totalCount: 0 },
    });
    const bytes = Buffer.from(await (await get(`/audits/${id}.json`)).arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(id);
  });

  it('is refused of a step or an audit that there is not', async () => {
    for (const to of [`audit:${id}/lunch`, `audit:${'0'.repeat(64)}`]) expect(await attach(to)).toMatchObject({ __typename: 'Refused' });
  });
});

describe('a job whose hub was killed', () => {
  it('has failed, and says what to do', async () => {
    const job = '01890000-0000-7000-8000-000000000000';
    await hub.sql`
      insert into job (id, kind, state, asked_by, started_at, alive_at)
      values (${job}, 'AUDIT', 'RUNNING', 'An auditor', now() - interval '3 minutes', now() - interval '61 seconds')`;
    const { data } = await hub.ask(`{ job(id: "${job}") { state sentence } }`, { token: await hub.tokenFor('auditor') });
    expect(data['job']).toEqual({ state: 'FAILED', sentence: 'The hub that ran it was stopped. Ask for it again.' });
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

  it('.csv is its population, a row a unit, and after it what it could not see', async () => {
    const answer = await get(`/audits/${id}.csv`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const rows: Record<string, string>[] = parse(await answer.text(), { columns: true });
    const units = rows.filter(({ kind }) => ['CHANGE', 'ALONE', 'MANUAL'].includes(kind ?? ''));
    expect(rows.slice(0, units.length)).toEqual(units);
    expect(units.map(({ kind, change, drawn, '7_traceability': traced }) => [kind, change, drawn, traced])).toEqual([
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
