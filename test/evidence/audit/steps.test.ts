import { describe, expect, it } from 'vitest';
import type { Instant } from '#contract';
import { RULES } from '../../../src/controls/index.js';
import {
  judgeStep,
  originOf,
  type RuleSaid,
  sourcesFor,
  type StepAnswer,
  STEPS,
  toldFrom,
  type UnitGround,
} from '../../../src/evidence/audit/index.js';
import { ground, said, step } from './grounds.js';

const COMMITTED = { isCommitted: true, sentence: 'Nobody could.' };
const answerOf = (name: string, over: Partial<UnitGround>) => judgeStep(step(name), ground(over), COMMITTED).answer;

describe('a step', () => {
  it.each<[RuleSaid['answer'][], StepAnswer]>([
    [['PASS'], 'PASS'],
    [['PASS', 'EXEMPT'], 'EXEMPT'],
    [['PASS', 'EXEMPT', 'PENDING'], 'PENDING'],
    [['PASS', 'PENDING', 'INDETERMINATE'], 'INDETERMINATE'],
    [['INDETERMINATE', 'GAP', 'PASS', 'EXEMPT'], 'GAP'],
    [[], 'NOT_TESTED'],
  ])('of rules that say %j says %s', (answers, expected) => {
    const rules = ['unapproved-deployment', 'unreviewed-code', 'self-approval', 'stale-review'];
    expect(answerOf('review-and-approval', { said: answers.map((answer, nth) => said(rules[nth]!, answer)) })).toBe(expected);
  });

  it('hears its own rules only', () => {
    expect(answerOf('traceability', { said: [said('unapproved-deployment', 'GAP')] })).toBe('NOT_TESTED');
  });

  it('says why it was not tested: policy asks none of its rules, or they had nothing to say', () => {
    const sentence = (asked: string[]) => judgeStep(step('review-and-approval'), ground({ asked: new Set(asked) }), COMMITTED).sentence;
    expect(sentence([])).toMatch(/^Policy asks none of its rules: unapproved-deployment, /);
    expect(sentence(['unreviewed-code'])).toBe('None of the rules that policy asks had anything to say of it: unreviewed-code.');
  });

  it('of the policy passes where one was in force at the start', () => {
    expect(answerOf('policy', {})).toBe('PASS');
    expect(answerOf('policy', { beforePolicy: true })).toBe('INDETERMINATE');
    expect(answerOf('policy', { policy: null })).toBe('INDETERMINATE');
  });

  it('of the inventory is INDETERMINATE where a source was not read to the end, and a gap where a rule says so', () => {
    const hole = { source: 'g', scope: 'repository:g:1', collection: 'reviews', state: 'DENIED', upTo: null } as const;
    expect(answerOf('inventory', {})).toBe('PASS');
    expect(judgeStep(step('inventory'), ground({ holes: [hole] }), COMMITTED)).toMatchObject({
      answer: 'INDETERMINATE',
      sentence: 'Not read to the end of the period: reviews of repository:g:1 (denied).',
    });
    expect(answerOf('inventory', { holes: [hole], said: [said('blind-spot', 'GAP')] })).toBe('GAP');
  });

  it('of the sample passes where nobody could steer the draw, and is not tested elsewhere', () => {
    expect(answerOf('sample', {})).toBe('PASS');
    expect(judgeStep(step('sample'), ground(), { isCommitted: false, sentence: 'UNCOMMITTED' }).answer).toBe('NOT_TESTED');
  });

  it('names each rule at most once, and every rule of authorisation and review that there is has a step', () => {
    const named = STEPS.flatMap(({ rules }) => rules);
    expect(new Set(named).size).toBe(named.length);
    const unnamed = RULES.map(({ info }) => info.id).filter((rule) => !named.includes(rule));
    // Schedule, status and outcome: the published test does not ask for them.
    expect(unnamed.filter((rule) => /approv|review|push|trace|untracked|emergency/.test(rule)).sort()).toEqual([
      'approved-not-implemented',
    ]);
  });
});

describe('the sources that policy names for a service', () => {
  const scope = [
    { services: ['pay'], sources: ['github', 'jira'] },
    { services: ['pay', 'web'], from: '2026-02-01', sources: ['gitlab'] },
    { services: ['web'] },
  ];
  const at = (day: string) => `${day}T10:00:00.000000Z` as Instant;
  const cameFrom = new Map([
    [7, 'github'],
    [8, 'sheet'],
    [9, 'changeline'],
  ]);
  const passed = (events: readonly number[], answer: RuleSaid['answer'] = 'PASS') => ({ ...said('unreviewed-code', answer), events });

  it.each([
    ['pay', '2026-01-05', ['github', 'jira']],
    ['pay', '2026-02-01', ['github', 'gitlab', 'jira']],
    ['web', '2026-02-01', null],
    ['ledger', '2026-02-01', null],
  ])('are, of %s on %s, %j', (service, day, expected) => {
    expect(sourcesFor(service, at(day), scope)).toEqual(expected);
  });

  it('take a PASS that rests on another source for INDETERMINATE, and say why; no other answer, and not the hub’s own word', () => {
    const wanted = ['github'];
    expect(toldFrom(passed([7, 8]), wanted, cameFrom)).toMatchObject({
      answer: 'INDETERMINATE',
      sentence: 'unreviewed-code says PASS. This rests on sheet, and policy has the evidence of this service come from github.',
    });
    expect(toldFrom(passed([7, 9]), wanted, cameFrom).answer).toBe('PASS');
    expect(toldFrom(passed([8], 'GAP'), wanted, cameFrom).answer).toBe('GAP');
    expect(toldFrom(passed([8]), null, cameFrom).answer).toBe('PASS');
  });

  it('leave the inventory INDETERMINATE while one of them was never read, or where anything came from another', () => {
    const read = new Set(['github', 'sheet']);
    const of = (wanted: readonly string[] | null, events: readonly number[]) =>
      judgeStep(
        step('inventory'),
        ground({ origin: originOf({ wanted, read, own: ['github', null], told: [passed(events, 'GAP')] }, cameFrom) }),
        COMMITTED,
      );
    expect(of(['github'], [7, 9])).toMatchObject({ answer: 'PASS' });
    expect(of(null, [8])).toMatchObject({ answer: 'PASS' });
    expect(of(['github', 'jira'], [7])).toMatchObject({
      answer: 'INDETERMINATE',
      sentence: 'Never read, and its evidence must come from there: jira.',
    });
    expect(of(['sheet'], [8])).toMatchObject({
      answer: 'INDETERMINATE',
      sentence: 'Its evidence came from sources that policy does not name for it: github.',
    });
  });
});
