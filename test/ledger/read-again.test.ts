import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { account, type Draft, ref, text } from '#contract';
import { verifyLedger } from '../../src/ledger/index.js';
import { KEY } from './format-vector.js';
import { at, commit, commits, sealed, type TestLedger, testLedger, version } from './on-database.js';

const ana = account('583231', 'PERSON', 'ana-r');

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await testLedger();
});
afterEach(() => ledger.close());

const types = async () => (await ledger.all()).map(({ envelope }) => envelope.type);

describe('a fact that is read again', () => {
  test('is enriched by what the other door adds: members, mentions, accounts, a time', async () => {
    const undated = { occurredAt: null, timeFrom: 'SEEN' as const };
    await ledger.append(sealed(commit('a', { ...undated, seen: { same: 1, empty: null } })));
    const mentions = [{ names: ref('pull_request', '5'), method: 'RELATION' as const, place: 'p' }];
    const occurredAt = { from: at('2026-03-01T09:00:00.000000Z'), to: at('2026-03-01T09:00:01.000000Z') };
    const richer = commit('a', {
      occurredAt,
      timeFrom: 'SEEN',
      seen: { same: 1, empty: null, author: ana, note: text('note', 'Well') },
      mentions,
    });
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
    expect(await ledger.sql`select value from clear_value order by value`).toMatchObject([
      { value: 'Title 1' },
      { value: 'Title 2' },
      { value: 'Title 3' },
    ]);
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
