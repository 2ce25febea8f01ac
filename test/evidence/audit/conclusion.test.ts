import { describe, expect, it } from 'vitest';
import type { Instant } from '#contract';
import {
  auditRows,
  complexityOf,
  conclude,
  isInScope,
  type PastDeployments,
  type StepAnswer,
  STEPS,
  type StepVerdict,
  test as runTest,
} from '../../../src/evidence/audit/index.js';
import { ground, said } from './grounds.js';

const unit = (...answers: StepAnswer[]): StepVerdict[] =>
  STEPS.map(({ name }, nth) => ({ step: name, answer: answers[nth] ?? 'PASS', sentence: '', said: [] }));

describe('an audit comes to', () => {
  it.each<[string, StepVerdict[][], string]>([
    ['that the control operated, where all is PASS', [unit(), unit()], 'CONTROL_OPERATED'],
    ['the same where a step was tested of no unit', [unit('NOT_TESTED'), unit('NOT_TESTED')], 'CONTROL_OPERATED'],
    ['the same where a unit is exempt, which is counted apart', [unit('EXEMPT'), unit()], 'CONTROL_OPERATED'],
    ['nothing where a step was tested of some units only', [unit('NOT_TESTED'), unit()], 'NOT_SHOWN'],
    ['nothing where something is INDETERMINATE', [unit('INDETERMINATE'), unit()], 'NOT_SHOWN'],
    ['nothing where something is PENDING', [unit('PENDING'), unit()], 'NOT_SHOWN'],
    ['a deviation where one unit has a gap, whatever is not known', [unit('GAP', 'INDETERMINATE'), unit()], 'DEVIATION_FOUND'],
    ['nothing where there is no unit', [], 'NOT_SHOWN'],
    ['nothing where no step was tested', [unit(...STEPS.map(() => 'NOT_TESTED' as const))], 'NOT_SHOWN'],
  ])('%s', (_, units, conclusion) => {
    expect(conclude(units).conclusion).toBe(conclusion);
  });

  it('counts that add up, for each step', () => {
    const { steps, sentence } = conclude([unit('GAP'), unit('PASS'), unit('EXEMPT')]);
    expect(steps[0]?.counts).toEqual({ PASS: 1, GAP: 1, INDETERMINATE: 0, EXEMPT: 1, PENDING: 0, NOT_TESTED: 0 });
    expect(sentence).toBe('deviation found: in 1 of 3 units');
  });
});

describe('complexity', () => {
  const policy = { medium: { services: 3, risks: ['Moderate'] }, high: { commits: 20, risks: ['High'] } };
  it.each([
    [{ risk: '', services: 1, commits: 9 }, undefined, 'LOW'],
    [{ risk: 'High', services: 1, commits: 1 }, undefined, 'LOW'],
    [{ risk: '', services: 2, commits: 1 }, undefined, 'MEDIUM'],
    [{ risk: '', services: 1, commits: 10 }, undefined, 'MEDIUM'],
    [{ risk: '', services: 4, commits: 1 }, undefined, 'HIGH'],
    [{ risk: '', services: 1, commits: 50 }, undefined, 'HIGH'],
    [{ risk: '', services: 2, commits: 19 }, policy, 'LOW'],
    [{ risk: 'Moderate', services: 1, commits: 1 }, policy, 'MEDIUM'],
    [{ risk: '', services: 3, commits: 19 }, policy, 'MEDIUM'],
    [{ risk: '', services: 3, commits: 20 }, policy, 'HIGH'],
    [{ risk: 'High', services: 1, commits: 1 }, policy, 'HIGH'],
    [{ risk: 'High', services: 9, commits: 99 }, {}, 'LOW'],
  ])('of %j by %j is %s', (weight, said, expected) => {
    expect(complexityOf(weight, said)).toBe(expected);
  });
});

