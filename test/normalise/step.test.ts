import type { Json, RawRecord } from '#contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPool } from '../../src/db/pool.js';
import { replay } from '../../src/inbox/index.js';
import { activateNormalisers, step } from '../../src/normalise/index.js';
import { testSource } from '../intake/join-hub.js';
import { paper } from '../intake/paper.js';
import { testHub, type TestHub } from '../intake/test-hub.js';
import { endsIn, eventsIn, pendingIn } from './events-in.js';
import { keepNotes, keepNotesPage } from './keep-notes.js';

let hub: TestHub;

beforeEach(async () => {
  hub = await testHub();
});
afterEach(() => hub.close());

describe('step', () => {
  it('takes each record of a delivery to its end: events, ignored, quarantined', async () => {
    await keepNotes(hub.sql, [
      { id: 1, words: 'one' },
      { id: 2, mood: 'ignored' },
      { id: 3, mood: 'malformed' },
      { id: 4, mood: 'defect' },
    ]);
    expect(await step(hub.runtime)).toEqual({ deliveries: 1, records: 4, quarantined: 2 });
    expect(await endsIn(hub.sql)).toMatchObject([
      { key: 'note:1', state: 'EVENTS', reason: null },
      { key: 'note:2', state: 'IGNORED', reason: 'It is only a greeting.' },
      {
        key: 'note:3',
        state: 'QUARANTINED',
        reason: 'paper/1 cannot read paper.note: words is no text. After a fix, replay.',
        field: 'words',
      },
      { key: 'note:4', state: 'QUARANTINED', reason: expect.stringContaining('TypeError') as string, field: null },
    ]);
    expect(await eventsIn(hub.sql)).toMatchObject([{ type: 'release.published', subject: 'release:paper-acme:1' }]);
    expect(await pendingIn(hub.sql)).toBe(0);
  });

  it('makes one event of a fact that comes by both doors', async () => {
    await keepNotes(hub.sql, [{ id: 1, words: 'one' }]);
    await step(hub.runtime);
    await keepNotesPage(hub.sql, [{ id: 1, words: 'one' }]);
    await step(hub.runtime);
    expect(await eventsIn(hub.sql)).toHaveLength(1);
    const ends = await endsIn(hub.sql);
    expect(ends.map((end) => end.state)).toEqual(['EVENTS', 'EVENTS']);
    expect(ends[0]?.events[0]).toEqual(ends[1]?.events[0]);
  });

  it('quarantines a delivery that cannot be split, as record 0', async () => {
    await keepNotes(hub.sql, '{"no":"notes"}');
    await keepNotes(hub.sql, 'not even JSON');
    await step(hub.runtime);
    expect(await endsIn(hub.sql)).toMatchObject([
      {
        position: 0,
        state: 'QUARANTINED',
        field: 'notes',
        reason: 'paper/1 cannot read the delivery: notes is no list. After a fix, replay.',
      },
      { position: 0, state: 'QUARANTINED', field: null, reason: expect.stringContaining('SyntaxError') as string },
    ]);
  });

  it('leaves a delivery of a source that it does not know to another hub, and after an hour quarantines it, saying what to do', async () => {
    await keepNotes(hub.sql, [{ id: 1 }], { source: 'paper-gone' });
    expect(await step(hub.runtime)).toMatchObject({ deliveries: 0 });
    await hub.sql`update inbox_delivery set received_at = received_at - interval '61 minutes'`;
    await step(hub.runtime);
    expect(await endsIn(hub.sql)).toMatchObject([
      { state: 'QUARANTINED', reason: expect.stringContaining('No source named paper-gone is configured') as string },
    ]);
  });

  it('keeps doorbells once, however often they ring', async () => {
    await keepNotes(hub.sql, [{ id: 1 }], { ring: [5, 6, 5] });
    await keepNotes(hub.sql, [{ id: 2 }], { ring: [6] });
    await step(hub.runtime);
    const rung = await hub.sql`select reference from inbox_doorbell order by reference->>'id'`;
    expect(rung.map((row) => row['reference'] as unknown)).toEqual([{ id: 5 }, { id: 6 }]);
  });

  it('settles a record whose name holds U+0000 and half a surrogate pair', async () => {
    await keepNotes(hub.sql, '{"notes":[{"id":"\\u0000x\\ud800","words":"\\u0000"}],"ring":["\\u0000\\ud800"]}');
    expect(await step(hub.runtime)).toMatchObject({ records: 1, quarantined: 0 });
  });

  it('takes no more than it may hold and leaves the rest for the next step', async () => {
    for (let page = 0; page < 3; page += 1)
      await keepNotesPage(
        hub.sql,
        Array.from({ length: 300 }, (_, at) => ({ id: page * 300 + at })),
      );
    expect(await step(hub.runtime)).toMatchObject({ deliveries: 2, records: 600 });
    expect(await pendingIn(hub.sql)).toBe(1);
    expect(await step(hub.runtime)).toMatchObject({ deliveries: 1, records: 300 });
    expect(await eventsIn(hub.sql)).toHaveLength(900);
  });

  it('never gives one delivery to two hubs', async () => {
    for (let id = 0; id < 100; id += 1) await keepNotes(hub.sql, [{ id }]);
    const done = await Promise.all([step(hub.runtime), step(hub.runtime), step(hub.runtime)]);
    expect(done.reduce((sum, one) => sum + one.deliveries, 0)).toBe(100);
    expect(await eventsIn(hub.sql)).toHaveLength(100);
  });

  it('quarantines alone the record that the database refuses, and writes the others of its batch', async () => {
    const admin = openPool(hub.database.adminUrl, { max: 1 });
    await admin.unsafe(`
      create function refuse_poison() returns trigger language plpgsql as $$
      begin
        if new.key in ('note:13', 'note:77') and new.state = 'EVENTS' then raise exception 'this is poison' using errcode = '22023'; end if;
        return new;
      end $$;
      create trigger poison before insert on inbox_record for each row execute function refuse_poison()`);
    for (let page = 0; page < 10; page += 1)
      await keepNotes(
        hub.sql,
        Array.from({ length: 10 }, (_, at) => ({ id: page * 10 + at })),
      );
    expect(await step(hub.runtime)).toEqual({ deliveries: 10, records: 100, quarantined: 2 });
    const quarantined = (await endsIn(hub.sql)).filter((end) => end.state === 'QUARANTINED');
    expect(quarantined).toMatchObject([
      { key: 'note:13', reason: 'What paper.note says could not be written: this is poison. Report it; after a fix, replay.' },
      { key: 'note:77' },
    ]);
    const events = await eventsIn(hub.sql);
    expect(events).toHaveLength(98);
    expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 98 }, (_, seq) => seq));
    await admin.unsafe('drop trigger poison on inbox_record');
    await admin.end();
    await replay(hub.sql);
    expect(await step(hub.runtime)).toMatchObject({ quarantined: 0 });
    expect(await eventsIn(hub.sql)).toHaveLength(100);
  });
});

