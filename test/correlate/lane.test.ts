import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { microsOf } from '#contract';
import { type Base, Lane, type Run } from '../../src/correlate/index.js';
import { anyRuns, run, span } from './runs.js';

const SKEW_MS = 2_000;

function laneOf(runs: readonly Run[]): Lane {
  const lane = new Lane();
  for (const one of runs) lane.set(one);
  return lane;
}

/** All of it in words, as far as it can make a difference. */
function said({ run: base, open }: Base): string {
  return `${base?.deployment ?? '-'} ${base?.sha?.slice(0, 4) ?? '-'} open: ${open
    .map((one) => one.deployment)
    .sort()
    .join(' ')}`;
}

/** The Terms, word by word, over all runs: which may have been the last complete one, and of what revision. */
function mayBeBase(runs: readonly Run[], of: Run): { readonly certain: boolean; readonly last: readonly Run[] } {
  type Moment = NonNullable<Run['start']>;
  const before = (a: Moment, b: Moment, same: boolean): boolean | null => {
    const gap = same ? 0 : SKEW_MS * 1000;
    const apart = (x: Moment, y: Moment) =>
      same ? microsOf(y.at.from) - microsOf(x.at.to) >= 0 : microsOf(y.at.from) - microsOf(x.at.to) > gap;
    if (apart(a, b)) return true;
    if (apart(b, a)) return false;
    return same && a.sequence !== null && b.sequence !== null ? Number(a.sequence) < Number(b.sequence) : null;
  };
  const stands = (a: Run, b: Run): boolean => {
    const same = a.source === b.source;
    const byStart = before(a.start!, b.start!, same);
    if (byStart !== null) return byStart;
    return (
      same &&
      microsOf(a.start!.at.from) === microsOf(b.start!.at.from) &&
      microsOf(a.start!.at.to) === microsOf(b.start!.at.to) &&
      before(a.end!, b.end!, true) === true
    );
  };
  const succeeded = runs.filter((one) => one.deployment !== of.deployment && one.outcome === 'SUCCEEDED' && one.end !== null);
  const seen = (one: Run) => before(one.end!, of.start!, one.source === of.source);
  const complete = succeeded.filter((one) => seen(one) === true);
  const last = succeeded.filter((one) => seen(one) !== false && !complete.some((other) => other !== one && stands(one, other)));
  return { certain: complete.length > 0, last };
}

