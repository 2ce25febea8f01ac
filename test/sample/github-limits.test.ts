import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, GitHub } from '../../src/sample/index.js';
import { startGitHub } from '../../src/sample/index.js';
import { TOKEN, get, graphql, payRepository, shaOf, timeOf } from './small-world.js';

let github: GitHub;
const repository = payRepository();
beforeEach(async () => {
  github = await startGitHub({ repositories: [repository], denied: new Set() }, { token: TOKEN });
});
afterEach(() => github.close());
const remaining = ({ headers }: { headers: Headers }): number => Number(headers.get('x-ratelimit-remaining'));

describe('budget and conditional requests', () => {
  it('tells the budget on every answer, and takes one for each request', async () => {
    const first = await get(github, '/repos/acme/pay');
    const second = await get(github, '/repos/acme/nothing');
    expect([
      first.headers.get('x-ratelimit-limit'),
      first.headers.get('x-ratelimit-resource'),
      first.headers.get('x-ratelimit-used'),
    ]).toEqual(['5000', 'core', '1']);
    expect(remaining(second)).toBe(remaining(first) - 1);
    expect(Number(first.headers.get('x-ratelimit-reset')) * 1000).toBeGreaterThan(Date.now());
  });

  it('answers 304 without a body to a known entity tag, and takes nothing for it', async () => {
    const first = await get(github, '/repos/acme/pay/releases');
    const etag = first.headers.get('etag') as string;
    const second = await get(github, '/repos/acme/pay/releases', { 'if-none-match': etag });
    expect([second.status, second.body, remaining(second), second.headers.get('etag')]).toEqual([304, '', remaining(first), etag]);
    expect((await get(github, '/repos/acme/pay/releases', { 'if-none-match': 'W/"other"' })).status).toBe(200);
  });

  it('gives another tag once the list has changed', async () => {
    const etag = (await get(github, '/repos/acme/pay/releases')).headers.get('etag') as string;
    repository.releases.push({
      id: 1,
      tag: 'v1',
      targetCommitish: 'main',
      name: null,
      body: null,
      draft: false,
      prerelease: false,
      author: null,
      createdAt: timeOf(1),
      publishedAt: timeOf(1),
    });
    expect((await get(github, '/repos/acme/pay/releases', { 'if-none-match': etag })).status).toBe(200);
  });

  it('answers 403 with nothing remaining once the budget is spent, and recovers with the next window', async () => {
    github.limit({ perWindow: 2, windowMs: 3_600_000 });
    await get(github, '/repos/acme/pay');
    await get(github, '/repos/acme/pay');
    const over = await get(github, '/repos/acme/pay');
    expect([over.status, remaining(over)]).toEqual([403, 0]);
    expect((over.body as { message: string }).message).toMatch(/^API rate limit exceeded/);
    github.skewClock(3_600_001);
    expect((await get(github, '/repos/acme/pay')).status).toBe(200);
  });

  it('keeps a budget of its own for GraphQL, and says RATE_LIMITED in a 200 when it is spent', async () => {
    github.limit({ perWindow: 1 });
    expect((await graphql(github, '{ rateLimit { cost remaining } }')).data).toEqual({ rateLimit: { cost: 1, remaining: 0 } });
    expect((await graphql(github, '{ rateLimit { cost } }')).errors?.[0]?.type).toBe('RATE_LIMITED');
    expect((await get(github, '/repos/acme/pay')).status).toBe(200);
  });

  it.each([403, 429] as const)('answers %d with retry-after at the secondary limit', async (status) => {
    github.limit({ secondary: { perWindow: 1, windowMs: 60_000, status, retryAfterSeconds: 7 } });
    expect((await get(github, '/repos/acme/pay')).status).toBe(200);
    const over = await get(github, '/repos/acme/pay');
    expect([over.status, over.headers.get('retry-after')]).toEqual([status, '7']);
  });

  it('has a clock of its own in Date', async () => {
    github.skewClock(3_600_000);
    const date = Date.parse((await get(github, '/repos/acme/pay')).headers.get('date') as string);
    expect(date - Date.now()).toBeGreaterThan(3_590_000);
  });
});

describe('planned faults', () => {
  it.each([401, 403, 404, 429, 500, 502] as const)('answer %d as often as planned, and then no more', async (fault) => {
    github.fail({ match: /^GET \/repos\/acme\/pay/, times: 2, with: fault });
    const statuses = [];
    for (let round = 0; round < 3; round++) statuses.push((await get(github, '/repos/acme/pay')).status);
    expect(statuses).toEqual([fault, fault, 200]);
  });

  it('answer HTML where JSON was promised', async () => {
    github.fail({ match: ({ path }) => path === '/repos/acme/pay', times: 1, with: 'html' });
    const said = await get(github, '/repos/acme/pay');
    expect([said.status, said.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it.each(['truncated', 'reset'] satisfies Fault[])('break the answer: %s', async (fault) => {
    github.fail({ match: /pay/, times: 1, with: fault });
    await expect(get(github, '/repos/acme/pay')).rejects.toThrow();
    expect((await get(github, '/repos/acme/pay')).status).toBe(200);
  });

  it('hang until the asker gives up, and hold up nobody else', async () => {
    github.fail({ match: /graphql[^]*rateLimit/, times: 1, with: 'hang' });
    const hanging = new AbortController();
    const asked = fetch(`${github.url}/graphql`, { method: 'POST', body: '{"query":"{ rateLimit { cost } }"}', signal: hanging.signal });
    await expect.poll(() => github.requests().length).toBe(1);
    expect((await get(github, `/repos/acme/pay/compare/${shaOf(1)}...main`)).status).toBe(200);
    hanging.abort();
    await expect(asked).rejects.toThrow();
  });
});
