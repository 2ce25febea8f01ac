import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHub, type RunningHub } from './running-hub.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub((plain) => ({ corsOrigins: ['https://dash.example'], sources: plain.sources }));
});
afterAll(() => hub.stop());

describe('GraphQL over HTTP', () => {
  it('passes 58 of the 61 audits; the three others are optional and would weaken the guard against cross-site requests', async () => {
    const authorization = `Bearer ${await hub.tokenFor('viewer')}`;
    const fetchFn = (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), authorization } });
    const results = await Promise.all(serverAudits({ url: `${hub.url}/graphql`, fetchFn }).map((audit) => audit.fn()));
    const failed = results.filter((result) => result.status !== 'ok').map((result) => `${result.status}: ${result.name}`);
    expect(results).toHaveLength(61);
    expect(failed.sort()).toEqual([
      'notice: MAY accept application/x-www-form-urlencoded formatted GET requests',
      'notice: MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
      'notice: MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
    ]);
  });
});

describe('the rim of the server', () => {
  it('names the paths that exist when one does not', async () => {
    const response = await fetch(`${hub.url}/graphiql`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const { detail } = (await response.json()) as { detail: string };
    expect(detail).toMatch(/^There is no GET \/graphiql here\. These paths exist: .*\/graphql.*\/health\/ready.*\/metrics/);
  });

  it('sets security headers on every answer', async () => {
    for (const path of ['/', '/health/live', '/nowhere', '/graphql']) {
      const { headers } = await fetch(`${hub.url}${path}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    }
  });

  it('opens CORS to the origins that were given, without cookies, and to no other', async () => {
    const preflight = (origin: string) =>
      fetch(`${hub.url}/graphql`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
    const ours = await preflight('https://dash.example');
    expect(ours.status).toBe(204);
    expect(ours.headers.get('access-control-allow-origin')).toBe('https://dash.example');
    expect(ours.headers.get('access-control-allow-headers')).toMatch(/authorization/);
    expect(ours.headers.get('access-control-allow-credentials')).toBeNull();
    const other = await preflight('https://evil.example');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers a body that is no JSON, or too large, with a sentence', async () => {
    const authorization = `Bearer ${await hub.tokenFor('viewer')}`;
    const send = (body: string) =>
      fetch(`${hub.url}/graphql`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body });
    const broken = await send('{"query":');
    expect(broken.status).toBe(400);
    expect(((await broken.json()) as { detail: string }).detail).toMatch(/could not be read/);
    const large = await send(JSON.stringify({ query: ' '.repeat(1_000_001) }));
    expect(large.status).toBe(413);
    expect(((await large.json()) as { detail: string }).detail).toMatch(/larger than 1 MB/);
  });

  it('hands out the schema and the metrics to a token', async () => {
    const headers = { authorization: `Bearer ${await hub.tokenFor('viewer')}` };
    expect(await (await fetch(`${hub.url}/schema.graphql`, { headers })).text()).toMatch(/type Query \{/);
    expect(await (await fetch(`${hub.url}/metrics`, { headers })).text()).toMatch(/changeline_ledger_events \d+/);
  });
});

describe('readiness', () => {
  it('names every part, and how the ledger is kept from changes', async () => {
    const response = await fetch(`${hub.url}/health/ready`);
    const { status, parts } = (await response.json()) as { status: string; parts: { name: string; sentence: string }[] };
    expect(status).toBe('ready');
    expect(parts.map((part) => part.name)).toEqual(['database', 'ledger', 'following', 'normalise', 'sources']);
    expect(parts[1]?.sentence).toBe('The ledger is append-only by trigger and role.');
  });

  it('answers 503 and says which part is not ready', async () => {
    const stopped = await runHub(() => ({ parts: () => [{ name: 'normalise', ready: false, sentence: 'The normalise loop stopped.' }] }));
    try {
      const response = await fetch(`${stopped.url}/health/ready`);
      expect(response.status).toBe(503);
      expect(await response.text()).toMatch(/The normalise loop stopped/);
    } finally {
      await stopped.stop();
    }
  });
});
