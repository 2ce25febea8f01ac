import { gunzipSync } from 'node:zlib';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken, oneTimeCode, revokeToken } from '../../src/access/index.js';
import { runHub, type RunningHub } from '../schema/running-hub.js';

let hub: RunningHub;
let operator: string;

beforeAll(async () => {
  hub = await runHub();
  const { token } = await createToken(hub.hub.access, {
    holder: 'operator',
    holderKind: 'BOOTSTRAP',
    role: 'administrator',
    expiresAt: { inDays: 1 },
    createdBy: 'hub',
  });
  operator = token.id;
});
afterAll(() => hub.stop());

const open = (path: string, cookie = '') => fetch(`${hub.url}${path}`, { redirect: 'manual', headers: { cookie } });
const enter = async (token = operator) => {
  const response = await open(`/?code=${await oneTimeCode(hub.sql, token)}`);
  return { response, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
};
const ask = (cookie: string, headers: Record<string, string>) =>
  fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, ...headers },
    body: '{"query":"{ viewer { name kind } }"}',
  });

describe('the page', () => {
  it('tells a browser without a session how to get in', async () => {
    const response = await open('/');
    expect(response.status).toBe(401);
    expect(await response.text()).toMatch(/Open the address that <code>npm start<\/code> printed/);
  });

  it('trades the code for a cookie that no script can read, and leaves the code out of the address', async () => {
    const { response } = await enter();
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/');
    expect(response.headers.get('set-cookie')).toMatch(/^changeline=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
  });

  it('takes a code once, and no old or invented one', async () => {
    const code = await oneTimeCode(hub.sql, operator);
    expect((await open(`/?code=${code}`)).status).toBe(303);
    expect((await open(`/?code=${code}`)).status).toBe(401);
    const old = await oneTimeCode(hub.sql, operator);
    await hub.sql`update access_session set expires_at = clock_timestamp() - interval '1 second' where used_at is null`;
    expect((await open(`/?code=${old}`)).status).toBe(401);
    expect((await open('/?code=invented')).status).toBe(401);
    expect((await open('/?code=a&code=b')).status).toBe(401);
  });

  it('gives exactly one of two browsers that use a code at once a session', async () => {
    const code = await oneTimeCode(hub.sql, operator);
    const both = await Promise.all([open(`/?code=${code}`), open(`/?code=${code}`)]);
    expect(both.map((response) => response.status).sort()).toEqual([303, 401]);
  });

  it('is GraphiQL with everything inside: nothing is loaded from other hosts, and nothing may be', async () => {
    const { cookie } = await enter();
    const response = await fetch(`${hub.url}/`, { headers: { cookie, 'accept-encoding': 'identity' } });
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    const html = bytes[0] === 0x1f ? gunzipSync(bytes).toString() : bytes.toString();
    expect(html).toMatch(/YogaGraphiQL/);
    expect(html.match(/<(script|link|img|iframe)[^>]+(src|href)=["']?(https?:)?\/\//gi)).toBeNull();
    expect(html.match(/@import\s+(url\()?["']?https?:|url\(["']?https?:/gi)).toBeNull();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy.replaceAll(hub.url.replace('http:', ''), '')).not.toMatch(/https?:|\*/);
  });
});

describe('a browser session', () => {
  it('asks as the operator from the page itself, and from no other', async () => {
    const { cookie } = await enter();
    const same = await ask(cookie, { origin: hub.url, 'sec-fetch-site': 'same-origin' });
    expect(await same.json()).toEqual({ data: { viewer: { name: 'operator', kind: 'BOOTSTRAP' } } });
    const others: Record<string, string>[] = [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: hub.url, 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ];
    for (const headers of others) expect((await ask(cookie, headers)).status).toBe(401);
  });

  it('is refused for forms of other pages, which send no JSON', async () => {
    const { cookie } = await enter();
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { cookie, origin: hub.url, 'content-type': 'text/plain' },
      body: '{"query":"{ viewer { name } }"}',
    });
    expect([400, 415]).toContain(response.status);
    const get = await fetch(`${hub.url}/graphql?query=${encodeURIComponent('{ viewer { name } }')}`, {
      headers: { cookie, origin: hub.url, 'sec-fetch-site': 'same-origin' },
    });
    expect(get.status).toBe(400);
  });

  it('subscribes from the page itself, and from no other', async () => {
    const { cookie } = await enter();
    const connect = (origin: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { cookie, origin } });
        socket.on('open', () => socket.send('{"type":"connection_init"}'));
        socket.on('message', (message: Buffer) => (resolve(message.toString()), socket.close()));
        socket.on('close', (code) => resolve(String(code)));
        socket.on('error', reject);
      });
    expect(await connect(hub.url)).toBe('{"type":"connection_ack"}');
    expect(await connect('https://evil.example')).toBe('4401');
  });

  it('ends with the token behind it', async () => {
    const { token } = await createToken(hub.hub.access, {
      holder: 'Short',
      holderKind: 'PERSON',
      role: 'viewer',
      expiresAt: { inDays: 1 },
      createdBy: 'test',
    });
    const { cookie } = await enter(token.id);
    expect((await ask(cookie, { origin: hub.url })).status).toBe(200);
    await revokeToken(hub.hub.access, token.id, 'test');
    expect((await ask(cookie, { origin: hub.url })).status).toBe(401);
    expect((await open('/', cookie)).status).toBe(401);
  });
});