describe('the base of a deployment', () => {
  it('is the last complete one, and undecided exactly when runs of several revisions may be that', () => {
    fc.assert(
      fc.property(anyRuns, (runs) => {
        const lane = laneOf(runs);
        for (const one of runs) {
          const { certain, last } = mayBeBase(runs, one);
          const base = lane.baseOf(one, SKEW_MS);
          const revisions = new Set(last.map((other) => other.sha));
          expect(base.open.length === 0).toBe(certain ? revisions.size === 1 : last.length === 0);
          expect(base.run === null).toBe(!certain);
          const named = [...(base.run ? [base.run] : []), ...base.open, ...base.alike].map((other) => other.deployment);
          expect(named.sort()).toEqual(last.map((other) => other.deployment).sort());
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same in whatever order the runs came, were replaced and were removed', () => {
    fc.assert(
      fc.property(anyRuns, fc.array(fc.nat(), { maxLength: 5 }), (runs, again) => {
        const lane = laneOf(runs);
        const other = laneOf([...runs].reverse());
        for (const n of again) {
          const one = runs[n % runs.length]!;
          other.set({ ...one, start: { at: span(n % 60), sequence: null }, outcome: 'FAILED' });
          other.remove(one.deployment);
          other.set(one);
        }
        for (const one of runs) expect(said(other.baseOf(one, SKEW_MS))).toBe(said(lane.baseOf(one, SKEW_MS)));
      }),
      { numRuns: 500 },
    );
  });

  it('changes, when a run comes, only for those that the lane names as its followers', () => {
    fc.assert(
      fc.property(anyRuns, (runs) => {
        const [added, ...others] = runs;
        const lane = laneOf(others);
        const before = new Map(others.map((one) => [one.deployment, said(lane.baseOf(one, SKEW_MS))]));
        lane.set(added!);
        const followers = new Set(lane.followersOf(added!, SKEW_MS).map((one) => one.deployment));
        const changed = others.filter((one) => said(lane.baseOf(one, SKEW_MS)) !== before.get(one.deployment));
        expect(changed.map((one) => one.deployment).filter((name) => !followers.has(name))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('changes, when a run goes, only for those that named it: as base, as open or as alike', () => {
    fc.assert(
      fc.property(anyRuns, (runs) => {
        const [gone, ...others] = runs;
        const lane = laneOf(runs);
        const before = new Map(others.map((one) => [one.deployment, lane.baseOf(one, SKEW_MS)]));
        lane.remove(gone!.deployment);
        for (const one of others) {
          const base = before.get(one.deployment)!;
          if (said(base) === said(lane.baseOf(one, SKEW_MS))) continue;
          const named = [...(base.run ? [base.run] : []), ...base.open, ...base.alike].map((other) => other.deployment);
          expect(named).toContain(gone!.deployment);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('concerns four others, not all, when a deployment comes late among a thousand', () => {
    const runs = Array.from({ length: 1_000 }, (_, n) =>
      run(`deployment:a:${n}`, { start: span(n * 100), end: span(n * 100 + 50), revision: n }),
    );
    const late = run('deployment:a:late', { start: span(50_060), end: span(50_070), revision: 5 });
    const followers = laneOf([...runs, late]).followersOf(late, 60_000);
    expect(followers.map((one) => one.deployment)).toEqual([
      'deployment:a:500',
      'deployment:a:501',
      'deployment:a:502',
      'deployment:a:503',
    ]);
  });

  const d = run('d', { start: span(100), startId: '900' });
  const x = run('x', { start: span(10), end: span(20), revision: 1 });
  const y = run('y', { start: span(30), end: span(40), revision: 2 });

  it.each<readonly [string, readonly Run[], string | null, readonly string[]]>([
    ['nothing where nothing came before', [], null, []],
    ['the last that succeeded', [x, y], 'y', []],
    ['not one that failed', [x, { ...y, outcome: 'FAILED' }], 'x', []],
    ['not one that is still running', [x, { ...y, outcome: 'RUNNING', end: null }], 'x', []],
    ['not one that overlaps it', [x, { ...y, end: { at: span(101), sequence: null } }], 'x', []],
    ['the one that started last, although it ended first', [run('x', { start: span(10), end: span(90) }), y], 'y', []],
    [
      'open where an end in the same second has no sequence',
      [x, run('y', { start: span(30), end: span(100), endId: '0', source: 'b', revision: 2 })],
      'x',
      ['y'],
    ],
    [
      'decided by the sequence where an end lies in the same second',
      [x, run('y', { start: span(30), end: span(100), endId: '899', revision: 2 })],
      'y',
      [],
    ],
    ['decided by the sequence the other way', [x, run('y', { start: span(30), end: span(100), endId: '901', revision: 2 })], 'x', []],
    [
      'open where two complete ones of different revisions overlap at their starts',
      [run('x', { start: span(10, 35), end: span(36), revision: 1 }), y],
      'y',
      ['x'],
    ],
    ['decided where they are of one revision', [run('x', { start: span(10, 35), end: span(36), revision: 2 }), y], 'y', []],
    [
      'decided by the ends where one source gives one start to both',
      [run('x', { start: span(30), end: span(50), revision: 1 }), y],
      'x',
      [],
    ],
    [
      'open where the clocks of two sources may differ by as much',
      [x, run('y', { source: 'b', start: span(30), end: span(39), revision: 2 })],
      'x',
      ['y'],
    ],
    [
      'decided where they may not',
      [
        run('x', { start: span(-99), end: span(-90) }),
        run('y', { source: 'b', start: span(30), end: span(38.999999, 39.999999), revision: 2 }),
      ],
      'y',
      [],
    ],
  ])('is %s', (_, runs, base, open) => {
    const found = laneOf([...runs, d]).baseOf(d, 60_000);
    expect([found.run?.deployment ?? null, found.open.map((one) => one.deployment)]).toEqual([base, open]);
  });

  it('is nothing, and open to nobody, for a run that has not started', () => {
    const waiting = run('d', { start: null });
    expect(laneOf([x, waiting]).baseOf(waiting, 0)).toEqual({ run: null, open: [], alike: [] });
    expect([laneOf([x, waiting]).runs.length, laneOf([x]).followersOf(waiting, 0)]).toEqual([1, []]);
  });
});
