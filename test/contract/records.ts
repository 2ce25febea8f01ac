import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Draft, MalformedRecord, type Normaliser, type RawRecord } from '#contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliveriesOf, type Fixtures, type RecordFile, recordsOf } from './fixtures.js';
import { fixedPartOf, identityOf } from './sameness.js';

export function checkRecords(normaliser: Normaliser, fixtures: Fixtures): void {
  const files = recordsOf(fixtures);
  const eventsOf = (record: RawRecord): readonly Draft[] => {
    const result = meaningOf(normaliser, record);
    return 'events' in result ? result.events : [];
  };

  describe('its records', () => {
    it('are there, and one of them at least is told in two shapes', () => {
      expect(files.length).toBeGreaterThan(0);
      expect(files.filter((file) => file.sameAs !== null).length).toBeGreaterThan(1);
    });

    describe.each(files)('$name', ({ record, golden }: RecordFile) => {
      it('mean what their golden says', () => {
        const actual = `${JSON.stringify(meaningOf(normaliser, record), null, 2)}\n`;
        if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(golden, actual);
        expect(existsSync(golden), 'run with UPDATE_GOLDENS=1, and review what it wrote').toBe(true);
        expect(actual).toBe(readFileSync(golden, 'utf8'));
      });

      it('end as events, as ignored with a reason, or as malformed with a field and a sentence', () => {
        const result = meaningOf(normaliser, record);
        if ('events' in result) expect(result.events.length).toBeGreaterThan(0);
        else if ('ignored' in result) expect(result.ignored).toMatch(/\S.*\.$/);
        else expect(result.malformed.message).toMatch(/^\S.*\.$/s);
      });

      it('mean the same twice, and are left as they were', () => {
        const frozen = deepFreeze(structuredClone(record));
        expect(JSON.stringify(meaningOf(normaliser, frozen))).toBe(JSON.stringify(meaningOf(normaliser, record)));
      });

      it('make each identity once', () => {
        const identities = eventsOf(record).map(identityOf);
        expect(new Set(identities).size).toBe(identities.length);
      });

      it('put no delivery id, address or name into what makes an event the same', () => {
        const guids = deliveriesOf(fixtures, 'genuine').flatMap(({ delivery }) => Object.values(delivery.headers));
        for (const { identity } of eventsOf(record)) {
          for (const part of identity.natural) {
            expect(part).not.toMatch(/^\w+:\/\//);
            expect([...guids, ...fixtures.names]).not.toContain(part);
          }
        }
      });
    });

    it('say one thing of each fact, in whatever shape it comes', () => {
      const told = new Map<string, { readonly name: string; readonly fixed: unknown }>();
      for (const { name, record } of files) {
        for (const draft of eventsOf(record)) {
          const first = told.get(identityOf(draft)) ?? { name, fixed: fixedPartOf(draft) };
          told.set(identityOf(draft), first);
          expect(fixedPartOf(draft), `${first.name} and ${name} on ${identityOf(draft)}`).toEqual(first.fixed);
        }
      }
      expect(told.size).toBeGreaterThan(0);
    });

    it.each([...new Set(files.flatMap(({ sameAs }) => sameAs ?? []))])('tell %s in at least two shapes that share a fact', (fact) => {
      const shapes = files.filter((file) => file.sameAs === fact);
      expect(shapes.length).toBeGreaterThan(1);
      const identities = shapes.map(({ record }) => new Set(eventsOf(record).map(identityOf)));
      const [first = new Set<string>(), ...others] = identities;
      for (const other of others) expect([...first].some((identity) => other.has(identity))).toBe(true);
    });
  });

  describe('its normaliser', () => {
    beforeEach(() => {
      const refuse = () => {
        throw new Error('normalise asked for the time or for chance');
      };
      vi.spyOn(Date, 'now').mockImplementation(refuse);
      vi.spyOn(Math, 'random').mockImplementation(refuse);
    });
    afterEach(() => vi.restoreAllMocks());

    it('asks neither for the time nor for chance', () => {
      for (const { record } of files) meaningOf(normaliser, record);
    });

    it.each([null, 1, 'text', [], {}, { __proto__: null }])(
      'calls the payload %j malformed, or ignores it, for each kind of record',
      (payload) => {
        for (const { kind } of new Map(files.map(({ record }) => [record.kind, record])).values()) {
          expect(meaningOf(normaliser, { kind, key: 'broken', payload }), kind).not.toHaveProperty('events');
        }
      },
    );
  });
}

type Meaning = ReturnType<Normaliser['normalise']> | { readonly malformed: { readonly field: string; readonly message: string } };

function meaningOf(normaliser: Normaliser, record: RawRecord): Meaning {
  try {
    return normaliser.normalise(record);
  } catch (error) {
    if (error instanceof MalformedRecord) return { malformed: { field: error.field, message: error.message } };
    throw error;
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
