import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainDelivery, explainEvent, replay, type Runtime } from '../../src/inbox/index.js';
import { step } from '../../src/normalise/index.js';
import { testSource } from '../intake/join-hub.js';
import { paper } from '../intake/paper.js';
import { testHub, type TestHub } from '../intake/test-hub.js';
import { endsIn, eventsIn, pendingIn } from './events-in.js';
import { keepNotes } from './keep-notes.js';

let hub: TestHub;

beforeEach(async () => {
  hub = await testHub();
});
afterEach(() => hub.close());

/** The same hub after its connector was corrected. */
function cured(): Runtime {
  return { ...hub.runtime, sources: new Map([['paper-acme', testSource({ connector: paper({ cured: true }) })]]) };
}

describe('replay', () => {
  it('makes events of quarantined records after a fix, and nothing else anew', async () => {
    const id = await keepNotes(hub.sql, [{ id: 1 }, { id: 2, mood: 'malformed' }, { id: 3, mood: 'ignored' }]);
    await step(hub.runtime);
    expect(await replay(hub.sql, { delivery: id })).toEqual({ deliveries: 1, records: 1 });
    await step(cured());
    expect((await endsIn(hub.sql)).map((end) => end.state)).toEqual(['EVENTS', 'EVENTS', 'IGNORED']);
    expect((await eventsIn(hub.sql)).map((event) => event.subject)).toEqual(['release:paper-acme:1', 'release:paper-acme:2']);
  });

  it('replaces the record that was the whole delivery by the records in it', async () => {
    await keepNotes(hub.sql, [{ id: 1 }, { id: 2 }], { source: 'paper-late' });
    await step(hub.runtime);
    await replay(hub.sql, { source: 'paper-late' });
    await step({ ...hub.runtime, sources: new Map([['paper-late', testSource({ name: 'paper-late' })]]) });
    expect(await endsIn(hub.sql)).toMatchObject([
      { position: 0, key: 'note:1', state: 'EVENTS' },
      { position: 1, key: 'note:2', state: 'EVENTS' },
    ]);
  });

  it('touches only what it is asked for', async () => {
    const id = await keepNotes(hub.sql, [{ id: 1, mood: 'malformed' }, { id: 2 }]);
    await keepNotes(hub.sql, [{ id: 3, mood: 'malformed' }]);
    await step(hub.runtime);
    expect(await replay(hub.sql, { source: 'another' })).toEqual({ deliveries: 0, records: 0 });
    expect(await replay(hub.sql, { delivery: id, position: 1 })).toEqual({ deliveries: 0, records: 0 });
    expect(await replay(hub.sql, { delivery: id, position: 0 })).toEqual({ deliveries: 1, records: 1 });
    expect(await pendingIn(hub.sql)).toBe(1);
  });
});

describe('explain', () => {
  it('tells the whole way of a delivery, from its bytes to its events', async () => {
    const id = await keepNotes(hub.sql, [{ id: 1 }, { id: 2, mood: 'ignored' }, { id: 3, mood: 'malformed' }]);
    expect(await explainDelivery(hub.sql, id)).toMatchObject({ state: 'PENDING', records: [] });
    await step(hub.runtime);
    const explained = await explainDelivery(hub.sql, id);
    expect(explained).toMatchObject({
      id,
      source: 'paper-acme',
      door: 'WEBHOOK',
      state: 'SETTLED',
      verified: 'Its signature was checked against a secret of paper-acme before it was kept.',
      records: [
        { position: 0, state: 'EVENTS', events: [{ seq: 0, type: 'release.published', first: true }] },
        { position: 1, state: 'IGNORED', reason: 'It is only a greeting.', events: [] },
        { position: 2, state: 'QUARANTINED', field: 'words', events: [] },
      ],
    });
    const eventId = explained?.records[0]?.events[0]?.eventId ?? '';
    expect(await explainEvent(hub.sql, eventId)).toMatchObject({
      eventId,
      versions: [{ seq: 0, normaliser: 'paper/1' }],
      delivery: { id },
    });
  });

  it('gives null for what it does not know', async () => {
    expect(await explainDelivery(hub.sql, '01890000-0000-7000-8000-000000000000')).toBeNull();
    expect(await explainEvent(hub.sql, 'ab'.repeat(32))).toBeNull();
    expect(await explainEvent(hub.sql, 'no id')).toBeNull();
    expect(await explainDelivery(hub.sql, 'no id')).toBeNull();
  });
});
