import { describe, expect, it } from 'vitest';
import type { Policy } from '#contract';
import type { OtherRun } from '../../src/controls/index.js';
import { skippedStage as rule } from '../../src/controls/skipped-stage.js';
import { edges, sha } from '../correlate/commits.js';
import { second, span } from '../correlate/runs.js';
import { caseOf, COVERED, type Plan, upTo as readTo } from './case.js';
import { decision } from './implementation.js';
import { answerOf, changed, type ChangePlan, findings, HOUR, rollout, START, upTo } from './whole-change.js';

type Steps = NonNullable<ChangePlan['statuses']>;
const stages = (...names: NonNullable<Policy['requiredStages']>): NonNullable<ChangePlan['policy']> => ({ requiredStages: names });
const [TWO, THREE] = [stages('REVIEW', 'APPROVAL'), stages('REVIEW', 'APPROVAL', 'VALIDATING')];
const went = (...names: readonly string[]): Steps => names.map((name, nth) => [name, nth === 0 ? 0 : START + nth * HOUR] as const);

describe('skipped-stage, of a change', () => {
  it.each<readonly [string, ChangePlan, string]>([
    ['PASS where it was in all of them', { policy: TWO, statuses: went('new', 'review', 'approval', 'doing') }, 'PASS'],
    ['GAP where it was in one of them', { policy: TWO, statuses: went('new', 'review', 'doing') }, 'GAP'],
    ['GAP where it was in none', { policy: TWO, statuses: went('new', 'doing') }, 'GAP'],
    ['GAP where it was in one only afterwards', { policy: TWO, statuses: went('new', 'review', 'doing', 'approval', 'doing') }, 'GAP'],
    ['PASS where it was made in one of them', { policy: TWO, statuses: went('review', 'approval', 'doing') }, 'PASS'],
    ['PASS where they came in another order', { policy: TWO, statuses: went('new', 'approval', 'review', 'doing') }, 'PASS'],
    ['PASS before one that comes after IMPLEMENTING', { policy: THREE, statuses: went('new', 'review', 'approval', 'doing') }, 'PASS'],
    ['GAP where it was closed without that one', { policy: THREE, statuses: went('new', 'review', 'approval', 'doing', 'closed') }, 'GAP'],
    [
      'PASS where it was closed after it',
      { policy: THREE, statuses: went('new', 'review', 'approval', 'doing', 'checking', 'closed') },
      'PASS',
    ],
    ['GAP where it was made in a later one', { policy: TWO, statuses: went('doing') }, 'GAP'],
    [
      'silent where it was closed after a yes that was revoked',
      {
        policy: TWO,
        statuses: went('new', 'closed'),
        ticket: { decisions: [decision(), decision({ decision: 'REVOKED', seq: 31, at: span(START - 60) })] },
      },
      'NONE',
    ],
    ['GAP where it was closed at once', { policy: TWO, statuses: went('new', 'closed') }, 'GAP'],
    ['silent where it was closed as cancelled', { policy: TWO, statuses: went('new', 'closed'), fields: { resolution: 'wont' } }, 'NONE'],
    [
      'silent where it was closed after a no',
      { policy: TWO, statuses: went('new', 'closed'), ticket: { decisions: [decision({ decision: 'REJECTED' })] } },
      'NONE',
    ],
    [
      'GAP where it was deployed, and then closed as cancelled',
      { policy: TWO, statuses: went('new', 'closed'), fields: { resolution: 'wont' }, deployments: [rollout(START)] },
      'GAP',
    ],
    [
      'GAP where it was begun, and then closed as cancelled',
      { policy: TWO, statuses: went('new', 'doing', 'closed'), fields: { resolution: 'wont' } },
      'GAP',
    ],
    ['silent before it comes so far', { policy: TWO, statuses: went('new', 'approved') }, 'NONE'],
    ['silent where policy requires no stages', { statuses: went('new', 'doing') }, 'NONE'],
    ['silent where no status is a stage', { policy: { ...TWO, statuses: {} }, statuses: went('new', 'doing') }, 'NONE'],
    [
      'INDETERMINATE where its history has a hole',
      { policy: TWO, fields: { status: [changed(START, 'new', 'review'), changed(START + 9, 'approval', 'doing')] } },
      'INDETERMINATE',
    ],
    [
      'GAP where the ticket was read up to then and the skew',
      { policy: TWO, statuses: went('new', 'doing'), coverage: { tickets: upTo(START + HOUR + 60) } },
      'GAP',
    ],
    [
      'INDETERMINATE where it was read a second less',
      { policy: TWO, statuses: went('new', 'doing'), coverage: { tickets: upTo(START + HOUR + 59) } },
      'INDETERMINATE',
    ],
    [
      'PASS where it was not read and was in all of them',
      { policy: TWO, statuses: went('review', 'approval', 'doing'), coverage: { tickets: null } },
      'PASS',
    ],
  ])('is %s', (_, plan, answer) => {
    expect(answerOf(rule, plan)).toBe(answer);
  });

  it('says which stages, and when it came further', () => {
    const [found] = findings(rule, { policy: TWO, statuses: went('new', 'doing') });
    expect(found?.sentence).toBe(
      `PAY-12 came to IMPLEMENTING ("doing") at ${second(START + HOUR)} without having been in REVIEW, APPROVAL.`,
    );
    expect(found?.wouldPassIf).toBe('it had been in REVIEW, APPROVAL before');
  });
});

