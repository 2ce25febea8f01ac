import { describe, expect, it } from 'vitest';
import { type Exemption, instantOf, microsOf, plusMs } from '#contract';
import { judgeTicket, ticketDeadlines } from '../../src/controls/index.js';
import { edges } from '../correlate/commits.js';
import { second, span } from '../correlate/runs.js';
import { caseOf, type Plan, verdicts } from './case.js';
import { decision } from './implementation.js';
import { changeOf, DAY, START } from './whole-change.js';

const RULE = 'direct-push';
/** The deployment starts in the second [100, 101) of the tables. */
const STARTED = second(100);
const SKEW_MS = 60_000;
const exemption = (part: Partial<Exemption> = {}): Exemption => ({
  number: 'EX-2026-04',
  rules: [RULE],
  givenBy: 'person:ciso',
  reason: 'The migration is watched by two people.',
  until: plusMs(STARTED, DAY * 1000),
  ...part,
});
/** Straight to the branch; or, where `isClean`, nothing that a rule is about. */
const plan = (exemptions: readonly Exemption[], part: Partial<Plan> = {}): Plan => ({
  ...{ edges: [edges(0), edges(1, 0)], carries: [1], ...part },
  policy: { exemptions: [...exemptions], ...part.policy },
});
const answer = (of: Plan) => verdicts(of, RULE)[0]?.answer ?? 'NONE';
const microsLater = (moment: ReturnType<typeof second>, micros: number) => instantOf(microsOf(moment) + micros);

describe('an exemption of the policy', () => {
  it.each<readonly [string, Plan, string]>([
    ['GAP without one', plan([]), 'GAP'],
    ['EXEMPT inside one', plan([exemption()]), 'EXEMPT'],
    ['GAP where it is of another rule', plan([exemption({ rules: ['unreviewed-code'] })]), 'GAP'],
    ['EXEMPT where it is of several rules', plan([exemption({ rules: ['unreviewed-code', RULE] })]), 'EXEMPT'],
    ['EXEMPT where it is of its service', plan([exemption({ services: ['pay'] })]), 'EXEMPT'],
    ['GAP where it is of another service', plan([exemption({ services: ['web'] })]), 'GAP'],
    ['EXEMPT where it is of its environment', plan([exemption({ environments: ['live'] })]), 'EXEMPT'],
    ['GAP where it is of another environment', plan([exemption({ environments: ['staging'] })]), 'GAP'],
    ['EXEMPT also where the rule holds', plan([exemption()], { carries: [] }), 'EXEMPT'],
    ['EXEMPT also where nothing is known', plan([exemption()], { coverage: { pull_requests: null } }), 'EXEMPT'],
    ['GAP where it ended long before', plan([exemption({ until: plusMs(STARTED, -DAY * 1000) })]), 'GAP'],
    ['GAP where it begins long after', plan([exemption({ from: plusMs(STARTED, DAY * 1000) })]), 'GAP'],
    ['EXEMPT where one of two holds', plan([exemption({ until: plusMs(STARTED, -DAY * 1000) }), exemption({ number: 'EX-2' })]), 'EXEMPT'],
  ])('leaves a direct push %s', (_, of, expected) => {
    expect(answer(of)).toBe(expected);
  });

  // Its end counts from the end of the start's second; the clocks of policy and tool may differ by the skew.
  const end = second(101);
  it.each<readonly [string, Partial<Exemption>, string]>([
    ['ends a microsecond more than the skew after the start', { until: microsLater(end, SKEW_MS * 1000 + 1) }, 'EXEMPT'],
    ['ends the skew after the start', { until: plusMs(end, SKEW_MS) }, 'INDETERMINATE'],
    ['ends with the start', { until: end }, 'INDETERMINATE'],
    ['ended the skew before the start', { until: plusMs(STARTED, -SKEW_MS) }, 'INDETERMINATE'],
    ['ended a microsecond more than the skew before the start', { until: microsLater(plusMs(STARTED, -SKEW_MS), -1) }, 'GAP'],
    ['begins a microsecond more than the skew after the start', { from: microsLater(end, SKEW_MS * 1000 + 1) }, 'GAP'],
    ['begins the skew after the start', { from: plusMs(end, SKEW_MS) }, 'INDETERMINATE'],
    ['began the skew before the start', { from: plusMs(STARTED, -SKEW_MS) }, 'INDETERMINATE'],
    ['began a microsecond more than the skew before the start', { from: microsLater(plusMs(STARTED, -SKEW_MS), -1) }, 'EXEMPT'],
  ])('that %s is judged by the intervals', (_, part, expected) => {
    expect(answer(plan([exemption(part)]))).toBe(expected);
  });

  it('keeps what holds anyway where it is not sure whether it counts', () => {
    expect(answer(plan([exemption({ until: second(101) })], { carries: [] }))).toBe('PASS');
  });

  it('names itself, who gave it, until when and why', () => {
    const [found] = verdicts(plan([exemption()]), RULE);
    expect(found?.sentence).toBe(
      `Policy takes it out by the exemption EX-2026-04, given until ${exemption().until}: The migration is watched by two people.`,
    );
    expect(found?.about).toEqual(['person:ciso']);
    expect(found?.events).toEqual(expect.arrayContaining(caseOf(plan([])).events as number[]));
  });

  it('says what is missing where the clocks leave it open', () => {
    const [found] = verdicts(plan([exemption({ until: second(101) })]), RULE);
    expect(found?.missing).toEqual([expect.objectContaining({ scope: 'policy', collection: 'exemptions' })]);
  });
});

describe('an exemption of a change that nothing implements', () => {
  const rule = 'overdue-decision';
  const asked = decision({ decision: 'REQUESTED', at: span(START), seq: START, approver: 'person:ana', request: 'approval:1/person:ana' });
  const of = (at: number, until: number, from?: number) =>
    changeOf({
      at,
      more: { decisions: [asked] },
      policy: {
        rules: { [rule]: { enabled: true } },
        exemptions: [exemption({ rules: [rule], until: second(until), ...(from === undefined ? {} : { from: second(from) }) })],
      },
    });
  const answerAt = (at: number, until: number, from?: number) =>
    judgeTicket(of(at, until, from)).find((one) => one.rule === rule)?.answer ?? 'NONE';
  const LATE = START + 20 * DAY;

  it.each([
    { when: 'before it begins', at: LATE, until: LATE + 9, from: LATE + 1, expected: 'GAP' },
    { when: 'when it begins', at: LATE, until: LATE + 9, from: LATE, expected: 'EXEMPT' },
    { when: 'a second before it ends', at: LATE, until: LATE + 1, from: undefined, expected: 'EXEMPT' },
    { when: 'when it ends', at: LATE, until: LATE, from: undefined, expected: 'GAP' },
  ])('counts by the judge’s clock, exactly: $when', ({ at, until, from, expected }) => {
    expect(answerAt(at, until, from)).toBe(expected);
  });

  it('says when it changes by time alone, and of what was implemented that it does not', () => {
    expect(judgeTicket(of(LATE, LATE + 9)).find((one) => one.rule === rule)?.changesAt).toBe(second(LATE + 9));
    expect(verdicts(plan([exemption()]), RULE)[0]?.changesAt).toBeNull();
  });

  it('lists when it begins and ends, since the answer changes then without an event', () => {
    const moments = ticketDeadlines(of(LATE, LATE + 9, LATE + 1)).filter(({ sentence }) => sentence.includes('EX-2026-04'));
    expect(moments.map(({ at }) => at)).toEqual([second(LATE + 1), second(LATE + 9)]);
  });
});
