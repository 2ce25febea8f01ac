import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { account, type Draft, instantOf, type LedgerEvent, microsOf, ref, text } from '#contract';
import { accountNames, append, clearTexts, openLedger, rootOf, seal, verifyLedger } from '../../src/ledger/index.js';
import { countingSalt, KEY } from './format-vector.js';
import { at, commit, commits, CONTEXT, sealed, type TestLedger, testLedger, version } from './on-database.js';

const ana = account('583231', 'PERSON', 'ana-r');

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await testLedger();
});
afterEach(() => ledger.close());

const types = async () => (await ledger.all()).map(({ envelope }) => envelope.type);

describe('appending', () => {
  test('numbers the events of a transaction from 0 and gives them one moment, later than the one before', async () => {
    const first = await ledger.append(...commits(3));
    const second = await ledger.append(...commits(2, 'd'));
    const events = await ledger.all();
    expect(first).toMatchObject({ added: [0, 1, 2], size: 3 });
    expect(second).toMatchObject({ added: [3, 4], size: 5 });
    expect(events.map(({ seq, envelope }) => [seq, envelope.seq])).toEqual([0, 1, 2, 3, 4].map((seq) => [seq, String(seq)]));
    expect(new Set(events.map(({ envelope }) => envelope.recordedAt))).toEqual(new Set([first.recordedAt, second.recordedAt]));
    expect(first.recordedAt! < second.recordedAt!).toBe(true);
    expect(events[0]?.envelope.log).toBe('test/1');
    expect((await rootOf(ledger.sql)).size).toBe(5);
  });

  test('of something known, twice in one batch or again later, adds nothing and answers with its id', async () => {
    const [event] = commits(1);
    const first = await ledger.append(event!, event!, sealed(commit('c0')));
    const again = await ledger.append(sealed(commit('c0'), { ...CONTEXT, delivery: randomUUID() }));
    expect(first).toMatchObject({ added: [0], eventIds: [event!.eventId, event!.eventId, event!.eventId] });
    expect(again).toEqual({ added: [], eventIds: [event!.eventId], recordedAt: null, size: 1 });
  });

  test('of nothing is nothing', async () => {
    expect(await ledger.append()).toEqual({ added: [], eventIds: [], recordedAt: null, size: 0 });
  });

  test('keeps the delivery beside the leaf, and takes it back with the caller’s transaction', async () => {
    const delivery = randomUUID();
    await ledger.append(sealed(commit('a'), { ...CONTEXT, delivery }));
    const failing = ledger.sql.begin(async (tx) => {
      await append(tx, commits(300), { key: KEY });
      throw new Error('after all not');
    });
    await expect(failing).rejects.toThrow('after all not');
    expect(await ledger.sql`select delivery from ledger_event`).toMatchObject([{ delivery }]);
    expect(await verifyLedger(ledger.sql, { key: KEY })).toMatchObject({ ok: true, size: 1 });
  });

  test('in any batches writes the same leaves, but for their moments', async () => {
    const drafts = fc.array(fc.record({ sha: fc.integer({ min: 0, max: 4 }), core: fc.integer({ min: 0, max: 2 }), seen: fc.integer({ min: 0, max: 2 }) }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(drafts, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 12, maxLength: 12 }), async (plan, sizes) => {
        const events = plan.map(({ sha, core, seen }) =>
          seal(commit(`s${sha}`, { core: { core, title: text('title', 'A text') }, seen: seen === 0 ? {} : { seen } }), CONTEXT, KEY, countingSalt()),
        );
        const [whole, split] = [await testLedger(), await testLedger()];
        await whole.append(...events);
        for (let from = 0, turn = 0; from < events.length; turn += 1) {
          await split.append(...events.slice(from, from + sizes[turn]!));
          from += sizes[turn]!;
        }
        const [one, other] = [timeless(await whole.all()), timeless(await split.all())];
        await Promise.all([whole.close(), split.close()]);
        expect(other).toEqual(one);
      }),
      { numRuns: 8 },
    );
  });

  test('flags a fact from more than ten minutes in the future, and no other', async () => {
    const { recordedAt } = await ledger.append(...commits(1));
    const ahead = (minutes: number) => {
      const from = instantOf(microsOf(recordedAt!) + minutes * 60_000_000);
      return { occurredAt: { from, to: from } };
    };
    await ledger.append(sealed(commit('soon', ahead(9))), sealed(commit('far', ahead(12))));
    expect((await ledger.all()).map(({ body }) => body.flags)).toEqual([[], [], ['future']]);
  });
});

