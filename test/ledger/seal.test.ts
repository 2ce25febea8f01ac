import { describe, expect, test } from 'vitest';
import { account, type Draft, MalformedRecord, type Marked, ref, text } from '#contract';
import { hubEvent, seal } from '../../src/ledger/index.js';
import { countingSalt, KEY } from './format-vector.js';
import { at, commit, CONTEXT, sealed } from './on-database.js';

const ana = account('583231', 'PERSON', 'ana-r');
const withCore = (core: Readonly<Record<string, Marked>>) => sealed(commit('a', { core }));

describe('sealing', () => {
  test('gives the same draft the same id and core digest, and each text a commitment of its own', () => {
    const draft = commit('a', { core: { title: text('title', 'Round half up', ana) } });
    const [one, two] = [sealed(draft), sealed(draft)];
    expect(one.eventId).toBe(two.eventId);
    expect(one.coreDigest).toEqual(two.coreDigest);
    expect(one.body.core['title']).toMatchObject({ text: 'FILLED', digest: (two.body.core['title'] as { digest: string }).digest });
    expect(one.body).not.toEqual(two.body);
  });

  test('leaves no text, login or account id in the body, tags or id', () => {
    const draft = commit('a', {
      identity: { kind: 'k', natural: ['1'], transition: 't', discriminator: [ana, text('title', 'Secret words')] },
      core: { by: ana, title: text('title', 'Secret words', ana) },
      seen: { list: [{ deep: text('comment', 'More of them', account('77', 'PERSON', 'bob')) }] },
    });
    const { clear, ...kept } = sealed(draft);
    expect(JSON.stringify(kept)).not.toMatch(/Secret|More of|ana-r|bob|583231/);
    expect(clear.map(({ value }) => value).sort()).toEqual(['More of them', 'Secret words', 'ana-r', 'bob']);
    expect(clear.find(({ value }) => value === 'Secret words')?.person).toBe(kept.body.core['by']);
  });

  test('tells equal texts of one field by their digest, whatever white space is around them, and not those of another', () => {
    const digest = (field: string, value: string) => (withCore({ t: text(field, value) }).body.core['t'] as { digest: string }).digest;
    expect(digest('title', 'Fix\u00a0')).toBe(digest('title', '\n\ufeffFix'));
    expect(digest('title', 'Fix')).not.toBe(digest('comment', 'Fix'));
    expect(digest('title', 'Fix')).not.toBe(digest('title', 'fix'));
  });

  test.each(['', ' \t\u3000\u2028'])('a text %j is EMPTY and has no clear value', (value) => {
    const event = withCore({ t: text('title', value) });
    expect(event.body.core['t']).toEqual({ text: 'EMPTY' });
    expect(event.clear).toEqual([]);
  });

  test.each(['n/a', 'N/A ', 'na', 'TBD', 'todo', 'None', '-', ' .\n'])('a text %j is a PLACEHOLDER', (value) => {
    expect(withCore({ t: text('title', value) }).body.core['t']).toEqual({ text: 'PLACEHOLDER' });
  });

  test.each(['n.a.', '--', 'nothing', 'tbd?'])('a text %j is FILLED', (value) => {
    expect(withCore({ t: text('title', value) }).body.core['t']).toMatchObject({ text: 'FILLED' });
  });

  test('replaces lone surrogates and U+0000 in texts, strings, keys, ids, and flags the event', () => {
    const event = sealed(commit('a\0', { core: { 'k\udc00': 'v\ud800w', t: text('title', 'x\0y'), pair: '😀' }, seen: {} }));
    expect(event.subject).toBe('commit:github-acme:4711:a\ufffd');
    expect(event.body.core).toMatchObject({ 'k\ufffd': 'v\ufffdw', pair: '😀' });
    expect(event.clear[0]?.value).toBe('x\ufffdy');
    expect(event.body.flags).toEqual(['replaced-characters']);
    expect(sealed(commit('a')).body.flags).toEqual([]);
  });

  test('keeps a member __proto__ as a member', () => {
    const core = JSON.parse('{"__proto__":{"a":1}}') as Readonly<Record<string, Marked>>;
    expect(JSON.stringify(withCore(core).body.core)).toBe('{"__proto__":{"a":1}}');
  });

  test('flags an end before its start, and keeps it', () => {
    const occurredAt = { from: at('2026-03-01T10:00:00.000000Z'), to: at('2026-03-01T09:00:00.000000Z') };
    const event = sealed(commit('a', { occurredAt }));
    expect(event).toMatchObject({ occurredAt, body: { flags: ['end-before-start'] } });
  });

  test.each([[2 ** 53], [-(2 ** 53)], [NaN], [Infinity]])('refuses the number %d, naming its place', (number) => {
    const refused = (): unknown => withCore({ list: [{ size: number }] });
    expect(refused).toThrow(MalformedRecord);
    expect(refused).toThrow(/core\.list\[0\]\.size/);
  });

  test('refuses what is no JSON and a time of another form', () => {
    expect(() => withCore({ gone: undefined } as unknown as Record<string, Marked>)).toThrow(/undefined at core\.gone/);
    expect(() => sealed(commit('a', { occurredAt: { from: at('2026-03-01T10:00:00Z'), to: at('2026-03-01T10:00:01Z') } }))).toThrow(
      /six decimals/,
    );
  });

  test('the time takes part in sameness where both doors carry it, and only there', () => {
    const later = { from: at('2026-03-02T00:00:00.000000Z'), to: at('2026-03-02T00:00:01.000000Z') };
    const digest = (change: Partial<Draft>) => Buffer.from(sealed(commit('a', change)).coreDigest).toString('hex');
    expect(digest({ occurredAt: later })).not.toBe(digest({}));
    expect(digest({ occurredAt: later, timeFrom: 'SEEN' })).toBe(digest({ timeFrom: 'SEEN' }));
    expect(digest({ seen: { more: 1 }, mentions: [] })).toBe(digest({}));
  });

  test('tags the subject, refs at any depth and mentions, and no person', () => {
    const bare = sealed(commit('a', { core: {} })).tags;
    const named = sealed(
      commit('a', {
        core: { deep: [{ r: ref('repository', '1') }], by: ana },
        mentions: [
          { names: { kind: 'ticket', text: 'PAY-12' }, method: 'TITLE', place: 'title' },
          { names: ref('pull_request', '5'), method: 'RELATION', place: 'p' },
          { names: ref('pull_request', '5'), method: 'RELATION', place: 'p' },
        ],
      }),
    );
    expect(bare).toHaveLength(1);
    expect(named.tags).toHaveLength(4);
    expect(named.tags).toEqual([...named.tags].sort());
    expect(named.tags).toEqual(expect.arrayContaining([...bare]));
    expect(named.body.mentions).toHaveLength(2);
  });

  test('accounts of two sources are two persons, and one that is once called a service is one', () => {
    const twice = { core: { a: ana, b: account('583231', 'SERVICE') } };
    const [here, there] = [CONTEXT, { ...CONTEXT, source: 'github-other' }].map((context) =>
      seal(commit('a', twice), context, KEY, countingSalt()),
    );
    expect(Object.values(here?.body.accounts ?? {})).toEqual(['SERVICE']);
    expect(Object.keys(here?.body.accounts ?? {})).not.toEqual(Object.keys(there?.body.accounts ?? {}));
  });

  test('an event of the hub has the source changeline, its refs as tags and its reason as a digest', () => {
    const event = hubEvent(
      'gap.opened',
      'deployment:github-acme:9',
      { kind: 'gap', natural: ['direct-push', 'deployment:github-acme:9'], transition: 'opened' },
      { commits: ['commit:github-acme:4711:a'], reason: text('reason', 'Looked wrong') },
      { refs: ['commit:github-acme:4711:a'] },
      KEY,
    );
    expect(event).toMatchObject({
      source: 'changeline',
      normaliser: 'changeline/1',
      normaliserVersion: 1,
      delivery: null,
      occurredAt: null,
    });
    expect(event.tags).toHaveLength(2);
    expect(event.tags).toEqual(expect.arrayContaining([...sealed(commit('a')).tags]));
    expect(JSON.stringify(event.body)).not.toContain('Looked');
  });
});
