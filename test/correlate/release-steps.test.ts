import { describe, expect, it } from 'vitest';
import type { Instant } from '#contract';
import { type ReleaseDeployment, type ReleaseLife, releaseSteps } from '../../src/correlate/index.js';

const at = (hour: number) => `2026-01-01T${String(hour).padStart(2, '0')}:00:00.000000Z` as Instant;
const to = (environment: string, hour: number, outcome = 'SUCCEEDED'): ReleaseDeployment => ({
  environment,
  standing: environment === 'production' ? 'PRODUCTION' : 'OTHER',
  outcome,
  start: at(hour),
  end: at(hour + 1),
});
const change = (stage: 'SCHEDULED' | 'VALIDATING' | 'CLOSED', closedAt: Instant | null = null) => ({ stage, closedAt });
const NOTHING: ReleaseLife = { publishedAt: null, commits: 0, changes: [], scheduled: 0, planned: null, deployments: [] };

/** The steps that were reached, with when. */
function reached(life: Partial<ReleaseLife>) {
  return releaseSteps({ ...NOTHING, ...life }).flatMap((one) =>
    one.reached ? [one.at === null ? one.step : `${one.step} ${one.at.slice(11, 13)}`] : [],
  );
}

describe('the steps of a release', () => {
  it.each<[string, Partial<ReleaseLife>, readonly string[]]>([
    ['none is reached by nothing', {}, []],
    ['it is grouped once its commits are known', { commits: 2, publishedAt: at(1) }, ['GROUPED 01']],
    ['it is scheduled where a ticket names it', { scheduled: 1 }, ['SCHEDULED']],
    ['it is scheduled where dates are planned for it', { planned: { start: null, end: '2026-02-01' } }, ['SCHEDULED']],
    ['it is sequenced by its first deployment', { deployments: [to('production', 5, 'FAILED'), to('staging', 3)] }, ['SEQUENCED 03']],
    [
      'it is deployed once one to production succeeded',
      { deployments: [to('production', 5, 'FAILED'), to('production', 7)] },
      ['SEQUENCED 05', 'DEPLOYED 08'],
    ],
    [
      'it is not validated while a change is not being checked',
      { deployments: [to('production', 5)], changes: [change('SCHEDULED'), change('CLOSED')] },
      ['SEQUENCED 05', 'DEPLOYED 06'],
    ],
    [
      'nor after a later deployment failed',
      { deployments: [to('production', 5), to('production', 7, 'FAILED')], changes: [change('VALIDATING')] },
      ['SEQUENCED 05', 'DEPLOYED 06'],
    ],
    [
      'it is validated once all are',
      { deployments: [to('production', 5)], changes: [change('VALIDATING'), change('CLOSED', at(9))] },
      ['SEQUENCED 05', 'DEPLOYED 06', 'VALIDATED 06'],
    ],
    ['it is closed with its last change', { changes: [change('CLOSED', at(9)), change('CLOSED', at(8))] }, ['CLOSED 09']],
  ])('%s', (_, life, expected) => {
    expect(reached(life)).toEqual(expected);
  });

  it('are six, in their order, each with a sentence', () => {
    const steps = releaseSteps({ ...NOTHING, deployments: [to('production', 5), to('staging', 3)] });
    expect(steps.map(({ step }) => step)).toEqual(['GROUPED', 'SCHEDULED', 'SEQUENCED', 'DEPLOYED', 'VALIDATED', 'CLOSED']);
    expect(steps[2]?.sentence).toBe('Deployed in this order: staging, production.');
  });
});
