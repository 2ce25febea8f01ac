import { afterEach, describe, expect, it } from 'vitest';
import { replay, ring } from '../../src/inbox/index.js';
import { requestSync } from '../../src/intake/index.js';
import { pollingHub, type PollingHub } from './polling-hub.js';
import { refusing } from './paper-tool.js';
import { takeAway } from './take-away.js';
import { until } from './until.js';

const NOTES = [1, 2, 3, 4, 5].map((id) => ({ id, words: `note ${id}` }));

let hub: PollingHub;
afterEach(() => hub.close());

async function deliveries(): Promise<number> {
  const [row] = await hub.sql<{ count: number }[]>`select count(*)::integer as count from inbox_delivery`;
  return row?.count ?? -1;
}

describe('polling', () => {
  it('reads every stream to its end, page by page, with the cursor behind each page', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES, 'acme/more': [{ id: 9 }] });
    hub.normalise();
    hub.poll();
    await until('all are events', async () => (await hub.events()).length === 6);
    expect(await hub.stream()).toMatchObject({ cursor: 5 });
    await until('it is healthy', async () => (await hub.state()).health === 'HEALTHY');
    expect(hub.logged.join('\n')).toContain('paper-acme  paper acme/notes  read completely for the first time');
    expect(hub.logged.join('\n')).toContain('paper-acme  paper acme/notes  2 of 5  40 %');
    expect(hub.logged.join('\n')).not.toContain('token-that-nobody-may-see');
  });

  it('keeps a page only if it holds a record not seen before', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.normalise();
    hub.poll();
    await until('all are events', async () => (await hub.events()).length === 5);
    const before = await deliveries();
    await hub.sql`update source_stream set cursor = '0'`;
    const { passes } = await hub.stream();
    await until('it was read again from the beginning', async () => {
      const now = await hub.stream();
      return now.passes > passes + 2 && now.cursor === 5;
    });
    expect(await deliveries()).toBe(before);
    hub.tool.streams.get('acme/notes')?.push({ id: 6 });
    await until('the new one is an event', async () => (await hub.events()).length === 6);
    expect(await deliveries()).toBe(before + 1);
  });

  it('goes on after the last committed page when it was stopped in the middle', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.normalise();
    hub.tool.fault = (request, response) => request.url?.includes('from=4') === true && void response.destroy() === undefined;
    const first = hub.poll();
    await until('two pages are there', async () => (await hub.stream()).cursor === 4);
    await first.stop();
    hub.tool.fault = () => false;
    const before = hub.tool.asked.length;
    await requestSync(hub.sql, 'paper-acme');
    hub.poll();
    await until('the rest is there', async () => (await hub.events()).length === 5);
    const pages = hub.tool.asked.slice(before).filter((asked) => asked.line.includes('/pages'));
    expect(pages[0]?.line).toContain('from=4');
    expect(await hub.stream()).toMatchObject({ cursor: 5 });
  });

  it('reads at once when it is asked to', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES.slice(0, 1) }, 3_600);
    hub.normalise();
    hub.poll();
    await until('the first pass is done', async () => (await hub.stream()).passes === 1);
    hub.tool.streams.get('acme/notes')?.push({ id: 2 });
    expect(await requestSync(hub.sql, 'paper-acme', 'acme/nothing')).toBe(0);
    expect(await requestSync(hub.sql, 'paper-acme')).toBe(1);
    await until('the new one is an event', async () => (await hub.events()).length === 2);
  });

  it('is done by one hub at a time, and by the other when the first is gone', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES }, 0.02);
    hub.normalise();
    const first = hub.poll();
    await until('the first hub polls', async () => (await hub.stream()).passes > 0);
    hub.second();
    const { passes } = await hub.stream();
    await until('some more passes', async () => (await hub.stream()).passes > passes + 3);
    expect(hub.tool.asked.filter((asked) => asked.line.includes('/streams'))).toHaveLength(1);
    await first.stop();
    await until('the second hub polls', () => hub.tool.asked.filter((asked) => asked.line.includes('/streams')).length === 2);
  });

  it('goes on by itself after the database was away', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES.slice(0, 2) });
    hub.normalise();
    hub.poll();
    await until('the first are events', async () => (await hub.events()).length === 2);
    const back = await takeAway(hub.database.name);
    hub.tool.streams.get('acme/notes')?.push(...NOTES.slice(2));
    await until('it is noticed', () => hub.logged.some((line) => line.includes('the database does not answer')));
    await back();
    await until('the others are events', async () => (await hub.events().catch(() => [])).length === 5);
  });
});

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
    expect(denied).toMatchObject({ subject: 'repository:paper-acme:acme', core: { collection: 'notes', state: 'DENIED', reason: sentence, upTo: null } });
    hub.tool.fault = () => false;
    await requestSync(hub.sql, 'paper-acme');
    await until('it is healthy again', async () => (await hub.state()).health === 'HEALTHY');
    await until('that is recorded', async () => (await hub.coverage()).at(-1)?.core['state'] === 'COMPLETE');
  });

  it('with 429 for an hour WAITS until then, keeps its cursor, and says so', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.tool.fault = (request, response) => (request.url?.includes('from=2') ? refusing(429, { 'retry-after': '3600' })(request, response) : false);
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
});

