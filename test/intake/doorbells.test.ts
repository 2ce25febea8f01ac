import { afterEach, describe, expect, it } from 'vitest';
import { ring } from '../../src/inbox/index.js';
import { pollingHub, type PollingHub } from './polling-hub.js';
import { until } from './until.js';

let hub: PollingHub;
afterEach(() => hub.close());

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

  it('wake the stream that they name, long before its turn', async () => {
    hub = await pollingHub({ 'acme/notes': [], 'acme/others': [] }, 3_600);
    hub.normalise();
    hub.poll();
    const passes = async () => [(await hub.stream()).passes, (await hub.stream('acme/others')).passes];
    await until('the first passes are done', async () => (await passes()).join() === '1,1');
    hub.tool.streams.get('acme/notes')?.push({ id: 44 });
    await hub.sql.begin((tx) => ring(tx, 'paper-acme', [{ collection: 'stream', reference: 'acme/notes' }]));
    await until('it is an event', async () => (await hub.events()).length === 1);
    await until('the pass is over', async () => (await hub.stream()).passes === 2);
    expect(await passes()).toEqual([2, 1]);
  });

  it('that cannot be answered stay with their error, and come again when rung', async () => {
    hub = await pollingHub({ 'acme/notes': [] }, 3_600);
    hub.normalise();
    hub.poll();
    const rung = { collection: 'notes', reference: { id: 43 } };
    await hub.sql.begin((tx) => ring(tx, 'paper-acme', [rung]));
    const failed = await until('it failed', async () => {
      const [row] = await hub.sql<
        { attempts: number; lastError: string | null }[]
      >`select attempts, last_error as "lastError" from inbox_doorbell`;
      return row?.lastError ? row : null;
    });
    expect(failed).toEqual({ attempts: 1, lastError: 'Paper refused with 404: the token may not read notes.' });
    await hub.sql`update inbox_doorbell set attempts = 10, not_before = clock_timestamp()`;
    hub.tool.streams.get('acme/notes')?.push({ id: 43 });
    await hub.sql.begin((tx) => ring(tx, 'paper-acme', [rung]));
    await until('it is an event', async () => (await hub.events()).length === 1);
  });
});
