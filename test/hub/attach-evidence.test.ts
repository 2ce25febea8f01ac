import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followToEnd } from '../../src/follow/index.js';
import { runHub, type RunningHub, type Tree } from '../schema/running-hub.js';
import { created, told, withPolicy } from '../schema/tickets.js';

let hub: RunningHub;
const TICKET = 'ticket:jira-acme:1';
beforeAll(async () => {
  hub = await runHub();
  await withPolicy(hub);
  await told(hub, [created(1)]);
});
afterAll(() => hub.stop());

const MUTATION = `mutation ($input: AttachEvidenceInput!) { attachEvidence(input: $input) {
  __typename ... on EvidenceAttached { event cursor } ... on Refused { sentence } } }`;

async function attach(input: object): Promise<Tree> {
  const { data, errors } = await hub.ask(MUTATION, { token: await hub.tokenFor('compliance'), variables: { input } });
  expect(errors).toEqual([]);
  await followToEnd(hub.sql, hub.key);
  return data['attachEvidence']!;
}

async function sent(body: string | Uint8Array<ArrayBuffer>, role: 'compliance' | 'viewer' = 'compliance'): Promise<Response> {
  const headers = { authorization: `Bearer ${await hub.tokenFor(role)}`, 'content-type': 'text/html' };
  return fetch(`${hub.url}/evidence/files`, { method: 'PUT', headers, body });
}

async function evidence(): Promise<Tree> {
  const { data, errors } = await hub.ask(`{ change(by: { ref: "${TICKET}" }) {
    evidence(first: 10) { totalCount nodes { kind title url note digest size mediaType shows byName } }
    timeline(first: 50) { nodes { type } } } }`);
  expect(errors).toEqual([]);
  return data['change']!;
}

describe('attachEvidence', () => {
  it('attaches a file by its content, which is given out as a download only', async () => {
    const html = '<script>alert(1)</script>';
    const digest = createHash('sha256').update(html).digest('hex');
    const answer = await sent(html);
    expect([answer.status, await answer.json()]).toEqual([201, { digest, size: html.length }]);
    const headers = { authorization: `Bearer ${await hub.tokenFor('viewer')}` };
    expect((await fetch(`${hub.url}/evidence/files/${digest}`, { headers })).status).toBe(404);
    const file = { digest, name: 'test report.html', mediaType: 'text/html' };
    expect(await attach({ to: TICKET, file, shows: 'TESTING_EVIDENCE' })).toMatchObject({ __typename: 'EvidenceAttached' });
    const download = await fetch(`${hub.url}/evidence/files/${digest}`, { headers });
    expect(await download.text()).toBe(html);
    expect(Object.fromEntries(download.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${digest}"`,
      'x-content-type-options': 'nosniff',
    });
    expect((await fetch(`${hub.url}/evidence/files/${digest}`)).status).toBe(401);
  });

  it('attaches links and notes, to a change by its id, too', async () => {
    await attach({ to: `change:${TICKET}`, link: { url: 'https://wiki.acme.example/runbook', title: 'Runbook' } });
    await attach({ to: TICKET, note: 'The batch window was watched until 23:40.', shows: 'EXECUTION_EVIDENCE' });
    expect(await evidence()).toMatchObject({
      evidence: {
        totalCount: 3,
        nodes: [
          { kind: 'FILE', title: 'test report.html', size: 25, mediaType: 'text/html', shows: 'TESTING_EVIDENCE', byName: 'A compliance' },
          { kind: 'LINK', title: 'Runbook', url: 'https://wiki.acme.example/runbook', shows: null },
          { kind: 'NOTE', note: 'The batch window was watched until 23:40.', shows: 'EXECUTION_EVIDENCE', digest: null },
        ],
      },
      timeline: { nodes: expect.arrayContaining([{ type: 'evidence.attached' }]) },
    });
  });

  it('attaches the same once, whoever attaches it again', async () => {
    const note = { to: TICKET, note: 'The batch window was watched until 23:40.', shows: 'EXECUTION_EVIDENCE' };
    expect(await attach(note)).toMatchObject({ cursor: null });
    await hub.ask(MUTATION, { variables: { input: note } });
    await followToEnd(hub.sql, hub.key);
    expect(await evidence()).toMatchObject({ evidence: { totalCount: 3 } });
  });

  it('keeps no clear word in the ledger', async () => {
    const rows = await hub.sql`
      select seq from ledger_event where convert_from(body, 'UTF8') ~ 'Runbook|runbook|watched|test report|A compliance'`;
    expect(rows).toEqual([]);
  });

  it.each([
    [{ to: 'ticket:jira-acme:99', note: 'x' }, 'ticket:jira-acme:99 was not read from any source, so nothing is attached to it yet.'],
    [
      { to: TICKET, link: { url: 'javascript:alert(1)' } },
      'A link is an address that begins with https:// or http://, of at most 2,000 characters.',
    ],
    [
      { to: TICKET, link: { url: 'https://me:secret@x.example' } },
      'The address holds a user or a password. Take it out: evidence holds no secrets.',
    ],
    [
      { to: TICKET, file: { digest: 'a'.repeat(64), name: 'x' } },
      `The hub has no file with the digest ${'a'.repeat(64)}. Send its bytes first: PUT /evidence/files, which answers with the digest.`,
    ],
    [{ to: TICKET, note: '  ' }, 'A note has 1 to 20000 characters.'],
  ])('says why it cannot: %o', async (input, sentence) => {
    expect(await attach(input)).toEqual({ __typename: 'Refused', sentence });
  });

  it('takes files of up to 10 MB', async () => {
    expect((await sent(new Uint8Array(10 * 1024 * 1024))).status).toBe(201);
    const large = await sent(new Uint8Array(10 * 1024 * 1024 + 1));
    expect([large.status, ((await large.json()) as { detail: string }).detail]).toEqual([
      413,
      'The file is larger than 10 MB. Keep it where it is, and attach a link to it.',
    ]);
  });

  it('takes files and evidence from compliance and administrators only', async () => {
    expect((await sent('x', 'viewer')).status).toBe(403);
    const { errors } = await hub.ask(MUTATION, { token: await hub.tokenFor('auditor'), variables: { input: { to: TICKET, note: 'x' } } });
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
