import { describe, expect, it } from 'vitest';
import { configurationUnrecorded as rule } from '../../src/controls/configuration-unrecorded.js';
import { judge } from '../../src/controls/index.js';
import { second } from '../correlate/runs.js';
import { caseOf, COVERED, type Plan, upTo } from './case.js';
import { artifact, naming } from './named.js';

const judged = (of: Plan) => rule.judge!(caseOf(of))[0]!;
const uncovered = { coverage: { deployments: null } };

describe('configuration-unrecorded', () => {
  it.each<readonly [string, Plan, string]>([
    ['PASS where it says a version', naming({ configurations: ['chart 4.2.0'] }), 'PASS'],
    ['PASS where it does, whatever was not read', naming({ configurations: ['chart 4.2.0'] }, uncovered), 'PASS'],
    ['GAP where it says none', naming({}), 'GAP'],
    ['GAP where it names an artifact alone', naming({ artifacts: [artifact()] }), 'GAP'],
    ['INDETERMINATE where another report of it may say one', naming({}, uncovered), 'INDETERMINATE'],
    ['INDETERMINATE where it may be a report of another', naming({ perhaps: ['deployment:b:1'] }), 'INDETERMINATE'],
    [
      'INDETERMINATE where reports were read up to a microsecond less',
      naming({}, { coverage: { deployments: upTo(second(160.999999)) } }),
      'INDETERMINATE',
    ],
    ['GAP where they were read up to the start and the skew', naming({}, { coverage: { deployments: upTo(COVERED) } }), 'GAP'],
    ['GAP of a redeployment', naming({}, { carries: [] }), 'GAP'],
  ])('is %s', (_, of, expected) => {
    expect(judged(of).answer).toBe(expected);
  });

  it('says what was applied, and what would have passed', () => {
    expect(judged(naming({ configurations: ['chart 4.2.0'] })).sentence).toBe(
      'The deployment of acme/pay to live applied the configuration chart 4.2.0.',
    );
    expect(judged(naming({})).wouldPassIf).toBe('it, or another report of it, had named the version of the configuration');
  });

  it('resolves when another report of it names the version', () => {
    expect([naming({}), naming({ configurations: ['4f2c'] })].map((of) => judged(of).answer)).toEqual(['GAP', 'PASS']);
  });

  it('is asked only where policy switches it on', () => {
    const asked = (rules: object) => judge(caseOf(naming({}, { policy: { rules } }))).some(({ rule: id }) => id === rule.info.id);
    expect([asked({}), asked({ [rule.info.id]: { enabled: true } })]).toEqual([false, true]);
  });
});
