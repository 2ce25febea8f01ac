import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { closedWithoutImplementation as rule } from '../../src/controls/closed-without-implementation.js';
import { second } from '../correlate/runs.js';
import { answerOf, changed, type ChangePlan, findings, NOW, read, rollout, START, upTo } from './whole-change.js';

const CLOSED: ChangePlan = {
  statuses: [
    ['new', 0],
    ['closed', START],
  ],
  fields: { resolution: 'done' },
};
const evidence = (shows: string | null): NonNullable<ChangePlan['more']> => ({
  evidence: [{ kind: 'NOTE', shows, by: 'person:bo', recordedAt: second(NOW), seq: 77 }],
});

describe('closed-without-implementation', () => {
  it.each<readonly [string, ChangePlan, string]>([
    ['GAP where nothing shows an implementation', CLOSED, 'GAP'],
    ['GAP with issues', { ...CLOSED, fields: { resolution: 'issues' } }, 'GAP'],
    ['PASS where a deployment carries it', { ...CLOSED, deployments: [rollout(START)] }, 'PASS'],
    ['PASS where it was carried out by hand', { ...CLOSED, earliest: { more: { deployment: null } } }, 'PASS'],
    ['PASS where its actual start is filled in', { ...CLOSED, fields: { resolution: 'done', began: second(START) } }, 'PASS'],
    ['GAP where its actual start is empty', { ...CLOSED, fields: { resolution: 'done', began: '' } }, 'GAP'],
    ['PASS where evidence of the execution is attached', { ...CLOSED, more: evidence('EXECUTION_EVIDENCE') }, 'PASS'],
    ['GAP where evidence of something else is', { ...CLOSED, more: evidence('BACKOUT_PLAN') }, 'GAP'],
    ['silent where it is closed as something else', { ...CLOSED, fields: { resolution: 'wont' } }, 'NONE'],
    ['silent where it is closed without a word', { statuses: CLOSED.statuses! }, 'NONE'],
    [
      'silent where it is not closed',
      {
        ...CLOSED,
        statuses: [
          ['new', 0],
          ['doing', START],
        ],
      },
      'NONE',
    ],
    [
      'silent where it was opened again',
      {
        ...CLOSED,
        statuses: [
          ['new', 0],
          ['closed', START],
          ['new', START + 9],
        ],
      },
      'NONE',
    ],
    ['silent where policy says no outcomes', { ...CLOSED, policy: { outcomes: {} } }, 'NONE'],
    [
      'GAP by its resolution where policy maps no status',
      { policy: { statuses: {} }, fields: { resolution: [changed(START, null, 'done')] } },
      'GAP',
    ],
    ['INDETERMINATE where nobody knows since when', { policy: { statuses: {} }, fields: { resolution: 'done' } }, 'INDETERMINATE'],
    [
      'INDETERMINATE where it was deployed to what may be production',
      { ...CLOSED, deployments: [rollout(START, { standing: 'UNKNOWN' })] },
      'INDETERMINATE',
    ],
    ['GAP where deployments were read up to then and the skew', { ...CLOSED, deploymentsReadTo: second(START + 60) }, 'GAP'],
    [
      'INDETERMINATE where they were read a moment less',
      { ...CLOSED, deploymentsReadTo: plusMs(second(START + 60), -0.001) },
      'INDETERMINATE',
    ],
    ['INDETERMINATE where they were never read', { ...CLOSED, deploymentsReadTo: null }, 'INDETERMINATE'],
    ['GAP where the ticket was read up to then and the skew', { ...CLOSED, coverage: { tickets: upTo(START + 60) } }, 'GAP'],
    ['INDETERMINATE where it was read a second less', { ...CLOSED, coverage: { tickets: upTo(START + 59) } }, 'INDETERMINATE'],
    [
      'PASS whatever was not read where it was deployed',
      { ...CLOSED, deployments: [rollout(START)], coverage: { tickets: null }, deploymentsReadTo: null },
      'PASS',
    ],
  ])('is %s', (_, plan, answer) => {
    expect(answerOf(rule, plan)).toBe(answer);
  });

  it('says when it was closed, and names what would have shown it', () => {
    const [found] = findings(rule, CLOSED);
    expect(found?.sentence).toBe(
      `PAY-12 was closed as SUCCESSFUL at ${second(START)}, and no deployment, job or status shows that it was implemented.`,
    );
    expect(found?.wouldPassIf).toBe('a deployment, a job, its status or attached evidence had shown that it was implemented');
  });

  it('resolves when a deployment that carries it is read later', () => {
    expect(answerOf(rule, { ...CLOSED, fields: { resolution: [read('done')] } })).toBe('GAP');
    expect(answerOf(rule, { ...CLOSED, fields: { resolution: [read('done')] }, deployments: [rollout(START - 10)] })).toBe('PASS');
  });
});