describe('a fact that is read again', () => {
  test('is enriched by what the other door adds: members, mentions, accounts, a time', async () => {
    const undated = { occurredAt: null, timeFrom: 'SEEN' as const };
    await ledger.append(sealed(commit('a', { ...undated, seen: { same: 1, empty: null } })));
    const mentions = [{ names: ref('pull_request', '5'), method: 'RELATION' as const, place: 'p' }];
    const occurredAt = { from: at('2026-03-01T09:00:00.000000Z'), to: at('2026-03-01T09:00:01.000000Z') };
    const richer = commit('a', { occurredAt, timeFrom: 'SEEN', seen: { same: 1, empty: null, author: ana, note: text('note', 'Well') }, mentions });
    expect(await ledger.append(sealed(richer))).toMatchObject({ added: [1] });
    const [base, addition] = await ledger.all();
    expect(addition?.envelope).toMatchObject({ type: 'event.enriched', source: 'changeline', subject: base?.envelope.subject, occurredAt });
    expect(addition?.body.core).toMatchObject({ of: base?.envelope.eventId, seq: '0' });
    expect(Object.keys(addition?.body.seen ?? {}).sort()).toEqual(['author', 'note']);
    expect(addition?.body.mentions).toHaveLength(1);
    expect(Object.values(addition?.body.accounts ?? {})).toEqual(['PERSON']);
    expect(await ledger.append(sealed(richer), sealed(commit('a', undated)))).toMatchObject({ added: [] });
    expect((await verifyLedger(ledger.sql, { key: KEY })).ok).toBe(true);
  });

  test('is enriched within one batch, too, naming the number that the batch gave it', async () => {
    await ledger.append(...commits(2));
    await ledger.append(sealed(commit('x')), sealed(commit('a')), sealed(commit('a', { seen: { more: true } })));
    const events = await ledger.all();
    expect(events.map(({ envelope }) => envelope.type).at(-1)).toBe('event.enriched');
    expect(events.at(-1)?.body).toMatchObject({ core: { of: events[3]?.envelope.eventId, seq: '3' }, seen: { more: true } });
    expect(events.at(-1)?.envelope.recordedAt).toBe(events[3]?.envelope.recordedAt);
  });

  test('is not enriched by the same text with another salt', async () => {
    const draft = commit('a', { seen: { note: text('note', 'Well') } });
    await ledger.append(sealed(draft));
    expect(await ledger.append(sealed(draft))).toMatchObject({ added: [] });
    const kept = await ledger.sql`select value from clear_value`;
    expect(kept).toHaveLength(1);
  });

  test('is rewritten once for each other core, and not when the source goes back to the first', async () => {
    const core = (value: number): Draft => commit('a', { core: { value, title: text('title', `Title ${value}`) } });
    await ledger.append(sealed(core(1)));
    await ledger.append(sealed(core(2)), sealed(core(2)));
    await ledger.append(sealed(core(2)), sealed(core(3)), sealed(core(1)));
    const [base, second, third] = await ledger.all();
    expect(await types()).toEqual(['commit.recorded', 'event.rewritten', 'event.rewritten']);
    expect(second?.body.core).toMatchObject({ of: base?.envelope.eventId, seq: '0', normaliser: 'github/1', core: { value: 2 } });
    expect(second?.envelope.occurredAt).toEqual(base?.envelope.occurredAt);
    expect(third?.body.core).toMatchObject({ core: { value: 3 } });
    expect(await ledger.sql`select value from clear_value order by value`).toMatchObject([{ value: 'Title 1' }, { value: 'Title 2' }, { value: 'Title 3' }]);
    expect((await verifyLedger(ledger.sql, { key: KEY })).ok).toBe(true);
  });

  test('whose rewriting is seen through the other door enriches the rewriting', async () => {
    await ledger.append(sealed(commit('a')));
    await ledger.append(sealed(commit('a', { core: { changed: true } })));
    await ledger.append(sealed(commit('a', { core: { changed: true }, seen: { more: 1 } })));
    await ledger.append(sealed(commit('a', { core: { changed: true }, seen: { more: 1 } })));
    const events = await ledger.all();
    expect(await types()).toEqual(['commit.recorded', 'event.rewritten', 'event.enriched']);
    expect(events[2]?.body).toMatchObject({ core: { of: events[1]?.envelope.eventId, seq: '1' }, seen: { more: 1 } });
  });

  test('with another time is rewritten where both doors carry the time', async () => {
    const occurredAt = { from: at('2026-03-05T00:00:00.000000Z'), to: at('2026-03-05T00:00:01.000000Z') };
    await ledger.append(sealed(commit('a')));
    await ledger.append(sealed(commit('a', { occurredAt })));
    expect((await ledger.all())[1]?.envelope).toMatchObject({ type: 'event.rewritten', occurredAt });
  });

  test('by a newer normaliser is written again only with another core, and never by an older one', async () => {
    await ledger.append(sealed(commit('a'), version(2)), sealed(commit('b'), version(2)));
    await ledger.append(sealed(commit('a'), version(3)), sealed(commit('b', { core: { better: 1 } }), version(3)));
    await ledger.append(sealed(commit('a', { core: { old: 1 } }), version(1)), sealed(commit('b', { core: { old: 1 } }), version(1)));
    await ledger.append(sealed(commit('b'), version(2)), sealed(commit('b', { core: { better: 1 } }), version(3)));
    const events = await ledger.all();
    expect(events.map(({ envelope }) => [envelope.subject.at(-1), envelope.normaliser])).toEqual([
      ['a', 'github/2'],
      ['b', 'github/2'],
      ['b', 'github/3'],
    ]);
    expect(events[1]?.envelope.eventId).toBe(events[2]?.envelope.eventId);
  });
});

