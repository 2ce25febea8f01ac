import { describe, expect, it } from 'vitest';
import { type Instant, plusMs } from '#contract';
import { approvedNotImplemented as rule } from '../../src/controls/approved-not-implemented.js';
import { second, span } from '../correlate/runs.js';
import { decision } from './implementation.js';
import { answerOf, changeOf, type ChangePlan, DAY, findings, HOUR, rollout, START, upTo } from './whole-change.js';

/** The window ends there, and the approval by ana came an hour before the start. */
const END = START + HOUR;
const [DUE, DUE_WITHOUT] = [END + 7 * DAY, START - HOUR + 1 + 30 * DAY];
const at = (seconds: number, micros = 0): NonNullable<ChangePlan['more']> => ({ at: plusMs(second(seconds), micros / 1000) });
const approved = (rest: ChangePlan = {}, decisions = [decision()]): ChangePlan => ({ ...rest, ticket: { decisions, ...rest.ticket } });
const planned = (rest: ChangePlan = {}, decisions = [decision()]): ChangePlan =>
  approved({ ...rest, fields: { to: second(END), ...rest.fields } }, decisions);
const settings = (of: { within?: string; withoutWindow?: string }): NonNullable<ChangePlan['policy']> => ({
  rules: { 'approved-not-implemented': of },
});
const rejected = decision({ decision: 'REJECTED', at: span(START), seq: 31 });
const read = (moment: Instant) => ({ state: 'COMPLETE' as const, upTo: moment, reason: null });
const needed = plusMs(second(DUE + 60), 0.001);

