import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTally, registerSources } from '../../src/intake/index.js';
import { hooksServer, send, signature, type HooksServer } from './hooks-server.js';
import { paper } from './paper.js';
import { testHub, type TestHub } from './test-hub.js';

const BODY = { notes: [{ id: 1, words: 'hello' }] };

let hub: TestHub;
let server: HooksServer;

beforeAll(async () => {
  const { webhook: _, ...deaf } = paper();
  hub = await testHub([
    {},
    { name: 'silent', connector: paper({ refuseWith: 200 }) },
    { name: 'deaf', connector: deaf },
    { name: 'bare', secrets: {} },
  ]);
  await registerSources(hub.runtime);
  server = await hooksServer(hub.runtime);
});
afterAll(async () => {
  await server.close();
  await hub.close();
});

async function kept(): Promise<number> {
  const [row] = await hub.sql<{ count: number }[]>`select count(*)::integer as count from inbox_delivery`;
  return row?.count ?? -1;
}

async function refusedCount(source: string): Promise<{ refused: number; lastRefusal: string | null }> {
  await server.tally.flush();
  const [row] = await hub.sql<{ refused: number; lastRefusal: string | null }[]>`
    select refused, last_refusal as "lastRefusal" from source_state where source = ${source}`;
  return row ?? { refused: -1, lastRefusal: null };
}

