import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { overdueDecision as rule } from '../../src/controls/overdue-decision.js';
import type { DecisionFact } from '../../src/correlate/index.js';
import { second, span } from '../correlate/runs.js';
import { decision } from './implementation.js';
import { answerOf, changeOf, type ChangePlan, DAY, findings, HOUR, read, START, upTo } from './whole-change.js';

/** Asked of ana at the start; the tool says so of her part and of the whole. */
const ask = (approver = 'person:ana', at = START): readonly DecisionFact[] => {
  const step = { decision: 'REQUESTED', at: span(at), seq: at } as const;
  return [
    decision({ ...step, approver, request: `approval:1/${approver}` }),
    decision({ ...step, approver: null, request: 'approval:1', overall: true }),
  ];
};
const says = (word: DecisionFact['decision'], at: number, part: Partial<DecisionFact> = {}) =>
  decision({ decision: word, at: span(at), seq: at, request: 'approval:1/person:ana', ...part });
const whole = (word: DecisionFact['decision'], at: number) => says(word, at, { request: 'approval:1', approver: null, overall: true });
/** The end of the request, and 14 days. */
const DUE = plusMs(second(START + 1 + 14 * DAY), 0.001);
const LATE = START + 20 * DAY;
const plan = (decisions: readonly DecisionFact[], part: ChangePlan = {}): ChangePlan => ({ at: LATE, more: { decisions }, ...part });
const inStatus = (...statuses: NonNullable<ChangePlan['statuses']>): ChangePlan => ({ at: LATE, statuses });

describe('overdue-decision', () => {
  it.each<readonly [string, string, ChangePlan]>([
    ['nobody was asked', 'NONE', plan([])],
    ['somebody was asked and has not decided for weeks', 'GAP', plan(ask())],
    ['somebody was asked not long ago', 'NONE', plan(ask('person:ana', LATE - DAY))],
    ['he approved', 'PASS', plan([...ask(), says('APPROVED', START + HOUR)])],
    ['he rejected', 'PASS', plan([...ask(), says('REJECTED', START + HOUR)])],
    ['he decided after three weeks', 'PASS', plan([...ask(), says('APPROVED', START + 19 * DAY)])],
    ['his decision was reset, weeks ago', 'GAP', plan([...ask(), says('APPROVED', START + HOUR), says('RESET', START + 2 * HOUR)])],
    ['his decision was reset yesterday', 'NONE', plan([...ask(), says('APPROVED', START + HOUR), says('RESET', LATE - DAY)])],
    [
      'the tool’s decision about the whole was reset yesterday',
      'NONE',
      plan([...ask(), whole('APPROVED', START + HOUR), whole('RESET', LATE - DAY)]),
    ],
    [
      'one of two decided, and anyone is enough',
      'PASS',
      plan([...ask(), ...ask('person:bo'), says('APPROVED', START + HOUR), whole('APPROVED', START + HOUR)]),
    ],
    ['one of two decided, and the tool waits for the other', 'GAP', plan([...ask(), ...ask('person:bo'), says('APPROVED', START + HOUR)])],
    [
      'whether he decided or it was reset last, nobody knows',
      'INDETERMINATE',
      plan([...ask(), says('APPROVED', START + HOUR), says('RESET', START + HOUR, { seq: 9 })]),
    ],
    [
      'it is closed',
      'PASS',
      plan(ask(), {
        statuses: [
          ['approval', START],
          ['closed', START + HOUR],
        ],
      }),
    ],
    ['nobody was asked, and it stands in a stage of approval', 'GAP', inStatus(['new', START], ['approval', START + HOUR])],
    ['it has left the stage of approval', 'PASS', inStatus(['new', START], ['approval', START + HOUR], ['approved', START + 19 * DAY])],
    ['it came to the stage of approval yesterday', 'NONE', inStatus(['new', START], ['approval', LATE - DAY])],
    [
      'it came back to the stage of approval yesterday',
      'NONE',
      inStatus(['new', START], ['approval', START + HOUR], ['review', START + DAY], ['approval', LATE - DAY]),
    ],
    ['the tickets were not read so far', 'INDETERMINATE', plan(ask(), { coverage: { tickets: upTo(START + DAY) } })],
    ['the approvals were never read', 'INDETERMINATE', plan(ask(), { coverage: { approvals: null } })],
    ['what groups decide was never read', 'INDETERMINATE', plan(ask(), { coverage: { group_approvals: null } })],
    ['policy gives more time', 'NONE', plan(ask(), { policy: { rules: { 'overdue-decision': { within: '30d' } } } })],
    [
      'policy gives less time',
      'GAP',
      plan(ask('person:ana', LATE - 2 * DAY), { policy: { rules: { 'overdue-decision': { within: '24h' } } } }),
    ],
    [
      'it is a standard change',
      'EXEMPT',
      plan(ask(), { policy: { standardChanges: { labels: ['standard'] } }, fields: { labels: [read(['standard'])] } as never }),
    ],
  ])('where %s: %s', (_, expected, of) => {
    expect(answerOf(rule, of)).toBe(expected);
  });

  it('is asked from a microsecond after 14 days on', () => {
    const at = (ms: number) => findings(rule, plan(ask(), { more: { decisions: ask(), at: plusMs(DUE, ms) } }))[0]?.answer ?? 'NONE';
    expect([at(-0.001), at(0)]).toEqual(['NONE', 'GAP']);
  });

  it('takes the absence of a decision for a fact from then + skew on, and not a microsecond before', () => {
    const needed = plusMs(DUE, 60_000);
    const covered = (ms: number) => ({ coverage: { approvals: { state: 'COMPLETE', upTo: plusMs(needed, ms), reason: null } as const } });
    expect([answerOf(rule, plan(ask(), covered(0))), answerOf(rule, plan(ask(), covered(-0.001)))]).toEqual(['GAP', 'INDETERMINATE']);
  });

  it('lists its deadline until it was decided', () => {
    const due = (decisions: readonly DecisionFact[]) => rule.deadline!(changeOf(plan(decisions)))?.at ?? null;
    expect([due(ask()), due([...ask(), says('APPROVED', START + HOUR)]), due([])]).toEqual([DUE, null, null]);
    expect(rule.deadline!(changeOf(inStatus(['new', START], ['approval', START + HOUR])))?.at).toBe(
      plusMs(second(START + HOUR + 14 * DAY), 0.001),
    );
  });

  it('says how long it has waited, since when, and when it would have passed', () => {
    expect(findings(rule, plan(ask()))[0]).toMatchObject({
      sentence: `PAY-12 has waited for a decision for more than 14 d, since ${second(START + 1)}.`,
      wouldPassIf: `it had been decided by ${DUE}`,
    });
    expect(findings(rule, plan([...ask(), ...ask('person:bo')]))[0]?.sentence).toContain('for 2 decisions');
    const toTheSecond = ask('person:bo', LATE - 14 * DAY - 1);
    expect(findings(rule, plan([...ask(), ...toTheSecond]))[0]?.sentence).toContain('for a decision');
  });

  it('counts statuses of approval that follow each other as one wait', () => {
    const statuses = { jira: { approval: { stage: 'APPROVAL' }, board: { stage: 'APPROVAL' } } } as const;
    const [found] = findings(rule, { ...inStatus(['approval', START], ['board', START + HOUR]), policy: { statuses } });
    expect(found?.sentence).toContain('for a decision');
  });
});
