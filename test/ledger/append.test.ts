import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instantOf, type LedgerEvent, microsOf, text } from '#contract';
import { append, openLedger, rootOf, seal, verifyLedger } from '../../src/ledger/index.js';
import { countingSalt, KEY } from './format-vector.js';
import { commit, commits, CONTEXT, sealed, type TestLedger, testLedger } from './on-database.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await testLedger();
});
afterEach(() => ledger.close());

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
    const drafts = fc.array(
      fc.record({ sha: fc.integer({ min: 0, max: 4 }), core: fc.integer({ min: 0, max: 2 }), seen: fc.integer({ min: 0, max: 2 }) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(drafts, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 12, maxLength: 12 }), async (plan, sizes) => {
        const events = plan.map(({ sha, core, seen }) =>
          seal(
            commit(`s${sha}`, { core: { core, title: text('title', 'A text') }, seen: seen === 0 ? {} : { seen } }),
            CONTEXT,
            KEY,
            countingSalt(),
          ),
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
    await expect(openLedger(ledger.sql, { name: null, key: { key: Buffer.alloc(32) } })).rejects.toThrow(
      /not the one that the ledger test\/1 was made with/,
    );
  });
});

function timeless(events: readonly LedgerEvent[]): unknown[] {
  return events.map(({ seq, envelope, body }) => ({ seq, body, envelope: { ...envelope, recordedAt: '' } }));
}
