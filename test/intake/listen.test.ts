import { type Listening, SourceRefused, SourceUnavailable } from '#contract';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTools, http, tool } from './paced.js';
import { until } from './until.js';
import { json } from './vendor.js';

afterEach(closeTools);

const WANTED = { authorization: 'Bearer very-secret', accept: 'text/event-stream' };
const begin = (response: ServerResponse, headers: Record<string, string> = {}) =>
  response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });

async function heard({ lines }: Listening): Promise<string[]> {
  const all: string[] = [];
  for await (const some of lines) all.push(...some.map((line) => new TextDecoder().decode(line)));
  return all;
}

const failureOf = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error as Error);

describe('an answer that goes on', () => {
  it('is read line by line as it comes, until the tool ends it', async () => {
    const held: ServerResponse[] = [];
    const one = await tool((_request, response) => void held.push(begin(response)));
    const listening = http().listen(`${one.url}/stream?projects=pay`, WANTED);
    await until('it is asked', () => held.length === 1);
    held[0]!.write('data: 1\n\nda');
    const { response, lines } = await listening;
    expect(response.status).toBe(200);
    const piece = lines[Symbol.asyncIterator]();
    expect((await piece.next()).value).toHaveLength(2);
    held[0]!.write('ta: 2\n');
    expect(new TextDecoder().decode(((await piece.next()).value as Uint8Array[])[0])).toBe('data: 2');
    held[0]!.end();
    expect((await piece.next()).done).toBe(true);
    expect(one.asked[0]?.headers.authorization).toBe('Bearer very-secret');
  });

  it('that breaks off in the middle of a line gives the whole ones, and is told as unavailable', async () => {
    const one = await tool((_request, response) => void begin(response).write('data: 1\ndata: half', () => response.destroy()));
    const got: string[] = [];
    const { lines } = await http().listen(one.url, WANTED);
    const failure = await failureOf(
      (async () => {
        for await (const some of lines) got.push(...some.map((line) => new TextDecoder().decode(line)));
      })(),
    );
    expect(got).toEqual(['data: 1']);
    expect(failure).toBeInstanceOf(SourceUnavailable);
    expect(failure?.message).toMatch(/^GET 127\.0\.0\.1:\d+\/ ended in the middle of its answer .*It is listened to again by itself\.$/);
  });

  it('that says nothing for too long is given up, and one that shows signs of life is not', async () => {
    const beats: NodeJS.Timeout[] = [];
    const one = await tool((request, response) => {
      begin(response).write(':\n');
      if (request.url === '/alive') beats.push(setInterval(() => response.write(':\n'), 20));
    });
    const paced = http({ idleMs: 400 });
    const failure = await failureOf(heard(await paced.listen(one.url, WANTED)));
    expect(failure?.message).toContain('did not answer within 0.4 s');
    const pieces = (await paced.listen(`${one.url}/alive`, WANTED)).lines[Symbol.asyncIterator]();
    const endMs = Date.now() + 1_000;
    while (Date.now() < endMs) expect((await pieces.next()).done).toBe(false);
    beats.forEach(clearInterval);
    await pieces.return?.();
  });

  it('is given up when not even its headers come', async () => {
    const one = await tool(() => undefined);
    expect((await failureOf(http({ timeoutMs: 100 }).listen(one.url, WANTED)))?.message).toContain('did not answer within 0.1 s');
    expect(one.asked).toHaveLength(1);
  });

  it('loses a line that is too long and no other, and says so without what stands in it', async () => {
    const told: string[] = [];
    const one = await tool((_request, response) => void begin(response).end(`data: 1\ndata: ${'x'.repeat(100_000)}\ndata: 3\n`));
    const paced = http({ mostLineBytes: 50_000, tell: (sentence) => told.push(sentence) });
    expect(await heard(await paced.listen(one.url, WANTED))).toEqual(['data: 1', 'data: 3']);
    expect(told).toEqual([expect.stringMatching(/^GET \S+ sent a line of more than .* which was left out\. The next poll .*\.$/)]);
  });

  it('is not taken in faster than it is asked for', async () => {
    const line = `data: ${'x'.repeat(10_000)}\n`;
    let sent = 0;
    const one = await tool((_request, response) => {
      begin(response);
      const more = (): void => {
        while (sent < 100_000_000 && response.write(line)) sent += line.length;
        response.once('drain', more);
      };
      more();
    });
    const { lines } = await http().listen(one.url, WANTED);
    const pieces = lines[Symbol.asyncIterator]();
    await pieces.next();
    await until('the tool waits for its listener', async () => {
      const before = sent;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return sent === before;
    });
    // What lies in the buffers of both ends.
    expect(sent).toBeLessThan(20_000_000);
    await pieces.return?.();
  });

  it('ends the connection when nobody asks for more, and when the hub stops', async () => {
    let closed = 0;
    const one = await tool((_request, response) => {
      begin(response).write(':\n');
      response.on('close', () => (closed += 1));
    });
    for await (const _ of (await http().listen(one.url, WANTED)).lines) break;
    await until('it is closed', () => closed === 1);
    const stopping = new AbortController();
    const waiting = failureOf(heard(await http({ signal: stopping.signal }).listen(one.url, WANTED)));
    stopping.abort();
    expect(await waiting).toBeInstanceOf(SourceUnavailable);
    await until('it is closed, too', () => closed === 2);
  });
});

describe('listening', () => {
  it.each([401, 403, 404])('hands a %i to the connector with its words, at the first try', async (status) => {
    const one = await tool((_request, response) => json(response, { message: 'no session' }, {}, status));
    const { response, lines } = await http().listen(one.url, WANTED);
    expect([response.status, await response.json()]).toEqual([status, { message: 'no session' }]);
    for await (const _ of lines) expect.fail('a refusal has no lines');
    expect(one.asked).toHaveLength(1);
  });

  it('says when to come back after a limit', async () => {
    const one = await tool((_request, response) => json(response, {}, { 'retry-after': '7' }, 429));
    const failure = (await failureOf(http().listen(one.url, WANTED))) as SourceUnavailable;
    expect(failure.retryAfterMs).toBe(7_000);
    expect(failure.message).not.toContain('very-secret');
  });

  it('takes no login page for an answer, and no token to another host', async () => {
    const page = await tool((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'));
    expect((await failureOf(http().listen(page.url, WANTED)))?.message).toContain('answered HTML');
    const moved = await tool((_request, response) => response.writeHead(302, { location: `${page.url}/elsewhere` }).end());
    expect(await failureOf(http().listen(moved.url, WANTED))).toBeInstanceOf(SourceRefused);
    expect(page.asked).toHaveLength(1);
  });

  it('costs one request of the budget, and stands in nobody’s way while it goes on', async () => {
    let left = 50;
    const budget = () => ({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': String((left -= 1)), 'x-ratelimit-reset': '9999999999' });
    const one = await tool((request, response) =>
      request.url === '/stream' ? void begin(response, budget()).write(':\n') : json(response, {}, budget()),
    );
    const paced = http({ concurrency: 1 });
    const { lines } = await paced.listen(`${one.url}/stream`, WANTED);
    const pieces = lines[Symbol.asyncIterator]();
    await pieces.next();
    expect(paced.budgets()['core']?.remaining).toBe(49);
    expect((await paced.fetch(`${one.url}/list`, { headers: WANTED })).status).toBe(200);
    expect(paced.budgets()['core']?.remaining).toBe(48);
    await pieces.return?.();
  });
});
