import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, plusMs, type Policy } from '#contract';
import { incompleteRequest } from '../../src/controls/incomplete-request.js';
import type { Finding } from '../../src/controls/rule.js';
import type { FieldFact } from '../../src/correlate/index.js';
import { filled, placeholder } from '../correlate/tickets.js';
import { changed, HOUR, implementationOf, type ImplementationPlan, read, READ, START, TICKET } from './implementation.js';

type Fields = Readonly<Record<string, readonly FieldFact[]>>;

const COMPLETE: Fields = { description: [read(filled('why'))], reporter: [read('person:dev')] };

function plan(fields: Fields, policy: Partial<Policy> = {}, rest: Partial<ImplementationPlan> = {}): ImplementationPlan {
  return { ticket: { fields: new Map(Object.entries({ ...COMPLETE, ...fields })) }, policy, ...rest };
}

function findings(of: ImplementationPlan): readonly Finding[] {
  return incompleteRequest.judgeChange!({ ...implementationOf(of), subject: TICKET });
}

function judged(of: ImplementationPlan): Finding {
  const found = findings(of);
  expect(found).toHaveLength(1);
  return found[0]!;
}

const asking = (...fields: NonNullable<NonNullable<Policy['rules']['incomplete-request']>['fields']>): Partial<Policy> => ({
  rules: { 'incomplete-request': { fields } },
});
const [BEFORE, AFTER] = [START - HOUR, START + HOUR];
const EMPTY_TEXT: Json = { text: 'EMPTY', digest: 'none' };

