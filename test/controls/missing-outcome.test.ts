import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { missingOutcome } from '../../src/controls/missing-outcome.js';
import { second, span } from '../correlate/runs.js';
import { answerOf, changeOf, type ChangePlan, DAY, findings, HOUR, read, rollout, START, upTo } from './whole-change.js';

const deployed = { deployments: [rollout(START)] };
/** The deployment is over by START + 61; five days later its outcome is due. */
const DUE = START + 61 + 5 * DAY;
const within = (time: string): NonNullable<ChangePlan['policy']> => ({ rules: { 'missing-outcome': { within: time } } });

describe('missing-outcome', () => {
  it.each<readonly [string, ChangePlan, string]>([
    ['GAP where the ticket never said an outcome', deployed, 'GAP'],
    ['PASS where its resolution is one', { ...deployed, fields: { resolution: 'done' } }, 'PASS'],
    [
      'PASS where its status is one',
      {
        ...deployed,
        policy: { outcomes: { jira: { closed: 'SUCCESSFUL' } } },
        statuses: [
          ['new', 0],
          ['closed', START],
        ],
      },
      'PASS',
    ],
    ['PASS at once, before the time is over', { ...deployed, at: START + 120, fields: { resolution: 'failed' } }, 'PASS'],
    ['silent while the time runs', { ...deployed, at: DUE - 1 }, 'NONE'],
    ['GAP in the very moment in which it is over', { ...deployed, at: DUE }, 'GAP'],
    ['silent while a shorter time runs', { ...deployed, policy: within('1h'), at: START + 61 + HOUR - 1 }, 'NONE'],
    ['GAP when a shorter time is over', { ...deployed, policy: within('1h'), at: START + 61 + HOUR }, 'GAP'],
    [
      'counted from the start where no end is known',
      { deployments: [rollout(START, { end: null, outcome: 'UNKNOWN' })], at: START + 1 + 5 * DAY },
      'GAP',
    ],
    ['silent until then', { deployments: [rollout(START, { end: null, outcome: 'UNKNOWN' })], at: START + 5 * DAY }, 'NONE'],
    [
      'counted from the end of a manual execution',
      { earliest: { more: { deployment: null } }, more: { manualEnd: span(START + HOUR) }, at: START + HOUR + 5 * DAY },
      'NONE',
    ],
    ['GAP after a manual execution', { earliest: { more: { deployment: null } }, more: { manualEnd: span(START + HOUR) } }, 'GAP'],
    ['silent where nothing implemented it', {}, 'NONE'],
    ['silent where policy says no outcomes', { ...deployed, policy: { outcomes: {} } }, 'NONE'],
    [
      'silent where policy says outcomes of other sources',
      { ...deployed, policy: { outcomes: { other: { done: 'SUCCESSFUL' } } } },
      'NONE',
    ],
    [
      'INDETERMINATE where policy does not know the word',
      { ...deployed, fields: { resolution: [read('odd', { toName: 'Odd' })] } },
      'INDETERMINATE',
    ],
    ['INDETERMINATE where the word is known by its id alone', { ...deployed, fields: { resolution: 'odd' } }, 'INDETERMINATE'],
    ['GAP where the ticket was read up to the due moment and the skew', { ...deployed, coverage: { tickets: upTo(DUE + 60) } }, 'GAP'],
    [
      'INDETERMINATE where it was read a moment less',
      { ...deployed, coverage: { tickets: { ...upTo(0), upTo: plusMs(second(DUE + 60), -0.001) } } },
      'INDETERMINATE',
    ],
    ['INDETERMINATE where it was never read', { ...deployed, coverage: { tickets: null } }, 'INDETERMINATE'],
    ['PASS where approvals were never read', { ...deployed, coverage: { approvals: null }, fields: { resolution: 'done' } }, 'PASS'],
  ])('is %s', (_, plan, answer) => {
    expect(answerOf(missingOutcome, plan)).toBe(answer);
  });

  it('is INDETERMINATE where a deployment may carry what was begun by hand', () => {
    const unsure = [{ what: 'Unread.', scope: 's', collection: 'deployments', upTo: null }];
    const [found] = findings(missingOutcome, { earliest: { more: { deployment: null, unsure } } });
    expect(found).toMatchObject({ answer: 'INDETERMINATE', missing: unsure });
  });

  it('lists its deadline until an outcome is said, also when it is over', () => {
    expect(missingOutcome.deadline!(changeOf(deployed))?.at).toBe(second(DUE));
    expect(missingOutcome.deadline!(changeOf({ ...deployed, at: START }))?.at).toBe(second(DUE));
    expect(missingOutcome.deadline!(changeOf({ ...deployed, fields: { resolution: 'done' } }))).toBeNull();
    expect(missingOutcome.deadline!(changeOf({}))).toBeNull();
  });

  it('says by when, and what would have made it pass', () => {
    const [found] = findings(missingOutcome, deployed);
    expect(found?.sentence).toBe(`PAY-12 was implemented by ${second(START + 61)}, and 5 d later its ticket said no outcome.`);
    expect(found?.wouldPassIf).toBe(`its ticket had said by ${second(DUE)} how it ended`);
  });

  it('names the word that policy does not know', () => {
    const [found] = findings(missingOutcome, { ...deployed, fields: { resolution: [read('odd', { toName: 'Odd' })] } });
    expect(found?.missing).toEqual([
      { what: 'Policy does not say which outcome "Odd" stands for.', scope: 'policy', collection: 'outcomes', upTo: null },
    ]);
  });
});
