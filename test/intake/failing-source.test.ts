import { afterEach, describe, expect, it } from 'vitest';
import { requestSync } from '../../src/intake/index.js';
import { refusing } from './paper-tool.js';
import { pollingHub, type PollingHub } from './polling-hub.js';
import { until } from './until.js';

const NOTES = [1, 2, 3, 4, 5].map((id) => ({ id, words: `note ${id}` }));

let hub: PollingHub;
afterEach(() => hub.close());

describe('a source that fails', () => {
  it.each([401, 403, 404])('with %i is REFUSED, its coverage denied in its own words, and asked again in ten minutes', async (status) => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.normalise();
    hub.tool.fault = refusing(status);
    hub.poll();
    await until('it is refused', async () => (await hub.state()).health === 'REFUSED');
    const sentence = `Paper refused with ${status}: the token may not read notes.`;
    expect(await hub.state()).toMatchObject({ sentence });
    expect((await hub.stream()).inMs).toBeGreaterThan(9 * 60_000);
    const denied = await until('it is recorded', async () => (await hub.coverage())[0]);
    expect(denied).toMatchObject({
      subject: 'repository:paper-acme:acme',
      core: { collection: 'notes', state: 'DENIED', reason: sentence, upTo: null },
    });
    hub.tool.fault = () => false;
    await requestSync(hub.sql, 'paper-acme');
    await until('it is healthy again', async () => (await hub.state()).health === 'HEALTHY');
    await until('that is recorded', async () => (await hub.coverage()).at(-1)?.core['state'] === 'COMPLETE');
  });

  it('with 429 for an hour WAITS until then, keeps its cursor, and says so', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.tool.fault = (request, response) =>
      request.url?.includes('from=2') ? refusing(429, { 'retry-after': '3600' })(request, response) : false;
    hub.poll();
    await until('it waits', async () => (await hub.state()).health === 'WAITING');
    expect((await hub.state()).sentence).toMatch(/answered 429: too many requests/);
    expect(await hub.stream()).toMatchObject({ cursor: 2, failures: 1, passes: 0 });
    expect((await hub.stream()).inMs).toBeGreaterThan(3_500_000);
    expect(await hub.coverage()).toEqual([]);
  });

  it('with HTML WAITS, says what stands in between, and names no secret', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.tool.fault = (request, response) => {
      if (!request.url?.startsWith('/pages')) return false;
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>');
      return true;
    };
    hub.poll();
    await until('it waits', async () => (await hub.state()).health === 'WAITING');
    const { sentence } = await hub.state();
    expect(sentence).toContain('answered HTML where JSON was asked for');
    expect([sentence, ...hub.logged].join('\n')).not.toContain('token-that-nobody-may-see');
  });

  it('with a shape that the connector trips over is FAILING, and another stream is read all the same', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES, 'acme/more': [{ id: 9 }] });
    hub.normalise();
    hub.tool.fault = (request, response) => {
      if (!request.url?.includes('stream=acme%2Fnotes')) return false;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"unexpected":true}');
      return true;
    };
    hub.poll();
    await until('it fails', async () => (await hub.state()).health === 'FAILING');
    expect((await hub.state()).sentence).toContain('The connector failed');
    await until('the other stream is read', async () => (await hub.events()).length === 1);
  });

  it('with a clock an hour ahead says so, and its readings count by its own clock', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.tool.clockMs = 3_600_000;
    hub.normalise();
    hub.poll();
    await until('it is healthy', async () => (await hub.state()).health === 'HEALTHY');
    const state = await hub.state();
    expect(state.sentence).toMatch(/Its clock is 3,(599|600|601) s ahead of the hub's/);
    expect(Math.abs((state.clockOffsetMs ?? 0) - 3_600_000)).toBeLessThan(2_000);
    const claim = await until('coverage is recorded', async () => (await hub.coverage())[0]);
    expect(Math.abs(Date.parse(String(claim.core['upTo'])) - Date.now() - 3_600_000)).toBeLessThan(60_000);
  });

  it('with a clock a year behind is read all the same, and says so', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.tool.clockMs = -365 * 86_400_000;
    hub.normalise();
    hub.poll();
    await until('it is healthy', async () => (await hub.state()).health === 'HEALTHY');
    expect((await hub.state()).sentence).toMatch(/Its clock is 31,5(?:35|36),\d{3} s behind the hub's/);
  });
});