describe('coverage', () => {
  it('is recorded when it is first complete, and then once an hour at most', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.normalise();
    hub.poll();
    await until('it is recorded', async () => (await hub.coverage()).length === 1);
    const { passes } = await hub.stream();
    await until('some more passes', async () => (await hub.stream()).passes > passes + 5);
    expect(await hub.coverage()).toMatchObject([{ core: { source: 'paper-acme', scope: 'repository:paper-acme:acme', collection: 'notes', state: 'COMPLETE' } }]);
    hub.tool.clockMs = 3_700_000;
    await until('an hour later it is again', async () => (await hub.coverage()).length === 2);
  });

  it('is recorded at once for a verdict that waits for it', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.normalise();
    hub.poll();
    await until('it is recorded', async () => (await hub.coverage()).length === 1);
    await hub.sql`
      insert into read.awaiting (deployment, scope, collection, item, up_to)
      values ('deployment:paper-acme:1', 'repository:paper-acme:acme', 'notes', '', clock_timestamp())`;
    await until('it is recorded again', async () => (await hub.coverage()).length > 1);
  });

  it('waits until every record of the pass has its end', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.poll();
    await until('passes are over', async () => (await hub.stream()).passes > 5);
    expect(await hub.coverage()).toEqual([]);
    hub.normalise();
    const [claim] = await until('it is recorded', async () => ((await hub.coverage()).length > 0 ? hub.coverage() : null));
    expect(claim?.seq).toBeGreaterThan((await hub.events()).at(-1)?.seq ?? Infinity);
  });

  it('is denied while a record of the stream is quarantined, and complete after its replay', async () => {
    hub = await pollingHub({ 'acme/notes': [...NOTES, { id: 6, mood: 'malformed' as const }] });
    hub.normalise();
    hub.poll();
    const denied = await until('it is recorded', async () => (await hub.coverage())[0]);
    expect(denied.core).toMatchObject({ state: 'DENIED', reason: expect.stringContaining('quarantined') as string });
    await hub.sql`update inbox_delivery set body = convert_to(replace(convert_from(body, 'UTF8'), '"malformed"', '"fine"'), 'UTF8')`;
    expect(await replay(hub.sql)).toMatchObject({ records: 1 });
    await until('it is complete', async () => (await hub.coverage()).at(-1)?.core['state'] === 'COMPLETE');
  });
});

describe('doorbells', () => {
  it('are answered by reading what they name, with what that proves', async () => {
    hub = await pollingHub({ 'acme/notes': [] }, 3_600);
    hub.normalise();
    hub.poll();
    await until('the first pass is done', async () => (await hub.stream()).passes === 1);
    hub.tool.streams.get('acme/notes')?.push({ id: 42 });
    await hub.sql.begin((tx) => ring(tx, 'paper-acme', [{ collection: 'notes', reference: { id: 42 } }]));
    await until('it is an event', async () => (await hub.events()).length === 1);
    await until('its coverage is recorded', async () => (await hub.coverage()).some((fact) => fact.subject === 'release:paper-acme:42'));
    expect(await hub.sql`select 1 from inbox_doorbell`).toHaveLength(0);
  });

  it('that cannot be answered stay with their error, and come again when rung', async () => {
    hub = await pollingHub({ 'acme/notes': [] }, 3_600);
    hub.normalise();
    hub.poll();
    const rung = { collection: 'notes', reference: { id: 43 } };
    await hub.sql.begin((tx) => ring(tx, 'paper-acme', [rung]));
    const failed = await until('it failed', async () => {
      const [row] = await hub.sql<{ attempts: number; lastError: string | null }[]>`select attempts, last_error as "lastError" from inbox_doorbell`;
      return row?.lastError ? row : null;
    });
    expect(failed).toEqual({ attempts: 1, lastError: 'Paper refused with 404: the token may not read notes.' });
    await hub.sql`update inbox_doorbell set attempts = 10, not_before = clock_timestamp()`;
    hub.tool.streams.get('acme/notes')?.push({ id: 43 });
    await hub.sql.begin((tx) => ring(tx, 'paper-acme', [rung]));
    await until('it is an event', async () => (await hub.events()).length === 1);
  });
});