describe('scope', () => {
  const scope = [{ services: ['pay'], from: '2026-01-01', to: '2026-02-01' }, { services: ['web'] }];
  it.each([
    ['pay', '2025-12-31T23:59:59.999999Z', false],
    ['pay', '2026-01-01T00:00:00.000000Z', true],
    ['pay', '2026-01-31T23:59:59.999999Z', true],
    ['pay', '2026-02-01T00:00:00.000000Z', false],
    ['web', '2020-01-01T00:00:00.000000Z', true],
    ['tools', '2026-01-05T00:00:00.000000Z', false],
    [null, '2026-01-05T00:00:00.000000Z', false],
  ])('of %s at %s: %s', (service, at, expected) => {
    expect(isInScope(service, at as Instant, scope)).toBe(expected);
  });

  it('is everything where policy gives none', () => {
    expect(isInScope('tools', '2026-01-05T00:00:00.000000Z' as Instant, undefined)).toBe(true);
  });
});

describe('what went past the deployments', () => {
  const passing = [STEPS.map(({ name }): StepVerdict => ({ step: name, answer: 'PASS', sentence: '', said: [] }))];
  const past = (answer: PastDeployments['answer']): PastDeployments => ({
    ...{ service: 'pay', rule: 'direct-access', answer, sentence: '', events: [7] },
    firstAt: '2026-01-05T10:00:00.000000Z' as Instant,
  });

  it.each<[PastDeployments['answer'][], string]>([
    [[], 'control operated: in all 1 units, on the 8 steps that were tested'],
    [['PASS'], 'control operated: in all 1 units, on the 8 steps that were tested'],
    [['GAP'], 'deviation found: past the deployments of 1 service'],
    [['GAP', 'GAP'], 'deviation found: past the deployments of 1 service'],
    [['INDETERMINATE'], 'neither shown nor refuted: 1 answer is INDETERMINATE, PENDING or NOT_TESTED'],
  ])('of services that say %j: %s', (answers, sentence) => {
    expect(conclude(passing, answers.map(past)).sentence).toBe(sentence);
  });
});

describe('the test as a whole', () => {
  const seed = { isCommitted: true, commitment: 'c', committedBy: 'e', secret: '00', value: '11'.repeat(32), sentence: 'Nobody could.' };
  const grounds = Array.from({ length: 40 }, (_, nth) => ground({}, `deployment:g:${nth} ticket:j:${nth}`));

  it('is the same to the byte in whatever order the units come', () => {
    expect(JSON.stringify(runTest([...grounds].reverse(), [], seed, 25))).toBe(JSON.stringify(runTest(grounds, [], seed, 25)));
  });

  it('shows emergencies and what is INDETERMINATE whole, beside the sample', () => {
    const urgent = { ...grounds[0]!, unit: { ...grounds[0]!.unit, isEmergency: true } };
    const unsure = { ...grounds[1]!, said: [said('unreviewed-code', 'INDETERMINATE')] };
    const { shown, sample, findings } = runTest([urgent, unsure, ...grounds.slice(2)], [], seed, 3);
    expect(sample).toHaveLength(3);
    expect(shown.find(({ id }) => id === urgent.unit.id)?.because).toContain('EMERGENCY');
    expect(shown.find(({ id }) => id === unsure.unit.id)?.because).toContain('INDETERMINATE');
    expect(findings).toEqual([
      { unit: unsure.unit.id, step: 'review-and-approval', answer: 'INDETERMINATE', sentence: 'unreviewed-code says INDETERMINATE.' },
    ]);
  });

  it('gives a row for each unit, with the lot of what was drawn', () => {
    const tested = runTest(grounds, [], seed, 25);
    const nothing = { leftOut: { repositories: [], environments: [] }, outOfScope: [], unknownEnvironment: [] };
    const unseen = { sources: [], holes: [], holeCount: 0 };
    const [head = [], ...rows] = auditRows({ ...tested, ...nothing, unseen });
    expect(rows).toHaveLength(40);
    expect(rows.every((row) => row.length === head.length)).toBe(true);
    const at = head.indexOf('drawn');
    expect(rows.filter((row) => row[at] === true).map((row) => row[at + 1])).not.toContain(null);
    expect(rows.filter((row) => row[at] === true)).toHaveLength(25);
  });
});
