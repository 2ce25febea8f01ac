import type { Instant } from '#contract';
import { type RuleSaid, STEPS, type UnitGround } from '../../../src/evidence/audit/index.js';

export const step = (name: string) => STEPS.find((one) => one.name === name)!;
export const said = (rule: string, answer: RuleSaid['answer']): RuleSaid => ({
  rule,
  subject: 'deployment:g:1',
  answer,
  sentence: `${rule} says ${answer}.`,
  events: [7],
});

/** A change of pay that the steps look at. */
export function ground(over: Partial<UnitGround> = {}, id = 'deployment:g:1 ticket:j:1'): UnitGround {
  const startedAt = '2026-01-05T10:00:00.000000Z' as Instant;
  const [deployment = null, change = null] = id.split(' ');
  return {
    unit: {
      ...{ id, kind: 'CHANGE', deployment, change, key: 'PAY-1', service: 'pay', environment: 'production', startedAt, isEmergency: false },
      ...{ sha: null, artifacts: [], application: 'pay', infrastructure: 'APPLICATION', complexity: 'LOW' },
    },
    ...{
      said: [],
      asked: new Set(['unapproved-deployment', 'unreviewed-code']),
      policy: 'p1',
      beforePolicy: false,
      holes: [],
      origin: { unread: [], foreign: [] },
      contents: [],
    },
    ...over,
  };
}
