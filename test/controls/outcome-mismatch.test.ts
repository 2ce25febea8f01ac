import { describe, expect, it } from 'vitest';
import { outcomeMismatch as rule } from '../../src/controls/outcome-mismatch.js';
import type { DeploymentOfChange } from '../../src/controls/index.js';
import type { JobRunFacts } from '../../src/correlate/index.js';
import { second, span } from '../correlate/runs.js';
import { answerOf, backout, changed, type ChangePlan, findings, HOUR, rollout, START, upTo } from './whole-change.js';

const said = (word: string | null, deployments: readonly DeploymentOfChange[], rest: ChangePlan = {}): ChangePlan => ({
  fields: word === null ? {} : { resolution: [changed(START + 4 * HOUR, null, word)] },
  deployments,
  ...rest,
});
const [FIRST, FAILED] = [rollout(START), rollout(START + HOUR, { outcome: 'FAILED' })];
const OUT = backout(START + HOUR);
const eu = { place: { environment: 'production', target: 'eu' } };
const run = (at: number, part: Partial<JobRunFacts> = {}): JobRunFacts => ({
  ...{
    execution: `execution:z:${at}`,
    source: 'z',
    job: 'PAYJOB',
    kind: null,
    step: null,
    purpose: null,
    service: null,
    environment: 'prod',
  },
  ...{
    operator: null,
    started: span(at),
    startedSeq: at,
    finished: span(at + 9),
    finishedSeq: at + 1,
    returnCode: null,
  },
  outcome: 'SUCCEEDED',
  ...part,
});
const ran = (...runs: JobRunFacts[]): ChangePlan => said('done', [], { more: { runs } });

