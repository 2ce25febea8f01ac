import { describe, expect, it } from 'vitest';
import { judgeTicket } from '../../src/controls/index.js';
import { unverifiedOutcome as rule } from '../../src/controls/unverified-outcome.js';
import { answerOf, changed, changeOf, type ChangePlan, findings, HOUR, rollout, START, upTo } from './whole-change.js';

const SAID = START + HOUR;
/** Deployed by `starter`, its resolution given by `by`. */
const plan = (starter: string | null, by: string | null, rest: ChangePlan = {}): ChangePlan => ({
  deployments: [rollout(START, { starter })],
  ...rest,
  fields: { resolution: [changed(SAID, null, 'done', { actor: by })], ...rest.fields },
});
const [DEV, BO] = ['person:dev', 'person:bo'];

describe('unverified-outcome', () => {
  it.each<readonly [string, ChangePlan, string]>([
    ['PASS where somebody else recorded the outcome', plan(DEV, BO), 'PASS'],
    ['GAP where who started the deployment did', plan(DEV, DEV), 'GAP'],
    [
      'PASS where somebody else closed it',
      plan(DEV, DEV, {
        statuses: [
          ['new', 0],
          ['closed', SAID + 1],
        ],
      }),
      'PASS',
    ],
    ['PASS where somebody else stands in the field for it', plan(DEV, DEV, { fields: { verifier: BO } }), 'PASS'],
    ['GAP where the implementer stands there', plan(DEV, DEV, { fields: { verifier: DEV } }), 'GAP'],
    ['INDETERMINATE where a text stands there', plan(DEV, DEV, { fields: { verifier: { text: 'FILLED', digest: 'x' } } }), 'INDETERMINATE'],
    ['GAP where the field for the implementer names who recorded it', plan(DEV, BO, { fields: { implementer: BO } }), 'GAP'],
    ['PASS where a pipeline deployed it and a person recorded it', plan('person:robot', BO), 'PASS'],
    ['GAP where a pipeline recorded it', plan(DEV, 'person:robot'), 'GAP'],
    ['INDETERMINATE where nobody knows who deployed it', plan(null, BO), 'INDETERMINATE'],
    ['GAP where nobody knows that, and a pipeline recorded it', plan(null, 'person:robot'), 'GAP'],
    ['INDETERMINATE where nobody knows who recorded it', plan(DEV, null), 'INDETERMINATE'],
    ['INDETERMINATE where an account of another tool recorded it', plan('person:hub', BO), 'INDETERMINATE'],
    ['INDETERMINATE where it was read, and no change tells by whom', plan(DEV, DEV, { fields: { resolution: 'done' } }), 'INDETERMINATE'],
    [
      'GAP where one of two who deployed it recorded it',
      plan(DEV, BO, { deployments: [rollout(START, { starter: DEV }), rollout(START + 9, { starter: BO })] }),
      'GAP',
    ],
    [
      'PASS where who began it by hand confirmed what another deployed',
      plan(DEV, BO, { earliest: { more: { deployment: null, starter: BO } } }),
      'PASS',
    ],
    [
      'GAP after a manual execution by the same',
      plan(null, DEV, { deployments: [], earliest: { more: { deployment: null, starter: DEV } } }),
      'GAP',
    ],
    ['silent where it says no outcome', { deployments: [rollout(START)] }, 'NONE'],
    ['silent where nothing implemented it', plan(DEV, DEV, { deployments: [] }), 'NONE'],
    ['GAP where the ticket was read up to its word and the skew', plan(DEV, DEV, { coverage: { tickets: upTo(SAID + 60) } }), 'GAP'],
    ['INDETERMINATE where it was read a second less', plan(DEV, DEV, { coverage: { tickets: upTo(SAID + 59) } }), 'INDETERMINATE'],
    ['PASS where it was not read and somebody else recorded it', plan(DEV, BO, { coverage: { tickets: null } }), 'PASS'],
  ])('is %s', (_, of, answer) => {
    expect(answerOf(rule, of)).toBe(answer);
  });

  it('is off until the policy switches it on', () => {
    const spoken = (rules: NonNullable<ChangePlan['policy']>['rules']) =>
      judgeTicket(changeOf(plan(DEV, DEV, rules === undefined ? {} : { policy: { rules } }))).filter((one) => one.rule === rule.info.id);
    expect(spoken({})).toEqual([]);
    expect(spoken({ 'unverified-outcome': { severity: 'HIGH' } })).toEqual([]);
    expect(spoken({ 'unverified-outcome': { enabled: true } })).toMatchObject([{ answer: 'GAP', severity: 'LOW' }]);
  });

  it('says what is recorded, and by whom it was not confirmed', () => {
    expect(findings(rule, plan(DEV, DEV))[0]?.sentence).toBe('PAY-12 is recorded as SUCCESSFUL, and only the implementer said so.');
  });
});
