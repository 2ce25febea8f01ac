import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { blindSpot as rule } from '../../src/controls/blind-spot.js';
import type { CoverageFact, ScopedCoverage } from '../../src/controls/index.js';
import { IMPLEMENTATION, implementationOf, type ImplementationPlan, READ } from './implementation.js';

const read: CoverageFact = { state: 'COMPLETE', upTo: READ, reason: null };
const denied = (part: Partial<CoverageFact> = {}): CoverageFact => ({
  state: 'DENIED',
  upTo: null,
  reason: 'the token lacks "Pull requests: read".',
  ...part,
});
const differs: CoverageFact = { state: 'DIFFERS', upTo: null, reason: 'the tool lists 1 (10002) that the hub could not read.' };
const agrees: CoverageFact = { state: 'COMPLETE', upTo: null, reason: null };

function sources(given: Readonly<Record<string, CoverageFact | null>> = {}): readonly ScopedCoverage[] {
  const all: Readonly<Record<string, CoverageFact | null>> = {
    deployments: read,
    reviews: read,
    tickets: read,
    'census:tickets': agrees,
    ...given,
  };
  return Object.entries(all).map(([collection, known]) => ({
    scope: 'repository:a:1',
    label: `${collection.replace('census:', 'census of ')} of acme/pay`,
    collection,
    known,
  }));
}

const plan = (given?: Readonly<Record<string, CoverageFact | null>>, more: ImplementationPlan['more'] = {}): ImplementationPlan => ({
  more: { sources: sources(given), ...more },
});
const found = (of: ImplementationPlan) => rule.judgeImplementation!(implementationOf(of))[0]!;
const answer = (of: ImplementationPlan) => found(of).answer;
const unsure = [{ what: 'It may carry another change.', scope: 'x', collection: 'y', upTo: null }];

describe('blind-spot', () => {
  it.each<readonly [string, ImplementationPlan, string]>([
    ['PASS where all was read and the census agrees', plan(), 'PASS'],
    ['PASS where no census was made', plan({ 'census:tickets': null }), 'PASS'],
    ['GAP where a collection may not be read', plan({ reviews: denied() }), 'GAP'],
    ['GAP where it was read before the start only', plan({ reviews: denied({ upTo: plusMs(READ, -1) }) }), 'GAP'],
    ['PASS where it was read up to the start and the skew, and refused later', plan({ reviews: denied({ upTo: READ }) }), 'PASS'],
    ['GAP where it was read a microsecond less', plan({ reviews: denied({ upTo: plusMs(READ, -0.001) }) }), 'GAP'],
    ['GAP where a census differs', plan({ 'census:tickets': differs }), 'GAP'],
    ['GAP of one hole, whatever else was not read yet', plan({ reviews: denied(), deployments: null }), 'GAP'],
    ['GAP of one hole, whatever it carries', plan({ reviews: denied() }, { unsure }), 'GAP'],
    ['INDETERMINATE where a collection was not read yet', plan({ deployments: null }), 'INDETERMINATE'],
    ['INDETERMINATE where it was not read so far', plan({ deployments: { ...read, upTo: plusMs(READ, -0.001) } }), 'INDETERMINATE'],
    ['INDETERMINATE where a census could not be made', plan({ 'census:tickets': denied() }), 'INDETERMINATE'],
    ['INDETERMINATE where what it carries is not sure', plan({}, { unsure }), 'INDETERMINATE'],
    ['INDETERMINATE where no source was read', plan(undefined, { sources: [] }), 'INDETERMINATE'],
    ['GAP without a change', { ...plan({ reviews: denied() }), ticket: null }, 'GAP'],
  ])('is %s', (_, of, expected) => {
    expect(answer(of)).toBe(expected);
  });

  it('says what could not be read, why, and what would have passed', () => {
    const said = found(plan({ reviews: denied(), 'census:tickets': differs }));
    expect(said.sentence).toBe(
      'What PAY-12 rests on could not all be read, and no later reading closed that. The reviews of acme/pay cannot be read: the token lacks "Pull requests: read". The census of tickets of acme/pay still differs: the tool lists 1 (10002) that the hub could not read.',
    );
    expect(said.subject).toBe(IMPLEMENTATION);
    expect(said.wouldPassIf).toBe('the reviews of acme/pay, the census of tickets of acme/pay had been read completely and agreed');
    expect(said.missing?.map(({ collection }) => collection)).toEqual(['reviews', 'census:tickets']);
  });

  it('says how many collections were read, and what is missing where it is not sure', () => {
    expect(found(plan()).sentence).toBe('All 3 collections that PAY-12 rests on were read completely, and no census differs.');
    expect(found(plan({}, { unsure })).missing).toEqual(unsure);
    expect(found(plan(undefined, { sources: [] })).missing?.map(({ what }) => what)).toEqual(['No source of its evidence was read.']);
  });

  it('is resolved by a later complete reading, and by a census that agrees', () => {
    expect([answer(plan({ reviews: denied(), 'census:tickets': differs })), answer(plan())]).toEqual(['GAP', 'PASS']);
  });

  it('once PASS or GAP stays so when what was not read yet is read', () => {
    const anyKnown = fc.constantFrom<CoverageFact | null>(read, null, denied(), denied({ upTo: READ }), {
      ...read,
      upTo: plusMs(READ, -1),
    });
    fc.assert(
      fc.property(anyKnown, anyKnown, fc.constantFrom(differs, agrees, null), (reviews, deployments, census) => {
        const whole = (known: CoverageFact | null) => (known === null || known.state === 'COMPLETE' ? read : known);
        const before = found(plan({ reviews, deployments, 'census:tickets': census }));
        const after = answer(plan({ reviews: whole(reviews), deployments: whole(deployments), 'census:tickets': census }));
        if (before.answer === 'INDETERMINATE') expect(before.missing?.length).toBeGreaterThan(0);
        else expect(after).toBe(before.answer);
        expect(after).not.toBe('INDETERMINATE');
      }),
      { numRuns: 500 },
    );
  });
});