describe('clear values', () => {
  test('are found by digest and by commitment until they are erased', async () => {
    const event = sealed(commit('a', { core: { by: ana, title: text('title', 'A title', ana) } }));
    await ledger.append(event);
    const { digest, commitment } = event.body.core['title'] as { digest: string; commitment: string };
    const person = String(event.body.core['by']);
    expect(await clearTexts(ledger.sql, [digest, commitment, 'unknown'])).toEqual(new Map([[digest, 'A title'], [commitment, 'A title']]));
    expect(await accountNames(ledger.sql, [person, 'person:unknown'])).toEqual(new Map([[person, 'ana-r']]));
    await ledger.sql`delete from clear_value where person = ${person}`;
    expect(await clearTexts(ledger.sql, [digest, commitment])).toEqual(new Map());
    expect(await accountNames(ledger.sql, [person])).toEqual(new Map());
    expect(await verifyLedger(ledger.sql, { key: KEY })).toMatchObject({ ok: true });
  });

  test('hold a login once, however often it comes, and a new one beside the old even when its event is known', async () => {
    const by = (login: string) => sealed(commit('a', { core: { by: account('1', 'PERSON', login) } }));
    await ledger.append(by('ana'), by('ana'), sealed(commit('b', { core: { by: account('1', 'PERSON', 'ana') } })));
    await ledger.append(by('ana'), by('ana-r'));
    const person = String(by('ana').body.core['by']);
    expect(await accountNames(ledger.sql, [person])).toEqual(new Map([[person, 'ana / ana-r']]));
    expect(await ledger.sql`select 1 from clear_value`).toHaveLength(2);
  });

  test('are the only place where texts, logins and account ids stand', async () => {
    await ledger.append(sealed(commit('a', { core: { by: ana, title: text('title', 'Secret words', ana) } })));
    await ledger.append(sealed(commit('a', { core: { by: ana, title: text('title', 'Secret again', ana) }, seen: { x: text('x', 'Secret too') } })));
    const rows = await ledger.sql<{ leaf: Buffer; body: Buffer }[]>`select leaf, body from ledger_event`;
    const bytes = rows.map(({ leaf, body }) => `${leaf.toString()}${body.toString()}`).join('');
    expect(rows).toHaveLength(2);
    expect(bytes).not.toMatch(/Secret|ana-r|583231/);
  });
});

describe('opening', () => {
  test('keeps the log’s name, given or not, and refuses another name', async () => {
    expect(await openLedger(ledger.sql, { name: null, key: KEY })).toEqual({ log: 'test/1' });
    await expect(openLedger(ledger.sql, { name: 'other', key: KEY })).rejects.toThrow(/named test, not other/);
    await expect(openLedger(ledger.sql, { name: 'a b', key: KEY })).rejects.toThrow(/cannot be named "a b"/);
  });

  test('names a ledger without a given name by eight random hex digits', async () => {
    const other = await testLedger();
    await other.tamper((sql) => sql`delete from ledger_head`);
    const opened = await Promise.all([1, 2].map(() => openLedger(other.sql, { name: null, key: KEY })));
    await other.close();
    expect(opened[0]?.log).toMatch(/^changeline-[0-9a-f]{8}\/1$/);
    expect(opened[1]).toEqual(opened[0]);
  });

  test('refuses another data key', async () => {
    await expect(openLedger(ledger.sql, { name: null, key: { key: Buffer.alloc(32) } })).rejects.toThrow(/not the one that the ledger test\/1 was made with/);
  });
});

function timeless(events: readonly LedgerEvent[]): unknown[] {
  return events.map(({ seq, envelope, body }) => ({ seq, body, envelope: { ...envelope, recordedAt: '' } }));
}