describe('POST /hooks/:source', () => {
  it('answers 202 with the id of a delivery whose exact bytes are committed', async () => {
    const bytes = '{ "notes" : [ {"id": 1 , "words":"h\\u00e9llo"} ] }';
    const sent = await send(server.url, bytes);
    expect(sent.status).toBe(202);
    const [row] = await hub.sql<{ body: Buffer; state: string; door: string }[]>`
      select body, state, door from inbox_delivery where id = ${sent.body.delivery ?? ''}`;
    expect(row?.body.toString('utf8')).toBe(bytes);
    expect(row).toMatchObject({ state: 'PENDING', door: 'WEBHOOK' });
  });

  it('answers a replayed delivery with the id of the first, and keeps it once', async () => {
    const first = await send(server.url, BODY, { id: 'again' });
    const before = await kept();
    const second = await send(server.url, BODY, { id: 'again' });
    expect(second).toMatchObject({ status: 202, body: { delivery: first.body.delivery } });
    expect(await kept()).toBe(before);
  });

  it('keeps two deliveries with one id and different bytes', async () => {
    const first = await send(server.url, { notes: [{ id: 2 }] }, { id: 'reused' });
    const second = await send(server.url, { notes: [{ id: 3 }] }, { id: 'reused' });
    expect(second.status).toBe(202);
    expect(second.body.delivery).not.toBe(first.body.delivery);
  });

  it('refuses a delivery whose body was changed by one byte with 401, counts it, and keeps nothing', async () => {
    const before = await kept();
    const { refused } = await refusedCount('paper-acme');
    const bytes = JSON.stringify(BODY);
    const sent = await send(server.url, bytes.replace('hello', 'hellO'), { headers: { 'x-paper-signature': signature(bytes) } });
    expect(sent.status).toBe(401);
    expect(sent.headers.get('content-type')).toContain('application/problem+json');
    expect(sent.body).toMatchObject({ status: 401, title: 'Unauthorized', detail: 'The signature does not fit the body and the secret.' });
    expect(await kept()).toBe(before);
    expect(await refusedCount('paper-acme')).toEqual({
      refused: refused + 1,
      lastRefusal: 'The signature does not fit the body and the secret.',
    });
  });

  it('refuses a truncated body that bears the signature of the whole one', async () => {
    const bytes = JSON.stringify(BODY);
    const sent = await send(server.url, bytes.slice(0, -4), { headers: { 'x-paper-signature': signature(bytes) } });
    expect(sent.status).toBe(401);
  });

  it('answers 400 to a body that ends before its content-length, and keeps nothing', async () => {
    const before = await kept();
    const answer = await raw(server.url, [
      'POST /hooks/paper-acme HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      'Content-Length: 500',
      `X-Paper-Signature: ${signature('{"notes":')}`,
      '',
      '{"notes":',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(await kept()).toBe(before);
  });

  it('drops with 200 and never 202 where the connector says so, and counts it', async () => {
    const sent = await send(server.url, BODY, { source: 'silent', secret: 'wrong' });
    expect(sent).toMatchObject({ status: 200, body: { dropped: 'The signature does not fit the body and the secret.' } });
    expect(await refusedCount('silent')).toMatchObject({ refused: 1 });
  });

  it('refuses everything when no webhook secret is configured, also what is signed with the empty one', async () => {
    const sent = await send(server.url, BODY, { source: 'bare', secret: '' });
    expect(sent.status).toBe(401);
    expect(sent.body.detail).toContain('No webhook secret is configured for bare');
  });

  it('answers 404 for an unknown source, naming those that there are', async () => {
    const sent = await send(server.url, BODY, { source: 'nobody' });
    expect(sent.status).toBe(404);
    expect(sent.body.detail).toContain('paper-acme, silent, bare');
  });

  it('answers 404 for a source that takes no webhooks', async () => {
    const sent = await send(server.url, BODY, { source: 'deaf' });
    expect(sent).toMatchObject({ status: 404, body: { detail: expect.stringContaining('only polls') as string } });
  });

  it('answers 413 to a body over 25 MB, and keeps nothing', async () => {
    const before = await kept();
    const sent = await send(server.url, ' '.repeat(25 * 1024 * 1024 + 1));
    expect(sent).toMatchObject({ status: 413, body: { detail: expect.stringContaining('25 MB') as string } });
    expect(await kept()).toBe(before);
  });

  it('keeps a body of exactly 25 MB', async () => {
    const sent = await send(server.url, ' '.repeat(25 * 1024 * 1024));
    expect(sent.status).toBe(202);
  });

  it.each([['text/plain'], ['multipart/form-data'], ['application/jsonp'], ['']])('answers 415 to the content type "%s"', async (type) => {
    const sent = await send(server.url, BODY, { headers: { 'content-type': type } });
    expect(sent).toMatchObject({ status: 415, body: { detail: expect.stringContaining('application/json') as string } });
  });

  it.each([['application/x-www-form-urlencoded'], ['application/json; charset=utf-8'], ['application/cloudevents+json']])(
    'takes the content type %s',
    async (type) => {
      expect((await send(server.url, BODY, { headers: { 'content-type': type } })).status).toBe(202);
    },
  );

  it('answers 415 to a compressed body, since signatures are over the bytes as they come', async () => {
    expect((await send(server.url, BODY, { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])('answers 405 to %s', async (method) => {
    const response = await fetch(`${server.url}/hooks/paper-acme`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    await response.arrayBuffer();
  });

  it('keeps no header that holds a secret', async () => {
    const sent = await send(server.url, BODY, { headers: { 'x-token': 'paper-secret-1', authorization: 'Bearer abc' } });
    const [row] = await hub.sql<
      { headers: Record<string, string> }[]
    >`select headers from inbox_delivery where id = ${sent.body.delivery ?? ''}`;
    expect(row?.headers).toMatchObject({ 'x-token': '[secret]' });
    expect(row?.headers).not.toHaveProperty('authorization');
  });

  it('counts a flood of refusals in memory and writes it at once', async () => {
    const tally = openTally(hub.runtime, 3_600_000);
    const before = await refusedCount('paper-acme');
    for (let round = 0; round < 1000; round += 1) tally.refused('paper-acme', `forged ${round}`);
    expect(await refusedCount('paper-acme')).toEqual(before);
    await tally.close();
    expect(await refusedCount('paper-acme')).toEqual({ refused: before.refused + 1000, lastRefusal: 'forged 999' });
  });
});

/** Writes the lines and ends its half of the connection. */
function raw(url: string, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(lines.join('\r\n')));
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