describe('incomplete-request', () => {
  it.each<readonly [string, ImplementationPlan]>([
    ['description and requester are there', plan({})],
    ['the description was filled in before the start', plan({ description: [changed(BEFORE, null, filled('why'))] })],
    ['the description was emptied after the start', plan({ description: [changed(AFTER, filled('why'), null)] })],
    ['the description was replaced near the start', plan({ description: [changed(START, filled('a'), filled('b'))] })],
    ['a field that is not asked for is empty', plan({ summary: [read(null)] })],
    ['only the description is asked for', plan({ reporter: [read(null)] }, asking('description'))],
    ['a plan is asked for that no field holds', plan({}, asking('description', 'backoutPlan'))],
    [
      'the plan that is asked for is there',
      plan({ customfield_1: [read(filled('x'))] }, { ...asking('backoutPlan'), fields: { jira: { backoutPlan: 'customfield_1' } } }),
    ],
    [
      'the field of the source goes before that of every source',
      plan({ a: [read(filled('x'))], b: [read(null)] }, { ...asking('impact'), fields: { jira: { impact: 'a' }, '*': { impact: 'b' } } }),
    ],
    ['the text is the template of another field', plan({}, { templates: { summary: ['digest of why'] } })],
    ['the value is a list', plan({ a: [read(['1'])] }, { ...asking('impact'), fields: { '*': { impact: 'a' } } })],
  ])('is PASS where %s', (_, of) => {
    expect(judged(of)).toMatchObject({ answer: 'PASS', subject: TICKET });
  });

  it.each<readonly [string, ImplementationPlan, string]>([
    ['the description is empty', plan({ description: [read(null)] }), 'the description'],
    ['the description is an empty text', plan({ description: [read(EMPTY_TEXT)] }), 'the description'],
    ['the description is a placeholder', plan({ description: [read(placeholder('tbd'))] }), 'the description'],
    ['the description is what the template says', plan({}, { templates: { description: ['digest of why'] } }), 'the description'],
    [
      'the field that holds the impact says what its template says',
      plan({ a: [read(filled('x'))] }, { ...asking('impact'), fields: { '*': { impact: 'a' } }, templates: { a: ['digest of x'] } }),
      'the impact',
    ],
    ['there is no requester', plan({ reporter: [read(null)] }), 'the requester'],
    ['neither is there', plan({ reporter: [read(null)], description: [read(placeholder('-'))] }), 'the description and the requester'],
    ['the description was filled in after the start', plan({ description: [changed(AFTER, null, filled('why'))] }), 'the description'],
    ['the description was emptied before the start', plan({ description: [changed(BEFORE, filled('why'), null)] }), 'the description'],
    ['one placeholder replaced another near the start', plan({ description: [changed(START, placeholder('-'), null)] }), 'the description'],
    ['one is empty and the other not known', plan({ description: [read(null)], reporter: [] }), 'the description'],
    [
      'policy keeps the requester elsewhere, and that is empty',
      plan({ own: [read(null)] }, { fields: { jira: { requester: 'own' } } }),
      'the requester',
    ],
    ['a list is empty', plan({ a: [read([])] }, { ...asking('impact'), fields: { '*': { impact: 'a' } } }), 'the impact'],
  ])('is GAP where %s, and names it', (_, of, names) => {
    const found = judged(of);
    expect(found).toMatchObject({ answer: 'GAP', about: [TICKET], wouldPassIf: `${names} had been filled in before it started` });
    expect(found.sentence).toContain(`PAY-12 was implemented while ${names} w`);
  });

  it.each<readonly [string, ImplementationPlan, string]>([
    [
      'the description was filled in near the start',
      plan({ description: [changed(START, null, filled('why'))] }),
      'What PAY-12 said as the description',
    ],
    ['nothing is known of the requester', plan({ reporter: [] }), 'What PAY-12 said as the requester'],
    ['the ticket was not read', plan({}, {}, { coverage: { tickets: null } }), 'tickets of PAY'],
    [
      'an empty description may have been filled in unread',
      plan({ description: [read(null)] }, {}, { coverage: { tickets: null } }),
      'tickets of PAY',
    ],
    [
      'it is not sure that it was implemented',
      plan(
        { description: [read(null)] },
        {},
        { more: { unsure: [{ what: 'Open base.', scope: 's', collection: 'deployments', upTo: null }] } },
      ),
      'Open base.',
    ],
  ])('is INDETERMINATE where %s', (_, of, why) => {
    const found = judged(of);
    expect(found.answer).toBe('INDETERMINATE');
    expect(found.sentence).toContain(why);
    expect(found.missing!.length).toBeGreaterThan(0);
  });

  it('is not asked of what no change is, nor where no field holds what is asked for', () => {
    expect(findings({ ticket: null })).toEqual([]);
    expect(findings(plan({}, asking('backoutPlan')))).toEqual([]);
  });

  it('takes what was read for all from start + skew on, and not a microsecond before', () => {
    const covered = (ms: number) => plan({}, {}, { coverage: { tickets: { state: 'COMPLETE', upTo: plusMs(READ, ms), reason: null } } });
    expect([judged(covered(0)).answer, judged(covered(-0.001)).answer]).toEqual(['PASS', 'INDETERMINATE']);
  });

  it('does not rest on approvals or reviews that were not read', () => {
    expect(judged(plan({}, {}, { coverage: { approvals: null, reviews: null } })).answer).toBe('PASS');
  });

  it.each([
    [-61, 'PASS'],
    [-60, 'INDETERMINATE'],
    [61, 'INDETERMINATE'],
    [62, 'GAP'],
  ] as const)('orders a change %d s from the start by more than the skew between the clocks', (seconds, answer) => {
    const at = START + seconds;
    const fact = changed(
      at,
      null,
      filled('why'),
      seconds === -61 ? { at: { ...changed(at, null, null).at, to: plusMs(changed(at, null, null).at.from, 999) } } : {},
    );
    expect(judged(plan({ description: [fact] })).answer).toBe(answer);
  });

  it('is the same in whatever order the facts came', () => {
    const at = fc.constantFrom(BEFORE, START - 30, START, AFTER);
    const fact = fc.record({ at, from: fc.constantFrom(null, filled('a')), to: fc.constantFrom(null, filled('b'), placeholder('-')) });
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 5 }), (rows) => {
        const facts = rows.map((row, n) => changed(row.at, row.from, row.to, { sequence: String(n), seq: 100 + n }));
        const other = judged(plan({ description: [...facts].reverse() }));
        expect(other).toEqual(judged(plan({ description: facts })));
      }),
      { numRuns: 300 },
    );
  });
});