describe('outcome-mismatch', () => {
  it.each<readonly [string, ChangePlan, string]>([
    ['PASS where its only deployment succeeded', said('done', [FIRST]), 'PASS'],
    ['GAP where its only deployment failed', said('done', [FAILED]), 'GAP'],
    ['GAP where the last one failed', said('done', [FIRST, FAILED]), 'GAP'],
    ['PASS where one failed and a later one succeeded', said('done', [FAILED, rollout(START + 2 * HOUR)]), 'PASS'],
    ['GAP where one that names it and brings no commits failed', said('done', [{ ...FAILED, commits: [] }]), 'GAP'],
    ['PASS where what failed only reverts it', said('done', [FIRST, { ...FAILED, commits: ['r1'], undoing: ['r1'] }]), 'PASS'],
    [
      'PASS where its deployment succeeded, whatever jobs beside it did',
      said('done', [FIRST], { more: { runs: [run(START, { outcome: 'FAILED' })] } }),
      'PASS',
    ],
    ['GAP with issues, too', said('issues', [FAILED]), 'GAP'],
    ['silent where it is recorded as failed', said('failed', [FAILED]), 'NONE'],
    ['silent where it is recorded as backed out', said('out', [FIRST, OUT]), 'NONE'],
    ['silent where it says nothing', said(null, [FAILED]), 'NONE'],
    ['silent where nothing was deployed or run', said('done', []), 'NONE'],
    ['GAP where its commits were taken out', said('done', [FIRST, OUT]), 'GAP'],
    ['PASS where they were brought back', said('done', [FIRST, OUT, rollout(START + 2 * HOUR)]), 'PASS'],
    ['GAP where others were brought back', said('done', [FIRST, OUT, rollout(START + 2 * HOUR, { commits: ['c2'] })]), 'GAP'],
    ['GAP where one of two was brought back', said('done', [FIRST, backout(START + HOUR, ['c1', 'c2']), rollout(START + 2 * HOUR)]), 'GAP'],
    [
      'PASS where a revert of the revert brought them back',
      said('done', [FIRST, OUT, rollout(START + 2 * HOUR, { carries: false, commits: [], takesOut: [], restores: ['c1'] })]),
      'PASS',
    ],
    [
      'GAP where they were brought back by one that failed',
      said('done', [FIRST, OUT, rollout(START + 2 * HOUR, { outcome: 'FAILED' })]),
      'GAP',
    ],
    [
      'INDETERMINATE where nobody knows how that one ended',
      said('done', [FIRST, OUT, rollout(START + 2 * HOUR, { outcome: 'UNKNOWN' })]),
      'INDETERMINATE',
    ],
    [
      'PASS where the one that would take them out failed',
      said('done', [FIRST, backout(START + HOUR, ['c1'], { outcome: 'FAILED' })]),
      'PASS',
    ],
    [
      'INDETERMINATE where nobody knows how that one ended, either',
      said('done', [FIRST, backout(START + HOUR, ['c1'], { outcome: 'RUNNING' })]),
      'INDETERMINATE',
    ],
    [
      'GAP where a carried revert took them out, though it names the change',
      said('done', [FIRST, rollout(START + HOUR, { commits: ['r1'], undoing: ['r1'], takesOut: ['c1'] })]),
      'GAP',
    ],
    [
      'INDETERMINATE where other commits of it came with the one that took them out',
      said('done', [FIRST, rollout(START + HOUR, { commits: ['c9'], takesOut: ['c1'] })]),
      'INDETERMINATE',
    ],
    [
      'INDETERMINATE where the last deployment still runs',
      said('done', [FIRST, rollout(START + HOUR, { outcome: 'RUNNING', end: null })]),
      'INDETERMINATE',
    ],
    [
      'GAP where one target failed and the other did not',
      said('done', [FIRST, rollout(START + HOUR, { ...eu, outcome: 'FAILED' })]),
      'GAP',
    ],
    [
      'GAP where it was taken out of one target of two',
      said('done', [FIRST, rollout(START, eu), backout(START + HOUR, ['c1'], eu)]),
      'GAP',
    ],
    ['GAP where another target brought them back', said('done', [FIRST, OUT, rollout(START + 2 * HOUR, eu)]), 'GAP'],
    [
      'INDETERMINATE where two of one clock overlap and differ',
      said('done', [FIRST, rollout(START, { deployment: 'deployment:a:x', outcome: 'FAILED' })]),
      'INDETERMINATE',
    ],
    [
      'GAP where two that overlap both failed',
      said('done', [FAILED, rollout(START + HOUR, { deployment: 'deployment:a:x', outcome: 'FAILED' })]),
      'GAP',
    ],
    [
      'GAP one second outside of the skew between two clocks',
      said('done', [FIRST, rollout(START + 62, { source: 'b', outcome: 'FAILED' })]),
      'GAP',
    ],
    ['INDETERMINATE within it', said('done', [FIRST, rollout(START + 61, { source: 'b', outcome: 'FAILED' })]), 'INDETERMINATE'],
    [
      'INDETERMINATE where one succeeded, and one that failed may be production',
      said('done', [FIRST, rollout(START + HOUR, { standing: 'UNKNOWN', outcome: 'FAILED' })]),
      'INDETERMINATE',
    ],
    [
      'PASS where one succeeded, and another that may be production did, too',
      said('done', [FIRST, rollout(START + HOUR, { standing: 'UNKNOWN', environment: 'canary' })]),
      'PASS',
    ],
    [
      'INDETERMINATE where one succeeded, and how one ended that may be production is not known',
      said('done', [FIRST, rollout(START + HOUR, { standing: 'UNKNOWN', outcome: 'RUNNING', end: null })]),
      'INDETERMINATE',
    ],
    [
      'INDETERMINATE where it was taken out of what may be production',
      said('done', [FIRST, rollout(START, { standing: 'UNKNOWN' }), backout(START + HOUR, ['c1'], { standing: 'UNKNOWN' })]),
      'INDETERMINATE',
    ],
    ['INDETERMINATE where the ticket was not read', said('done', [FAILED], { coverage: { tickets: null } }), 'INDETERMINATE'],
    [
      'GAP where all was read up to its word and the skew',
      said('done', [FAILED], { coverage: { tickets: upTo(START + 4 * HOUR + 60) }, deploymentsReadTo: second(START + 4 * HOUR + 60) }),
      'GAP',
    ],
    [
      'INDETERMINATE where deployments were read a second less',
      said('done', [FAILED], { deploymentsReadTo: second(START + 4 * HOUR + 59) }),
      'INDETERMINATE',
    ],
    ['INDETERMINATE, and no PASS, where deployments were not read', said('done', [FIRST], { deploymentsReadTo: null }), 'INDETERMINATE'],
    ['PASS where the run of its job succeeded', ran(run(START)), 'PASS'],
    ['GAP where it failed', ran(run(START, { outcome: 'FAILED' })), 'GAP'],
    ['PASS where a later run of it succeeded', ran(run(START, { outcome: 'FAILED' }), run(START + HOUR)), 'PASS'],
    ['GAP where a run of another job failed', ran(run(START, { outcome: 'FAILED' }), run(START + HOUR, { job: 'OTHER' })), 'GAP'],
    ['INDETERMINATE where its end is not known', ran(run(START, { outcome: null, finished: null, finishedSeq: null })), 'INDETERMINATE'],
    ['PASS where only a validation failed', ran(run(START), run(START + HOUR, { purpose: 'VALIDATION', outcome: 'FAILED' })), 'PASS'],
  ])('is %s', (_, plan, answer) => {
    expect(answerOf(rule, plan)).toBe(answer);
  });

  it('names the deployment that failed, and the one that took it out', () => {
    const [failed] = findings(rule, said('done', [FIRST, FAILED]));
    expect(failed?.sentence).toBe(
      `PAY-12 is recorded as SUCCESSFUL, but its last deployment to production of pay failed (${FAILED.deployment}).`,
    );
    expect(failed?.about).toContain(FAILED.deployment);
    const [out] = findings(rule, said('done', [FIRST, OUT]));
    expect(out?.sentence).toContain(`${OUT.deployment} took 1 commit of it out of production of pay at ${second(START + HOUR)}`);
    expect(findings(rule, said('done', [FAILED]))[0]?.sentence).toContain('its last deployment to production of pay failed');
    expect(findings(rule, ran(run(START, { outcome: 'FAILED' }), run(START, { job: 'OTHER' })))[0]?.sentence).toBe(
      'PAY-12 is recorded as SUCCESSFUL, but the run of PAYJOB failed.',
    );
    expect(out?.wouldPassIf).toBe('its ticket said how it ended, or a later deployment had brought it there');
  });
});
