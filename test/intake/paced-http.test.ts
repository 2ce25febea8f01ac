import { SourceUnavailable } from '#contract';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTools, http, JSON_WANTED, tool } from './paced.js';
import { json } from './vendor.js';

afterEach(closeTools);

describe('pacedHttp', () => {
  it.each([408, 429, 500, 502, 503, 504])('asks again after %i, waiting longer each time with jitter', async (status) => {
    const headers: Record<string, string> = status === 429 ? { 'retry-after': '2' } : {};
    const one = await tool((_request, response) =>
      one.asked.length < 4 ? json(response, {}, headers, status) : json(response, { fine: true }),
    );
    const { clock, fetch } = http();
    expect(await (await fetch(`${one.url}/x`, JSON_WANTED)).json()).toEqual({ fine: true });
    expect(clock.slept).toEqual(status === 429 ? [2_000, 2_000, 2_000] : [500, 1_000, 2_000]);
  });

  it('gives up after five tries, with a sentence and without the query or the token', async () => {
    const one = await tool((_request, response) => json(response, {}, {}, 500));
    const { fetch } = http();
    const failed = await fetch(`${one.url}/repos?key=very-secret&page=2`, JSON_WANTED).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(SourceUnavailable);
    expect((failed as Error).message).toBe(`GET ${new URL(one.url).host}/repos?key=…&page=… answered 500. It is asked again by itself.`);
    expect(one.asked).toHaveLength(5);
  });

  it.each([400, 401, 403, 404, 422])('hands a plain %i to the connector at the first try', async (status) => {
    const one = await tool((_request, response) => json(response, { message: 'no' }, {}, status));
    const { fetch } = http();
    expect((await fetch(one.url, JSON_WANTED)).status).toBe(status);
    expect(one.asked).toHaveLength(1);
  });

  it('takes a 403 with an empty budget for a limit, and says when to come back instead of sleeping for an hour', async () => {
    const { clock, fetch } = http();
    const reset = Math.floor(clock.nowMs() / 1000) + 3_000;
    const one = await tool((_request, response) =>
      json(response, {}, { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) }, 403),
    );
    const failed = (await fetch(one.url, JSON_WANTED).catch((error: unknown) => error)) as SourceUnavailable;
    expect(failed).toBeInstanceOf(SourceUnavailable);
    expect(failed.retryAfterMs).toBeGreaterThan(2_990_000);
    expect(clock.slept).toEqual([]);
    const again = (await fetch(one.url, JSON_WANTED).catch((error: unknown) => error)) as SourceUnavailable;
    expect(again.message).toContain('The budget (core)');
    expect(one.asked).toHaveLength(1);
  });

  it('takes a 403 with Retry-After for a limit', async () => {
    const one = await tool((_request, response) =>
      one.asked.length === 1 ? json(response, {}, { 'retry-after': '7' }, 403) : json(response, {}),
    );
    const { clock, fetch } = http();
    expect((await fetch(one.url, JSON_WANTED)).status).toBe(200);
    expect(clock.slept).toEqual([7_000]);
  });

  it('keeps a twentieth of the budget for others, and waits for the rest', async () => {
    const { clock, fetch } = http();
    const reset = Math.floor(clock.nowMs() / 1000) + 30;
    const one = await tool((_request, response) =>
      json(
        response,
        {},
        { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': String(7 - one.asked.length), 'x-ratelimit-reset': String(reset) },
      ),
    );
    await fetch(`${one.url}/1`, JSON_WANTED);
    expect(clock.slept).toEqual([]);
    await fetch(`${one.url}/2`, JSON_WANTED);
    expect(clock.slept).toEqual([]);
    await fetch(`${one.url}/3`, JSON_WANTED);
    expect(clock.slept).toHaveLength(1);
    expect(clock.slept[0]).toBeGreaterThan(28_000);
  });

  it('does not take an absent header for an empty budget', async () => {
    const one = await tool((_request, response) => json(response, {}, { 'x-ratelimit-reset': '9999999999' }));
    const { clock, fetch } = http();
    for (let round = 0; round < 3; round += 1) await fetch(one.url, JSON_WANTED);
    expect(clock.slept).toEqual([]);
  });

  it('counts GraphQL apart from REST', async () => {
    const { fetch, budgets } = http();
    const one = await tool((request, response) =>
      json(
        response,
        {},
        {
          'x-ratelimit-limit': '5000',
          'x-ratelimit-remaining': request.url === '/graphql' ? '10' : '4000',
          'x-ratelimit-reset': '9999999999',
        },
      ),
    );
    await fetch(`${one.url}/graphql`, { method: 'POST', body: '{}', ...JSON_WANTED });
    expect((await fetch(`${one.url}/repos`, JSON_WANTED)).status).toBe(200);
    await expect(fetch(`${one.url}/graphql`, { method: 'POST', body: '{}', ...JSON_WANTED })).rejects.toThrow('The budget (graphql)');
    expect(budgets()).toMatchObject({ core: { remaining: 4000 }, graphql: { remaining: 10 } });
  });
});
