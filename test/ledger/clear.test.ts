import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { account, text } from '#contract';
import { accountNames, clearTexts, verifyLedger } from '../../src/ledger/index.js';
import { KEY } from './format-vector.js';
import { commit, sealed, type TestLedger, testLedger } from './on-database.js';

const ana = account('583231', 'PERSON', 'ana-r');

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await testLedger();
});
afterEach(() => ledger.close());

describe('clear values', () => {
  test('are found by digest and by commitment until they are erased', async () => {
    const event = sealed(commit('a', { core: { by: ana, title: text('title', 'A title', ana) } }));
    await ledger.append(event);
    const { digest, commitment } = event.body.core['title'] as { digest: string; commitment: string };
    const person = String(event.body.core['by']);
    expect(await clearTexts(ledger.sql, [digest, commitment, 'unknown'])).toEqual(
      new Map([
        [digest, 'A title'],
        [commitment, 'A title'],
      ]),
    );
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
    await ledger.append(
      sealed(commit('a', { core: { by: ana, title: text('title', 'Secret again', ana) }, seen: { x: text('x', 'Secret too') } })),
    );
    const rows = await ledger.sql<{ leaf: Buffer; body: Buffer }[]>`select leaf, body from ledger_event`;
    const bytes = rows.map(({ leaf, body }) => `${leaf.toString()}${body.toString()}`).join('');
    expect(rows).toHaveLength(2);
    expect(bytes).not.toMatch(/Secret|ana-r|583231/);
  });
});