const ORDER = ['test', 'staging', 'live'];
/** The deployment of `caseOf` starts in second 100 by the clock of `a`. */
const other = (environment: string, end: number | null, part: Partial<OtherRun> = {}): OtherRun => ({
  ...{ deployment: `deployment:a:${environment}${end ?? ''}`, source: 'a', environment, start: span(1), events: [7] },
  outcome: 'SUCCEEDED',
  ...{ end: end === null ? null : span(end) },
  ...part,
});
const deployed = (elsewhere: readonly OtherRun[], rest: Partial<Plan> = {}): Plan => ({
  ...{ edges: [edges(0), edges(1, 0)], carries: [1], ...rest },
  policy: { environmentOrder: ORDER, ...rest.policy },
  more: { elsewhere, ...rest.more },
});
const BOTH = [other('test', 20), other('staging', 30)];

describe('skipped-stage, of a deployment', () => {
  it.each<readonly [string, Plan, string]>([
    ['PASS where its revision had succeeded in all before it', deployed(BOTH), 'PASS'],
    ['GAP where it had in one of them', deployed([other('staging', 30)]), 'GAP'],
    ['GAP where it had in none', deployed([]), 'GAP'],
    ['GAP where it failed there', deployed([other('test', 20), other('staging', 30, { outcome: 'FAILED' })]), 'GAP'],
    ['PASS where it failed there and then succeeded', deployed([...BOTH, other('staging', 25, { outcome: 'FAILED' })]), 'PASS'],
    ['GAP where it succeeded there only afterwards', deployed([other('test', 20), other('staging', 101)]), 'GAP'],
    ['PASS where it was over there when it started', deployed([other('test', 20), other('staging', 99)]), 'PASS'],
    [
      'INDETERMINATE where it was over in the second in which it started',
      deployed([other('test', 20), other('staging', 100)]),
      'INDETERMINATE',
    ],
    ['PASS one step outside of the skew between two clocks', deployed([other('test', 20), other('staging', 38, { source: 'b' })]), 'PASS'],
    ['INDETERMINATE within it', deployed([other('test', 20), other('staging', 39, { source: 'b' })]), 'INDETERMINATE'],
    [
      'INDETERMINATE where it still runs there',
      deployed([other('test', 20), other('staging', null, { outcome: 'RUNNING' })]),
      'INDETERMINATE',
    ],
    ['INDETERMINATE where deployments were not read', deployed([], { coverage: { deployments: null } }), 'INDETERMINATE'],
    ['GAP where they were read up to its start and the skew', deployed([], { coverage: { deployments: readTo(COVERED) } }), 'GAP'],
    ['PASS whatever was not read where it had succeeded', deployed(BOTH, { coverage: { deployments: null } }), 'PASS'],
    ['INDETERMINATE where it names no revision', deployed(BOTH, { more: { sha: null, elsewhere: BOTH } }), 'INDETERMINATE'],
    [
      'GAP where it is the second in the order, and only another had it',
      deployed([other('staging', 30)], { policy: { environmentOrder: ['test', 'live'] } }),
      'GAP',
    ],
    ['silent where it is the first in the order', deployed([], { policy: { environmentOrder: ['live', 'other'] } }), 'NONE'],
    ['silent where its environment is not in the order', deployed([], { policy: { environmentOrder: ['test', 'staging'] } }), 'NONE'],
    ['silent where policy gives no order', { ...deployed([]), policy: {} }, 'NONE'],
  ])('is %s', (_, plan, answer) => {
    expect(rule.judge!(caseOf(plan))[0]?.answer ?? 'NONE').toBe(answer);
  });

  it('says which environments, and names what was tried there', () => {
    const [found] = rule.judge!(caseOf(deployed([other('staging', 30, { outcome: 'FAILED' })])));
    expect(found?.sentence).toContain('which had not succeeded in test, staging before.');
    expect(found?.sentence).toContain(`It was deployed there at ${second(1)} at the latest`);
    expect(found?.wouldPassIf).toBe('the revision had succeeded in test, staging before it started');
    const [passed] = rule.judge!(caseOf(deployed([...BOTH, other('elsewhere', 40, { events: [8] })])));
    expect(passed?.sentence).toBe(`Its revision ${sha(1).slice(0, 12)} had succeeded in test, staging before it started.`);
    expect(passed?.events).toEqual([1, 2, 7, 7]);
  });

  it('says of which environment it is not known, or what was not read', () => {
    const [open] = rule.judge!(caseOf(deployed([other('test', 20), other('staging', null, { outcome: 'RUNNING' })])));
    expect(open?.missing).toEqual([
      {
        what: 'How its revision ended in staging, or whether before its start, is not known.',
        scope: 'repository:a:1',
        collection: 'deployments',
        upTo: null,
      },
    ]);
    const [unread] = rule.judge!(caseOf(deployed([], { coverage: { deployments: null } })));
    expect(unread?.missing?.map(({ upTo: moment }) => moment)).toEqual([COVERED]);
  });
});
