import { afterEach, describe, expect, it } from 'vitest';
import { SourceUnavailable } from '#contract';
import { openPaces } from '../../src/intake/http/pace.js';
import { closeTools, http, JSON_WANTED, tool } from './paced.js';
import { until } from './until.js';
import { json, type Vendor } from './vendor.js';

afterEach(closeTools);

const HOUR_MS = 3_600_000;

/** A tool with so much left, which counts every request; `held` keeps answers back until they are let go. */
async function counting(limit: number, left = limit): Promise<Vendor & { left(): number; least(): number }> {
  const state = { left, least: left };
  const reset = String(Math.floor((Date.now() + HOUR_MS) / 1000));
  const one = await tool((_request, response) => {
    state.left -= 1;
    state.least = Math.min(state.least, state.left);
    json(response, {}, { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(state.left), 'x-ratelimit-reset': reset });
  });
  return Object.assign(one, { left: () => state.left, least: () => state.least });
}

/** Two sources with the same token. */
function two() {
  const paces = openPaces();
  return { a: http({ paces, asker: 'a' }), b: http({ paces, asker: 'b' }), paces };
}

const asked = async (from: { fetch: typeof fetch }, url: string, times: number): Promise<number> => {
  const all = await Promise.allSettled(Array.from({ length: times }, (_, nth) => from.fetch(`${url}/${nth}`, JSON_WANTED)));
  for (const one of all) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(SourceUnavailable);
  return all.filter(({ status }) => status === 'fulfilled').length;
};

describe('a credential that two sources use', () => {
  it('is asked with in turn, however much one of them has waiting', async () => {
    const held: (() => void)[] = [];
    const one = await tool((_request, response) => void held.push(() => json(response, {})));
    const { a, b } = two();
    const all = [
      ...Array.from({ length: 30 }, (_, nth) => a.fetch(`${one.url}/a/${nth}`, JSON_WANTED)),
      ...Array.from({ length: 5 }, (_, nth) => b.fetch(`${one.url}/b/${nth}`, JSON_WANTED)),
    ];
    for (let nth = 0; nth < all.length; nth += 1) {
      // The first goes alone, and then eight are on their way as long as so many are left.
      const due = nth === 0 ? 1 : Math.min(8, all.length - nth);
      await until('as many are on their way as may be', () => held.length >= due);
      held.shift()?.();
    }
    await Promise.all(all);
    const order = one.asked.map(({ line }) => line.split('/')[1] ?? '');
    // The fifth is the eleventh in turn, and eight are under way at a time.
    expect(order.lastIndexOf('b')).toBeLessThan(11 + 8);
    expect(order).toHaveLength(35);
  });

  it('is never spent below its reserve, however many ask at once', async () => {
    const one = await counting(100, 40);
    const { a, b } = two();
    const [ofA, ofB] = await Promise.all([asked(a, one.url, 50), asked(b, one.url, 50)]);
    expect(ofA + ofB).toBe(35);
    expect(one.least()).toBe(5);
    expect(Math.abs(ofA - ofB)).toBeLessThanOrEqual(1);
  });

  it('has something left for the one that asked little, when the other has had its share', async () => {
    const one = await counting(100);
    const { a, b } = two();
    expect(await asked(b, one.url, 1)).toBe(1);
    // The last fifth is not for it any more.
    expect(await asked(a, one.url, 200)).toBe(79);
    const refused = await a.fetch(one.url, JSON_WANTED).catch((error: unknown) => error);
    expect((refused as Error).message).toMatch(
      /is left to the other sources with the same credential, which had less; it is full again in 60 min/,
    );
    expect(await asked(b, one.url, 50)).toBe(15);
    expect(one.left()).toBe(5);
  });

  it('is all for the one that asks alone', async () => {
    const one = await counting(100);
    expect(await asked(http({ paces: openPaces(), asker: 'a' }), one.url, 200)).toBe(95);
  });

  it('is another one with another token, and at another host', async () => {
    const one = await counting(100, 6);
    const { a, b } = two();
    expect(await asked(a, one.url, 5)).toBe(1);
    const other = await b.fetch(one.url, { headers: { ...JSON_WANTED.headers, authorization: 'Bearer another' } });
    expect(other.status).toBe(200);
  });
});
