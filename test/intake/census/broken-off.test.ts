import { describe, expect, it } from 'vitest';
import type { Instant, Io } from '#contract';
import { connectors } from '../../connectors/all.js';
import { type Many, MANIES } from './many.js';

type Fetch = typeof globalThis.fetch;

/** What a tool, or what stands before it, answers in the middle of a list. */
const FAULTS: Readonly<Record<string, () => Promise<Response>>> = {
  'the status 500': () => Promise.resolve(new Response('{"message":"Internal Server Error"}', { status: 500, headers: JSON_TYPE })),
  'half an answer': () => Promise.resolve(new Response('{"issues":[{"id":"10001","fie', { status: 200, headers: JSON_TYPE })),
  'a login page': () => Promise.resolve(new Response('<html>Sign in</html>', { status: 200, headers: { 'content-type': 'text/html' } })),
  'a connection that is reset': () => Promise.reject(new TypeError('fetch failed')),
  'no answer in time': () => Promise.reject(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
};
const JSON_TYPE = { 'content-type': 'application/json' };
const ALL = { from: '1990-01-01T00:00:00.000000Z' as Instant, to: '2026-12-31T00:00:00.000000Z' as Instant };

/** The same, but that the requests from this one on get another answer; counts them. */
function breaking(io: Io<unknown>, from: number, fault: (() => Promise<Response>) | null) {
  const counted = { requests: 0 };
  const fetch: Fetch = (...request) => {
    counted.requests += 1;
    return fault !== null && counted.requests >= from ? fault() : io.http.fetch(...request);
  };
  return { counted, io: { ...io, http: { fetch, sourceTime: () => io.http.sourceTime() } } };
}

async function counting(many: Many, check: (sweep: (io: Io<unknown>) => Promise<readonly string[]>) => Promise<void>): Promise<void> {
  const { connector, io } = many;
  const streams = (await connector.poll.streams(io)).filter((stream) => connector.poll.roots?.(stream) ?? null);
  expect(streams.length).toBeGreaterThan(0);
  for (const stream of streams) await check((through) => connector.poll.census(stream, ALL, through));
}

it('every connector that counts what its tool has is among them', () => {
  expect(
    connectors
      .filter(({ poll }) => poll.roots)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(Object.keys(MANIES).sort());
});

describe.each(Object.entries(MANIES))('a census of %s', (_, open) => {
  it.each(Object.entries(FAULTS))('14.6 that breaks off at any request, by %s, lists nothing rather than a part', async (_name, fault) => {
    const many = await open();
    try {
      await counting(many, async (sweep) => {
        const whole = breaking(many.io, 0, null);
        const ids = await sweep(whole.io);
        expect(ids.length).toBeGreaterThan(100);
        expect(whole.counted.requests).toBeGreaterThanOrEqual(many.pages);
        for (let nth = 1; nth <= whole.counted.requests; nth += 1) {
          await expect(sweep(breaking(many.io, nth, fault).io), `request ${String(nth)}`).rejects.toThrow();
        }
        // Nothing of it stays behind: the next sweep lists everything.
        expect(await sweep(many.io)).toEqual(ids);
      });
    } finally {
      await many.close();
    }
  });
});