describe('activateNormalisers', () => {
  it('records a version once, and the next one beside it', async () => {
    await activateNormalisers(hub.runtime);
    await activateNormalisers(hub.runtime);
    const newer = { ...hub.runtime, sources: new Map([['paper-acme', testSource({ connector: paper({ version: 2 }) })]]) };
    await activateNormalisers(newer);
    expect(await eventsIn(hub.sql)).toMatchObject([
      { type: 'normaliser.activated', subject: 'normaliser:paper/1', core: { connector: 'paper', version: 1 } },
      { type: 'normaliser.activated', subject: 'normaliser:paper/2' },
    ]);
  });

  it('has read again what an older version ignored, once, and nothing else', async () => {
    await activateNormalisers(hub.runtime);
    await keepNotes(hub.sql, [{ id: 1 }, { id: 2, mood: 'ignored' }]);
    await keepNotes(hub.sql, [{ id: 3 }]);
    await keepNotes(hub.sql, [{ id: 4, mood: 'malformed' }]);
    await step(hub.runtime);
    const wiser = { ...hub.runtime, sources: new Map([['paper-acme', testSource({ connector: readsGreetings() })]]) };
    await activateNormalisers(wiser);
    expect(await pendingIn(hub.sql)).toBe(1);
    await step(wiser);
    expect((await endsIn(hub.sql)).map(({ key, state }) => `${key} ${state}`)).toEqual([
      'note:1 EVENTS',
      'note:2 EVENTS',
      'note:3 EVENTS',
      'note:4 QUARANTINED',
    ]);
    const published = (await eventsIn(hub.sql, 'release.published')).map(({ subject }) => subject);
    expect(published).toEqual(['release:paper-acme:1', 'release:paper-acme:3', 'release:paper-acme:2']);
    await activateNormalisers(wiser);
    expect(await pendingIn(hub.sql)).toBe(0);
  });
});

/** Version 2, to which a greeting means something. */
function readsGreetings(): ReturnType<typeof paper> {
  const normalise = (record: RawRecord) => {
    const { mood, ...note } = record.payload as { readonly [name: string]: Json };
    const payload: Json = mood === 'ignored' || mood === undefined ? note : { ...note, mood };
    return paper().normaliser.normalise({ ...record, payload });
  };
  return { ...paper(), normaliser: { version: 2, normalise } };
}
