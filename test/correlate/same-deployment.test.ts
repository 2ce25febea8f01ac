import { describe, expect, it } from 'vitest';
import { type Run, rolesOf } from '../../src/correlate/index.js';
import { second, span } from './runs.js';
import { report } from './reports.js';

const MINUTE = 60;
const SPEAKS = { clockSkewMs: 60_000, speaks: ['argo', 'hub/vercel'] };

/** `speaker < those that corroborate it ? those that it may be one with`, of all that speak. */
function told(runs: readonly Run[], terms = { clockSkewMs: 60_000, speaks: [] as readonly string[] }): readonly string[] {
  const roles = rolesOf(runs.map((run) => ({ run: { ...run, start: run.start! }, terms })));
  const lines = runs.map(({ deployment }) => {
    const role = roles.get(deployment) ?? { speaker: deployment, corroboratedBy: [], perhaps: [] };
    if (role.speaker !== deployment) return '';
    return [deployment, ...role.corroboratedBy.map((one) => `< ${one}`), ...role.perhaps.map((one) => `? ${one}`)].join(' ');
  });
  return lines.filter((line) => line !== '').sort();
}

const a = report('a', 'hub/production', span(0), span(60));

describe('reports of one revision to one place are one deployment', () => {
  it('when different tools give intervals that overlap', () => {
    const others = [report('b', 'hub/argo', span(10), span(300)), report('c', 'hub/vercel', span(59), span(61))];
    expect(told([a, ...others])).toEqual(['a < b < c']);
  });

  it.each([
    ['one second less than 15 min apart: one', 60 + 15 * MINUTE - 1, 'hub', ['a < b']],
    ['15 min apart, each known to the second: open', 60 + 15 * MINUTE, 'hub', ['a', 'b ? a']],
    ['one second more than 15 min apart: two', 60 + 15 * MINUTE + 1, 'hub', ['a', 'b']],
    ['a minute of skew and a second less by another clock: one', 60 + 14 * MINUTE - 1, 'other', ['a < b']],
    ['a minute of skew less by another clock: open', 60 + 14 * MINUTE, 'other', ['a', 'b ? a']],
    ['a minute of skew more by another clock: open', 60 + 16 * MINUTE, 'other', ['a', 'b ? a']],
    ['a minute of skew and a second more by another clock: two', 60 + 16 * MINUTE + 1, 'other', ['a', 'b']],
  ])('up to 15 min apart: %s', (_, start, source, expected) => {
    expect(told([a, report('b', `${source}/argo`, span(start), span(start + 60))])).toEqual(expected);
  });

  it('not when one tool reports both: it deployed twice', () => {
    expect(told([a, report('b', 'hub/production', span(70), span(90))])).toEqual(['a', 'b']);
  });

  it('when one names the other, whatever time lies between; and of two it is the one that is named', () => {
    const again = report('a2', 'hub/production', span(7200), span(7260));
    const named = { ...report('b', 'hub/argo', span(7230), span(7300)), names: ['a'] };
    expect(told([a, again, named])).toEqual(['a < b', 'a2']);
    expect(told([{ ...a, names: ['b'] }, again, report('b', 'hub/argo', span(90_000), span(90_001))])).toEqual(['a < b', 'a2']);
  });

  it('not when a tool names another report of its own: it deployed twice', () => {
    expect(told([a, { ...report('b', 'hub/production', span(70), span(90)), names: ['a'] }])).toEqual(['a', 'b']);
  });

  it('and of two deployments by each of two tools the first belong together, and the second', () => {
    const again = report('a2', 'hub/production', span(120), span(180));
    const late = [report('b', 'hub/argo', span(190), span(200)), report('b2', 'hub/argo', span(210), span(220))];
    expect(told([a, again, ...late])).toEqual(['a < b', 'a2 < b2']);
  });

  it('through one between them that lies near to both', () => {
    const between = report('b', 'hub/argo', span(900), span(950));
    const far = report('c', 'hub/vercel', span(1800), span(1900));
    expect(told([a, between, far])).toEqual(['a < b < c']);
    expect(told([a, far])).toEqual(['a', 'c']);
  });

  it('where another clock leaves it open, once one between them is near to both', () => {
    const elsewhere = report('b', 'argo/production', span(60 + 14 * MINUTE), span(2000));
    expect(told([a, elsewhere])).toEqual(['a', 'b ? a']);
    expect(told([a, elsewhere, report('c', 'hub/vercel', span(60 + 15 * MINUTE - 1), span(2000))])).toEqual(['a < b < c']);
  });

  it('open while the earlier one has no end that could decide it, and at most for a day', () => {
    const running = { ...a, end: null, outcome: 'RUNNING' as const, endExpectedBy: second(86_401) };
    const after = (seconds: number) => told([running, report('b', 'hub/argo', span(seconds), span(seconds + 9))]);
    expect(after(600)).toEqual(['a < b']);
    expect(after(7200)).toEqual(['a', 'b ? a']);
    expect(after(90_000)).toEqual(['a', 'b']);
  });
});

describe('the report that speaks for a deployment', () => {
  const argo = report('b', 'argo/production', span(10), span(50));
  const vercel = report('c', 'hub/vercel', span(20), span(50));

  it('is the first that policy names, by source or by source and environment name', () => {
    expect(told([a, argo, vercel], SPEAKS)).toEqual(['b < a < c']);
    expect(told([a, vercel], SPEAKS)).toEqual(['c < a']);
  });

  it('is the one that started first where policy names none of them, then the one with the smallest ref', () => {
    expect(told([vercel, argo, a])).toEqual(['a < b < c']);
    expect(told([report('0', 'argo/production', span(0), span(9)), a])).toEqual(['0 < a']);
  });

  it('leaves the earlier one open, too, where it would speak for both if they are one', () => {
    const later = report('b', 'argo/production', span(60 + 15 * MINUTE), null);
    expect(told([a, later])).toEqual(['a', 'b ? a']);
    expect(told([a, later], SPEAKS)).toEqual(['a ? b', 'b ? a']);
  });
});
