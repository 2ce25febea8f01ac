import { afterEach, describe, expect, it } from 'vitest';
import { requestSync } from '../../src/intake/index.js';
import { pollingHub, type PollingHub } from './polling-hub.js';
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
