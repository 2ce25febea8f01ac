import { afterEach, describe, expect, it } from 'vitest';
import { replay } from '../../src/inbox/index.js';
import { pollingHub, type PollingHub } from './polling-hub.js';
import { until } from './until.js';

const NOTES = [1, 2, 3, 4, 5].map((id) => ({ id, words: `note ${id}` }));

let hub: PollingHub;
afterEach(() => hub.close());

describe('coverage', () => {
  it('is recorded when it is first complete, and then once an hour at most', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.normalise();
    hub.poll();
    await until('it is recorded', async () => (await hub.coverage()).length === 1);
    const { passes } = await hub.stream();
    await until('some more passes', async () => (await hub.stream()).passes > passes + 5);
    expect(await hub.coverage()).toMatchObject([
      { core: { source: 'paper-acme', scope: 'repository:paper-acme:acme', collection: 'notes', state: 'COMPLETE' } },
    ]);
    hub.tool.clockMs = 3_700_000;
    await until('an hour later it is again', async () => (await hub.coverage()).length === 2);
  });

  it('is recorded at once, and once, for a verdict that waits for it', async () => {
    hub = await pollingHub({ 'acme/notes': NOTES });
    hub.normalise();
    hub.poll();
    await until('it is recorded', async () => (await hub.coverage()).length === 1);
    await hub.sql`
      insert into read.awaiting (unit, scope, collection, item, up_to)
      values ('deployment:paper-acme:1', 'repository:paper-acme:acme', 'notes', '', clock_timestamp())`;
    await until('it is recorded again', async () => (await hub.coverage()).length === 2);
    const { passes } = await hub.stream();
    await until('some more passes', async () => (await hub.stream()).passes > passes + 5);
    expect(await hub.coverage()).toHaveLength(2);
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