describe('approved-not-implemented', () => {
  it.each<readonly [string, ChangePlan, string]>([
    ['GAP long after its window', planned(), 'GAP'],
    ['silent at the very end of the seven days', planned({ more: at(DUE) }), 'NONE'],
    ['GAP a microsecond later', planned({ more: at(DUE, 1) }), 'GAP'],
    ['GAP a microsecond after a shorter time', planned({ policy: settings({ within: '1h' }), more: at(END + HOUR, 1) }), 'GAP'],
    ['silent at the very end of a shorter time', planned({ policy: settings({ within: '1h' }), more: at(END + HOUR) }), 'NONE'],
    ['GAP long after its approval without a window', approved(), 'GAP'],
    ['silent at the very end of the thirty days', approved({ more: at(DUE_WITHOUT) }), 'NONE'],
    ['GAP a microsecond later without a window', approved({ more: at(DUE_WITHOUT, 1) }), 'GAP'],
    ['GAP after a shorter time without a window', approved({ policy: settings({ withoutWindow: '1h' }), more: at(START + 1, 1) }), 'GAP'],
    ['silent until then', approved({ policy: settings({ withoutWindow: '1h' }), more: at(START + 1) }), 'NONE'],
    ['GAP by dates, that cover whole days', planned({ fields: { to: '2026-03-02' }, more: at(9 * DAY, 1) }), 'GAP'],
    ['silent on their last day', planned({ fields: { to: '2026-03-02' }, more: at(9 * DAY) }), 'NONE'],
    ['silent where nobody approved it', planned({}, []), 'NONE'],
    ['silent where the approval was replaced', planned({}, [decision(), rejected]), 'NONE'],
    [
      'GAP where it was approved by its status',
      {
        fields: { to: second(END) },
        statuses: [
          ['new', 0],
          ['approved', START],
        ],
      },
      'GAP',
    ],
    [
      'silent where its status went back',
      {
        fields: { to: second(END) },
        statuses: [
          ['new', 0],
          ['approved', START],
          ['review', START + 9],
        ],
      },
      'NONE',
    ],
    ['PASS where it was deployed', planned({ deployments: [rollout(START)] }), 'PASS'],
    ['PASS at once where it was deployed', planned({ deployments: [rollout(START)], more: at(START + 9) }), 'PASS'],
    ['PASS where it was carried out by hand', planned({ earliest: { decisions: [decision()], more: { deployment: null } } }), 'PASS'],
    [
      'PASS where it was closed',
      planned({
        statuses: [
          ['new', 0],
          ['closed', END],
        ],
      }),
      'PASS',
    ],
    [
      'GAP where it was opened again',
      planned({
        statuses: [
          ['new', 0],
          ['closed', END],
          ['new', END + 9],
        ],
      }),
      'GAP',
    ],
    [
      'INDETERMINATE where it was deployed to what may be production',
      planned({ deployments: [rollout(START, { standing: 'UNKNOWN' })] }),
      'INDETERMINATE',
    ],
    ['INDETERMINATE where the end of its window is no time', planned({ fields: { to: { text: 'FILLED', digest: 'x' } } }), 'INDETERMINATE'],
    [
      'INDETERMINATE where nobody knows who approved it, and policy asks for a role',
      planned(
        { policy: { approvals: { reviewIsApproval: false, deploymentApprovalCovers: false, required: [{ roles: ['cab'], number: 1 }] } } },
        [decision({ approver: null })],
      ),
      'INDETERMINATE',
    ],
    ['GAP where deployments were read up to then and the skew', planned({ deploymentsReadTo: needed }), 'GAP'],
    ['INDETERMINATE where they were read a microsecond less', planned({ deploymentsReadTo: plusMs(needed, -0.001) }), 'INDETERMINATE'],
    [
      'GAP where ticket and approvals were read up to then and the skew',
      planned({ coverage: { tickets: read(needed), approvals: read(needed) } }),
      'GAP',
    ],
    ['INDETERMINATE where what groups decide was never read', planned({ coverage: { group_approvals: null } }), 'INDETERMINATE'],
    ['INDETERMINATE where approvals were read less', planned({ coverage: { approvals: upTo(DUE + 60) } }), 'INDETERMINATE'],
    ['INDETERMINATE where the ticket was never read', planned({ coverage: { tickets: null } }), 'INDETERMINATE'],
  ])('is %s', (_, plan, answer) => {
    expect(answerOf(rule, plan)).toBe(answer);
  });

  it('counts from the approval with which it became approved and stayed', () => {
    const again = [decision(), decision({ decision: 'REVOKED', at: span(START), seq: 31 }), decision({ at: span(START + DAY), seq: 32 })];
    expect(rule.deadline!(changeOf(approved({}, again)))?.at).toBe(plusMs(second(START + DAY + 1 + 30 * DAY), 0.001));
    const twice = [decision(), decision({ approver: 'person:bo', at: span(START + DAY), seq: 32 })];
    expect(rule.deadline!(changeOf(approved({}, twice)))?.at).toBe(plusMs(second(DUE_WITHOUT), 0.001));
  });

  it('lists its deadline until it is implemented or closed', () => {
    expect(rule.deadline!(changeOf(planned()))?.at).toBe(plusMs(second(DUE), 0.001));
    expect(rule.deadline!(changeOf(planned({}, [])))).toBeNull();
    expect(rule.deadline!(changeOf(planned({ deployments: [rollout(START)] })))).toBeNull();
    expect(
      rule.deadline!(
        changeOf(
          planned({
            statuses: [
              ['new', 0],
              ['closed', END],
            ],
          }),
        ),
      ),
    ).toBeNull();
  });

  it('says how long ago, and when it would have passed', () => {
    expect(findings(rule, planned())[0]?.sentence).toBe(
      `PAY-12 is approved, its window ended more than 7 d ago (${second(END)}), and it is neither implemented nor closed.`,
    );
    expect(findings(rule, approved())[0]?.sentence).toBe(
      'PAY-12 was approved more than 30 d ago, and it is neither implemented nor closed.',
    );
    expect(findings(rule, planned())[0]?.wouldPassIf).toContain('it had been implemented or closed by');
  });
});
