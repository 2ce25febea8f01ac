import { describe, expect, it } from 'vitest';
import type { Instant } from '#contract';
import { type Candidate, contributionsTo, type DeployedBefore, type NamedBy } from '../../src/correlate/index.js';

const at = (hour: number, minute = 0) =>
  `2026-01-02T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000000Z` as Instant;
const INCIDENT = { service: 'pay', environment: 'production', opened: at(12) };

const deployed = (hour: number, more: Partial<DeployedBefore> = {}): DeployedBefore => ({
  ...{ deployment: `deployment:a:${hour}`, service: 'pay', environment: 'production', start: at(hour) },
  ...{ takenOutAt: null, touchesPaths: null, ...more },
});
const by = (how: NamedBy['how']): NamedBy => ({ how, seq: 7 });
const change = (name: string, deployments: readonly DeployedBefore[], ...named: readonly NamedBy[]): Candidate => ({
  change: name,
  named,
  deployed: deployments,
});
const ranked = (...candidates: readonly Candidate[]) => contributionsTo(INCIDENT, candidates).map((one) => one.change);

describe('changes that could have contributed to an incident', () => {
  it.each<[string, readonly Candidate[], readonly string[]]>([
    [
      'the one that it names as its cause comes first, however long ago',
      [change('near', [deployed(11)]), change('cause', [deployed(1)], by('CAUSE'))],
      ['cause', 'near'],
    ],
    ['also one that was never deployed', [change('near', [deployed(11)]), change('cause', [], by('CAUSE'))], ['cause', 'near']],
    [
      'then what is linked, then what is mentioned',
      [change('m', [deployed(11)], by('MENTION')), change('l', [deployed(1)], by('LINK')), change('c', [deployed(1)], by('CAUSE'))],
      ['c', 'l', 'm'],
    ],
    [
      'what is only linked and came later is its remedy, and left out',
      [change('fix', [deployed(13)], by('LINK')), change('plan', [], by('MENTION'))],
      [],
    ],
    [
      'the same service comes before another, however near that is',
      [change('other', [deployed(11, { service: 'web' })]), change('same', [deployed(2)])],
      ['same', 'other'],
    ],
    [
      'what was taken out after it began comes before what stayed',
      [change('stayed', [deployed(11)]), change('out', [deployed(9, { takenOutAt: at(13) })])],
      ['out', 'stayed'],
    ],
    [
      'what was taken out before it began does not',
      [change('stayed', [deployed(11)]), change('out', [deployed(9, { takenOutAt: at(10) })])],
      ['stayed', 'out'],
    ],
    [
      'what touches the paths of the service comes before what does not, or nobody knows',
      [
        change('unread', [deployed(11)]),
        change('not', [deployed(10, { touchesPaths: false })]),
        change('touches', [deployed(9, { touchesPaths: true })]),
      ],
      ['touches', 'unread', 'not'],
    ],
    ['the shorter before the longer time since the deployment', [change('a', [deployed(3)]), change('b', [deployed(10)])], ['b', 'a']],
    [
      'of several deployments the last before it counts',
      [change('a', [deployed(3), deployed(11), deployed(14)]), change('b', [deployed(10)])],
      ['a', 'b'],
    ],
    ['what was deployed after it began is none', [change('late', [deployed(13)])], []],
    ['and otherwise the order of their names', [change('b', [deployed(10)]), change('a', [deployed(10)])], ['a', 'b']],
  ])('%s', (_, candidates, expected) => {
    expect(ranked(...candidates)).toEqual(expected);
    expect(ranked(...[...candidates].reverse())).toEqual(expected);
  });

  it('are given with their reasons as sentences, the explicit first', () => {
    const [first] = contributionsTo(INCIDENT, [
      change('PAY-1', [deployed(10, { takenOutAt: at(12, 20), touchesPaths: true })], by('LINK'), by('CAUSE')),
    ]);
    expect(first).toMatchObject({ rank: 1, deployment: 'deployment:a:10' });
    expect(first?.reasons).toEqual([
      { kind: 'CAUSE', sentence: 'The incident names it as its cause.', seq: 7 },
      { kind: 'LINK', sentence: 'The two are linked.', seq: 7 },
      { kind: 'SERVICE', sentence: 'It was deployed to the same service, pay, in production.', seq: null },
      { kind: 'TAKEN_OUT', sentence: 'It was taken out again at 2026-01-02T12:20:00.000000Z, after the incident began.', seq: null },
      { kind: 'PATHS', sentence: 'Its commits touch paths of the service.', seq: null },
      { kind: 'TIME', sentence: 'It was deployed to pay 2 h before the incident began.', seq: null },
    ]);
  });

  it('are ranked without a service by the rest', () => {
    const found = contributionsTo({ ...INCIDENT, service: null }, [
      change('a', [deployed(3)]),
      change('b', [deployed(11, { service: 'web' })]),
    ]);
    expect(found.map((one) => `${one.change} ${one.reasons.map(({ kind }) => kind).join(',')}`)).toEqual(['b TIME', 'a TIME']);
  });
});
