import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { driftWithoutChange as rule } from '../../src/controls/drift-without-change.js';
import { second } from '../correlate/runs.js';
import { HOUR, ticket, TICKET } from './implementation.js';
import { answerOf, COVERED, deployment, drift, findings, NOW, SERVICE, type ServicePlan } from './service.js';

const plan = (part: ServicePlan = {}): ServicePlan => ({ drifts: [drift()], ...part });
const during = (from: number, to: number | null, part: Parameters<typeof deployment>[2] = {}): ServicePlan =>
  plan({ deployments: [deployment(from, to, part)] });
const naming = drift({ tickets: [TICKET] });
const same = { source: 'terraform' };

const point = (from: number, to: number) => ({ from: second(from), to: second(to) });

describe('drift-without-change', () => {
  it.each<readonly [string, ServicePlan, string]>([
    ['GAP where no deployment put it there', plan(), 'GAP'],
    ['silent where nothing was found', { drifts: [] }, 'NONE'],
    ['silent where it was no production', plan({ drifts: [drift({ standing: 'OTHER' })] }), 'NONE'],
    ['INDETERMINATE where nobody knows whether it was', plan({ drifts: [drift({ standing: 'UNKNOWN' })] }), 'INDETERMINATE'],
    ['PASS while a deployment is under way', during(NOW - HOUR, NOW + HOUR), 'PASS'],
    ['PASS while one runs that has no end yet', during(NOW - HOUR, null), 'PASS'],
    ['INDETERMINATE where one never told how it ended', during(NOW - HOUR, null, { outcome: 'UNKNOWN' }), 'INDETERMINATE'],
    ['GAP where it was over', during(NOW - 2 * HOUR, NOW - HOUR), 'GAP'],
    ['GAP where it came afterwards', during(NOW + HOUR, NOW + 2 * HOUR), 'GAP'],
    [
      'INDETERMINATE where that may have been another environment',
      during(NOW - HOUR, NOW + HOUR, { standing: 'UNKNOWN' }),
      'INDETERMINATE',
    ],
    ['PASS where it names a change that was implemented', plan({ drifts: [naming], named: [ticket()], implemented: [TICKET] }), 'PASS'],
    ['GAP where it names one that was not', plan({ drifts: [naming], named: [ticket()] }), 'GAP'],
    ['GAP where that was deleted', plan({ drifts: [naming], named: [ticket({ deleted: true })], implemented: [TICKET] }), 'GAP'],
    ['GAP where a change of the service was implemented that it does not name', plan({ changes: [ticket()] }), 'GAP'],
    [
      'GAP where one of two is explained',
      plan({ drifts: [naming, drift({ ref: 'drift:terraform:2' })], named: [ticket()], implemented: [TICKET] }),
      'GAP',
    ],
    ['INDETERMINATE where deployments were not read', plan({ readTo: second(0) }), 'INDETERMINATE'],
    ['PASS where they were not, and one was under way', { ...during(NOW - HOUR, NOW + HOUR), readTo: second(0) }, 'PASS'],
    [
      'INDETERMINATE where it names a key that was not read',
      plan({ drifts: [drift({ keys: ['PAY-9'] })], readTo: second(0) }),
      'INDETERMINATE',
    ],
  ])('is %s', (_, of, expected) => {
    expect(answerOf(rule, of)).toBe(expected);
  });

  it.each<readonly [string, ServicePlan, string]>([
    ['another tool’s deployment began more than the skew before', during(NOW - 62, NOW + HOUR), 'PASS'],
    ['it began the skew before', during(NOW - 61, NOW + HOUR), 'INDETERMINATE'],
    ['it began the skew after', during(NOW + 61, NOW + HOUR), 'INDETERMINATE'],
    ['it began more than the skew after', during(NOW + 62, NOW + HOUR), 'GAP'],
    ['it ended more than the skew before', during(NOW - HOUR, NOW - 62), 'GAP'],
    ['it ended the skew before', during(NOW - HOUR, NOW - 61), 'INDETERMINATE'],
    ['it ended more than the skew after', during(NOW - HOUR, NOW + 62), 'PASS'],
    ['a deployment of the same tool began in the second before', during(NOW - 1, NOW + HOUR, same), 'PASS'],
    ['it began in the same second', during(NOW, NOW + HOUR, same), 'INDETERMINATE'],
    ['it began in the second after', during(NOW + 1, NOW + HOUR, same), 'GAP'],
    ['deployments were read up to it and the skew', plan({ readTo: COVERED }), 'GAP'],
    ['they were read a microsecond less', plan({ readTo: plusMs(COVERED, -0.001) }), 'INDETERMINATE'],
  ])('where %s, is as told', (_, of, expected) => {
    expect(answerOf(rule, of)).toBe(expected);
  });

  it.each<readonly [string, ServicePlan, string]>([
    ['when it was found', during(NOW - 1, NOW + HOUR, { ...same, start: point(NOW - 1, NOW) }), 'PASS'],
    ['a microsecond later', during(NOW - 1, NOW + HOUR, { ...same, start: point(NOW - 1, NOW + 0.000001) }), 'INDETERMINATE'],
  ])('of one clock, a deployment that had begun %s is as the clock leaves it', (_, of, expected) => {
    expect(answerOf(rule, of)).toBe(expected);
  });

  it('counts what came with deployments', () => {
    const [one, two] = [[drift()], [drift(), drift({ ref: 'drift:terraform:2' })]];
    const said = (drifts: readonly ReturnType<typeof drift>[]) =>
      findings(rule, { ...during(NOW - HOUR, NOW + HOUR), drifts })[0]?.sentence;
    expect(said(one)).toBe('The one difference that tools found in the production of pay came with deployments or implemented changes.');
    expect(said(two)).toBe('All 2 differences that tools found in the production of pay came with deployments or implemented changes.');
  });

  it('says what was found by whom and when, and what would have passed', () => {
    const [found] = findings(rule, plan());
    expect(found?.sentence).toBe(
      `terraform found the infrastructure aws_db.pay in the production of pay at ${second(NOW)}, and no deployment put it there.`,
    );
    expect(found).toMatchObject({ subject: SERVICE, about: ['drift:terraform:1'] });
    expect(found?.wouldPassIf).toBe('a deployment of the service had been under way, or it had named a change that was implemented');
  });

  it('is resolved when the deployment that put it there becomes known', () => {
    expect([answerOf(rule, plan()), answerOf(rule, during(NOW - HOUR, NOW + HOUR))]).toEqual(['GAP', 'PASS']);
  });

  it('once PASS or GAP stays so when more is read, and when it is known how deployments ended', () => {
    const anyRun = fc.record({
      from: fc.constantFrom(NOW - 2 * HOUR, NOW - 30, NOW + HOUR),
      to: fc.option(fc.constantFrom(NOW - HOUR, NOW + 2 * HOUR)),
      isProduction: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyRun, { maxLength: 3 }), fc.boolean(), fc.constantFrom(NOW - HOUR, NOW + 2 * HOUR), (runs, isRead, end) => {
        const of = (known: boolean): ServicePlan =>
          plan({
            deployments: runs.map(({ from, to, isProduction }) =>
              deployment(from, to ?? (known ? end : null), {
                ...(to === null && !known ? { outcome: 'UNKNOWN' as const } : {}),
                ...(isProduction || known ? {} : { standing: 'UNKNOWN' as const }),
              }),
            ),
            ...(isRead || known ? {} : { readTo: second(0) }),
          });
        const [before] = findings(rule, of(false));
        if (before?.answer === 'INDETERMINATE') expect(before.missing?.length).toBeGreaterThan(0);
        else expect(answerOf(rule, of(true))).toBe(before?.answer);
      }),
      { numRuns: 1_000 },
    );
  });
});
