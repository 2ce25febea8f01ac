import { SourceRefused, SourceUnavailable } from '#contract';
import { afterEach, describe, expect, it } from 'vitest';
import { pacedHttp } from '../../src/intake/index.js';
import { closeTools, http, JSON_WANTED, tool } from './paced.js';
import { until } from './until.js';
import { json, vendor } from './vendor.js';

afterEach(closeTools);

describe('an answer to pacedHttp', () => {
  it('14.6 asks conditionally and answers a 304 with what it knows, with the new budget', async () => {
    let left = 50;
    const one = await tool((request, response) => {
      const headers = {
        etag: '"v1"',
        'x-ratelimit-limit': '60',
        'x-ratelimit-remaining': String(left--),
        'x-ratelimit-reset': '9999999999',
      };
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304, headers).end();
      else json(response, { page: 1 }, headers);
    });
    const { fetch, budgets } = http();
    await fetch(`${one.url}/list`, JSON_WANTED);
    const second = await fetch(`${one.url}/list`, JSON_WANTED);
    expect(second.status).toBe(200);
    expect(await second.json()).toEqual({ page: 1 });
    expect(one.asked[1]?.headers['if-none-match']).toBe('"v1"');
    expect(budgets()['core']?.remaining).toBe(49);
    await fetch(`${one.url}/list`, { headers: { ...JSON_WANTED.headers, authorization: 'Bearer another' } });
    expect(one.asked[2]?.headers['if-none-match']).toBeUndefined();
  });

  it('asks again after half a page, and never remembers it', async () => {
    const one = await tool((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', etag: '"v1"' });
      response.end(one.asked.length < 3 ? '{"items":[1,' : '{"items":[1,2]}');
    });
    const { fetch } = http();
    expect(await (await fetch(one.url, JSON_WANTED)).json()).toEqual({ items: [1, 2] });
    expect(one.asked.map((asked) => asked.headers['if-none-match'])).toEqual([undefined, undefined, undefined]);
  });

  it('asks again when the connection breaks in the middle of a page', async () => {
    const one = await tool((_request, response) => {
      if (one.asked.length > 1) return json(response, { whole: true });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"items":[', () => response.destroy());
    });
    const { fetch } = http();
    expect(await (await fetch(one.url, JSON_WANTED)).json()).toEqual({ whole: true });
  });

  it('says that HTML came where JSON was asked for', async () => {
    const one = await tool((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'));
    const { fetch } = http();
    await expect(fetch(one.url, JSON_WANTED)).rejects.toThrow(/answered HTML where JSON was asked for.*Check the address/);
  });

  it('says that nobody answers there', async () => {
    const one = await vendor(() => undefined);
    await one.close();
    const { fetch } = http();
    const failed = await fetch(one.url, JSON_WANTED).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(SourceUnavailable);
    expect((failed as Error).message).toContain('could not be reached (ECONNREFUSED)');
  });

  it('gives up on an answer that does not come, and asks again', async () => {
    const one = await tool((_request, response) => (one.asked.length === 1 ? undefined : json(response, { late: true })));
    const { fetch } = http({ timeoutMs: 100 });
    expect(await (await fetch(one.url, JSON_WANTED)).json()).toEqual({ late: true });
  });

  it.each([301, 302, 307, 308])('follows %i on the same host with the token', async (status) => {
    const one = await tool((request, response) => {
      if (request.url === '/old') response.writeHead(status, { location: '/new' }).end();
      else json(response, { moved: true });
    });
    const { fetch } = http();
    const response = await fetch(`${one.url}/old`, JSON_WANTED);
    expect(await response.json()).toEqual({ moved: true });
    expect(response.url).toBe(`${one.url}/new`);
    expect(one.asked[1]?.headers.authorization).toBe('Bearer very-secret');
  });

  it('sends the token to no other host', async () => {
    const thief = await tool((_request, response) => json(response, {}));
    const one = await tool((_request, response) => response.writeHead(302, { location: `${thief.url}/?x` }).end());
    const { fetch } = http();
    const failed = await fetch(one.url, JSON_WANTED).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(SourceRefused);
    expect((failed as Error).message).toContain('redirects to another host');
    expect(thief.asked).toHaveLength(0);
  });

  it('gives up on a redirect without end', async () => {
    const one = await tool((_request, response) => response.writeHead(302, { location: '/again' }).end());
    await expect(http().fetch(one.url, JSON_WANTED)).rejects.toBeInstanceOf(SourceRefused);
  });

  it('knows how far the clock of the source is from its own', async () => {
    const one = await tool((_request, response) => json(response, {}, { date: new Date(Date.now() + 3_600_000).toUTCString() }));
    const paced = pacedHttp();
    expect(paced.sourceTime()).toBeNull();
    await paced.fetch(one.url, JSON_WANTED);
    expect(Math.abs((paced.clockOffsetMs() ?? 0) - 3_600_000)).toBeLessThan(1_500);
    expect(paced.sourceTime()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$/);
  });

  it('has no more requests on their way than it may', async () => {
    const held: (() => void)[] = [];
    const one = await tool((_request, response) => void held.push(() => json(response, {})));
    const { fetch } = http({ concurrency: 3 });
    const all = Promise.all(Array.from({ length: 7 }, (_, at) => fetch(`${one.url}/${at}`, JSON_WANTED)));
    // The first goes ahead alone, since nobody knows yet what the tool allows.
    for (const expected of [1, 4, 7]) {
      await until('they are on their way', () => one.asked.length === expected);
      for (const release of held.splice(0)) release();
    }
    expect(await all).toHaveLength(7);
  });
});
