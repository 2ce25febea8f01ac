import { describe, expect, it } from 'vitest';
import { unrecordedBackout as rule } from '../../src/controls/unrecorded-backout.js';
import { second } from '../correlate/runs.js';
import { answerOf, backout, changed, type ChangePlan, findings, HOUR, rollout, START, upTo } from './whole-change.js';

const AWAY = START + HOUR;
const out = (rest: ChangePlan = {}): ChangePlan => ({ deployments: [rollout(START), backout(AWAY)], ...rest });
const says = (...facts: ReturnType<typeof changed>[]): ChangePlan => out({ fields: { resolution: facts } });

describe('unrecorded-backout', () => {
  it.each<readonly [string, ChangePlan, string]>([
    ['GAP where the ticket says nothing', out(), 'GAP'],
    ['GAP where it says that it was successful', says(changed(AWAY + HOUR, null, 'done')), 'GAP'],
    ['GAP where it says that it failed', says(changed(AWAY + HOUR, null, 'failed')), 'GAP'],
    ['PASS where it says so', says(changed(AWAY + HOUR, null, 'out')), 'PASS'],
    ['PASS where it said so before and still does', says(changed(START + 9, null, 'out')), 'PASS'],
    [
      'PASS where it said so afterwards, and says now that it was successful',
      says(changed(AWAY + HOUR, null, 'out'), changed(AWAY + 2 * HOUR, 'out', 'done')),
      'PASS',
    ],
    [
      'PASS where it said so before, and ceased to only afterwards',
      says(changed(START + 9, null, 'out'), changed(AWAY + HOUR, 'out', 'done')),
      'PASS',
    ],
    ['GAP where it said so before, and ceased to before', says(changed(START + 9, null, 'out'), changed(START + 99, 'out', 'done')), 'GAP'],
    [
      'PASS where its status said so',
      out({
        policy: { outcomes: { jira: { review: 'BACKED_OUT' } } },
        statuses: [
          ['new', 0],
          ['review', AWAY + HOUR],
          ['new', AWAY + 2 * HOUR],
        ],
      }),
      'PASS',
    ],
    ['GAP where it was brought back and never said so', { deployments: [rollout(START), backout(AWAY), rollout(AWAY + HOUR)] }, 'GAP'],
    ['silent where nothing took it out', { deployments: [rollout(START)] }, 'NONE'],
    [
      'silent where the one that would have failed',
      { deployments: [rollout(START), backout(AWAY, ['c1'], { outcome: 'FAILED' })] },
      'NONE',
    ],
    [
      'INDETERMINATE where nobody knows how that one ended',
      { deployments: [rollout(START), backout(AWAY, ['c1'], { outcome: 'UNKNOWN' })] },
      'INDETERMINATE',
    ],
    [
      'PASS where nobody knows and it says so',
      { deployments: [rollout(START), backout(AWAY, ['c1'], { outcome: 'UNKNOWN' })], fields: { resolution: 'out' } },
      'PASS',
    ],
    [
      'INDETERMINATE where other commits of it came with it',
      { deployments: [rollout(START), rollout(AWAY, { commits: ['c9'], takesOut: ['c1'] })] },
      'INDETERMINATE',
    ],
    [
      'GAP where only the revert that took it out names it',
      { deployments: [rollout(START), rollout(AWAY, { commits: ['r1'], undoing: ['r1'], takesOut: ['c1'] })] },
      'GAP',
    ],
    [
      'silent where it was taken out of what may not be production',
      { deployments: [rollout(START), backout(AWAY, ['c1'], { standing: 'UNKNOWN' })] },
      'NONE',
    ],
    ['silent where policy says no outcomes', out({ policy: { outcomes: {} } }), 'NONE'],
    ['GAP where the ticket was read up to the start and the skew', out({ coverage: { tickets: upTo(AWAY + 61) } }), 'GAP'],
    ['INDETERMINATE where it was read a second less', out({ coverage: { tickets: upTo(AWAY + 60) } }), 'INDETERMINATE'],
    ['INDETERMINATE where it was never read', out({ coverage: { tickets: null } }), 'INDETERMINATE'],
    ['PASS one step outside of the skew after it', says(changed(AWAY + 62, null, 'out'), changed(AWAY + 63, 'out', 'done')), 'PASS'],
    ['INDETERMINATE within it', says(changed(AWAY + 60, null, 'out'), changed(AWAY + 61, 'out', 'done')), 'INDETERMINATE'],
    ['GAP one step outside of the skew before it', says(changed(AWAY - 70, null, 'out'), changed(AWAY - 62, 'out', 'done')), 'GAP'],
  ])('is %s', (_, plan, answer) => {
    expect(answerOf(rule, plan)).toBe(answer);
  });

  it('says of how many commits, where and when', () => {
    const [found] = findings(rule, { deployments: [rollout(START), backout(AWAY, ['c1', 'c2'])] });
    expect(found?.sentence).toBe(
      `Of PAY-12 2 commits were taken out of production at ${second(AWAY)}, and its ticket does not say that it was backed out.`,
    );
    expect(found?.about).toEqual(['ticket:jira:12', `deployment:a:${AWAY}`]);
    expect(found?.wouldPassIf).toBe('its ticket had said, then or later, that it was backed out');
  });
});
