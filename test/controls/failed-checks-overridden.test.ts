import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failedChecksOverridden as rule } from '../../src/controls/failed-checks-overridden.js';
import type { CheckFacts, ProtectionFacts } from '../../src/correlate/index.js';
import { sha } from '../correlate/commits.js';
import { second, span } from '../correlate/runs.js';
import { caseOf, COVERED, DEPLOYMENT, type Plan, upTo } from './case.js';
import { MAY_BE_ANOTHER } from './named.js';
import { check, HEAD, merged, protection, revised } from './revised.js';

const judged = (of: Plan) => rule.judge!(caseOf(of))[0]!;
const answer = (of: Plan) => judged(of).answer;
type Part = Partial<CheckFacts>;
const facts = (parts: readonly Part[]) => parts.map((part, nth) => check(10 + nth, part));
const FAILED: Part = { conclusion: 'FAILURE' };
const LATER: Part = { at: span(70) };

/** What policy requires: `ci`. */
const named = (...parts: Part[]): Plan =>
  revised({ checks: facts(parts) }, { policy: { rules: { 'failed-checks-overridden': { required: ['ci'] } } } });
const mayBeAnother = (plan: Plan): Plan => ({ ...plan, more: { ...plan.more, named: MAY_BE_ANOTHER } });
/** What main requires. */
const guarded = (protections: readonly ProtectionFacts[], parts: readonly Part[] = [FAILED], rest: Partial<Plan> = {}): Plan =>
  revised({ checks: facts(parts), protections }, rest);
const read = (from: number, to: number, ...checks: string[]) => protection({ at: { from: second(from), to: second(to) }, checks });

describe('failed-checks-overridden, by what policy requires', () => {
  it.each<readonly [string, Plan, string]>([
    ['GAP where it failed', named(FAILED), 'GAP'],
    ['GAP where it could not be done', named({ conclusion: 'ERROR' }), 'GAP'],
    ['GAP where it took too long', named({ conclusion: 'TIMED_OUT' }), 'GAP'],
    ['PASS where it succeeded', named({}), 'PASS'],
    ['PASS where it failed first, and succeeded when repeated', named(FAILED, LATER), 'PASS'],
    ['GAP where it succeeded first, and failed when repeated', named({}, { ...FAILED, ...LATER }), 'GAP'],
    ['GAP where it was repeated, and that was cancelled', named(FAILED, { ...LATER, conclusion: 'CANCELLED' }), 'GAP'],
    ['PASS where it failed only after the start', named({}, { ...FAILED, at: span(110) }), 'PASS'],
    ['GAP where it succeeded only after the start', named(FAILED, { at: span(110) }), 'GAP'],
    ['PASS where it never ended, of which another rule speaks', named(), 'PASS'],
    ['PASS where another check failed', named({ ...FAILED, name: 'lint' }), 'PASS'],
    ['GAP where the head that was merged failed, and the revision has no attempt', named({ ...FAILED, sha: HEAD }), 'GAP'],
    ['PASS where the head failed, and the revision succeeded', named({ ...FAILED, sha: HEAD }, {}), 'PASS'],
    ['GAP where the revision failed, whatever its head says later', named(FAILED, { ...LATER, sha: HEAD }), 'GAP'],
    ['INDETERMINATE where two attempts ended in one second', named(FAILED, {}), 'INDETERMINATE'],
    ['GAP where two that failed did', named(FAILED, FAILED), 'GAP'],
    ['INDETERMINATE where an attempt has no time', named(FAILED, { at: null }), 'INDETERMINATE'],
    ['INDETERMINATE where the only one that failed has no time', named({ ...FAILED, at: null }), 'INDETERMINATE'],
    ['INDETERMINATE where it may be a report of another deployment', mayBeAnother(named(FAILED)), 'INDETERMINATE'],
    ['INDETERMINATE where it may be, and nothing failed', mayBeAnother(named({})), 'INDETERMINATE'],
    ['INDETERMINATE where checks were not read', { ...named(FAILED), coverage: { checks: null } }, 'INDETERMINATE'],
    ['GAP where they were read up to the start and the skew', { ...named(FAILED), coverage: { checks: upTo(COVERED) } }, 'GAP'],
    [
      'INDETERMINATE where they were read up to a microsecond less',
      { ...named({}), coverage: { checks: upTo(second(160.999999)) } },
      'INDETERMINATE',
    ],
    [
      'INDETERMINATE where the merged head is not known',
      { ...named({}), more: revised({ mergedAs: [merged({ mergeHead: null })] }).more! },
      'INDETERMINATE',
    ],
    ['INDETERMINATE where it names no revision', { ...named({}), more: { sha: null } }, 'INDETERMINATE'],
  ])('is %s', (_, plan, expected) => {
    expect(answer(plan)).toBe(expected);
  });

  it.each<readonly [string, Part, string]>([
    ['in one and the same second', { at: span(100) }, 'INDETERMINATE'],
    ['up to where the start begins', { at: span(99, 100) }, 'GAP'],
    ['a microsecond into it', { at: span(99, 100.000001) }, 'INDETERMINATE'],
    ['where the start is over', { at: span(101, 102) }, 'PASS'],
    ['by another clock, just the skew before', { source: 'b', at: span(39, 40) }, 'INDETERMINATE'],
    ['by another clock, a microsecond more before', { source: 'b', at: span(39, 39.999999) }, 'GAP'],
    ['by another clock, a microsecond more than the skew after', { source: 'b', at: span(161.000001, 162) }, 'PASS'],
  ])('of a failure that ended %s is as the clocks leave it', (_, part, expected) => {
    expect(answer(named({ ...FAILED, ...part }))).toBe(expected);
  });

  it('names the check whose latest attempt cannot be told, and only where that decides', () => {
    const missing = (of: Plan) => judged(of).missing?.map(({ what }) => what);
    expect(missing(named({ ...FAILED, at: span(100) }))).toEqual(['Which attempt of "ci" was the latest before the start cannot be told.']);
  });

  it.each<readonly [string, readonly [number, number], string]>([
    ['when the failed one ended', [60, 61], 'PASS'],
    ['a microsecond before', [59.999999, 61], 'INDETERMINATE'],
  ])('takes an attempt of one clock for later that succeeded from %s on', (_, [from, to], expected) => {
    expect(answer(named({ ...FAILED, at: span(50, 60) }, { at: span(from, to) }))).toBe(expected);
  });

  it('takes names with a star', () => {
    const required = (name: string) => ({ ...named(FAILED), policy: { rules: { 'failed-checks-overridden': { required: [name] } } } });
    expect(['c*', '*', 'x*'].map((name) => answer(required(name)))).toEqual(['GAP', 'GAP', 'PASS']);
  });

  it('says which, by whom it is required, since when, and what would have passed', () => {
    const found = judged(named(FAILED));
    expect(found.sentence).toBe(
      `acme/pay ${sha(1).slice(0, 12)} was deployed to live although "ci", which policy requires, had failed 41 s before.`,
    );
    expect(found.wouldPassIf).toBe('"ci" had been repeated and had succeeded before it started');
    expect(found.about).toEqual([DEPLOYMENT, 'check:a:10']);
    expect(judged(guarded([protection()])).sentence).toContain('"ci", which the protection of main requires, had failed');
  });

  it('resolves when a later attempt that succeeded before the start is told', () => {
    expect([answer(named(FAILED)), answer(named(FAILED, LATER))]).toEqual(['GAP', 'PASS']);
  });
});

describe('failed-checks-overridden, by the protection in force at the merge', () => {
  const unmerged = revised({ mergedAs: [], checks: facts([FAILED]) });

  it.each<readonly [string, Plan, string]>([
    ['GAP where it demanded the check', guarded([protection()]), 'GAP'],
    ['PASS where it demanded another', guarded([protection({ checks: ['lint'] })]), 'PASS'],
    [
      'PASS where it demanded none, whatever was read',
      guarded([protection({ checks: [] })], [FAILED], { coverage: { checks: null } }),
      'PASS',
    ],
    ['INDETERMINATE where it was never read before the merge', guarded([read(100, 300, 'ci')]), 'INDETERMINATE'],
    ['PASS where nothing failed, whatever it demanded', guarded([], [{}]), 'PASS'],
    ['INDETERMINATE where nobody read it', guarded([], [FAILED], { coverage: { protections: null } }), 'INDETERMINATE'],
    [
      'INDETERMINATE where it may be another one since',
      guarded([protection()], [FAILED], { coverage: { protections: null } }),
      'INDETERMINATE',
    ],
    ['GAP where it was loosened afterwards', guarded([protection(), read(300, 400)]), 'GAP'],
    ['PASS where it was loosened before', guarded([protection(), read(-190, -180)]), 'PASS'],
    ['INDETERMINATE where nobody knows whether before', guarded([protection(), read(0, 400)]), 'INDETERMINATE'],
    ['GAP where both demanded it', guarded([protection(), read(0, 400, 'ci', 'lint')]), 'GAP'],
    ['PASS of another branch', guarded([protection({ branch: 'next' })], [{}]), 'PASS'],
    [
      'INDETERMINATE where the time of the merge is not known',
      revised({ mergedAs: [merged({ merged: null })], checks: facts([FAILED]), protections: [protection()] }),
      'INDETERMINATE',
    ],
    ['PASS where it came by no pull request', unmerged, 'PASS'],
    ['INDETERMINATE where pull requests were not read', { ...unmerged, coverage: { pull_requests: null } }, 'INDETERMINATE'],
  ])('is %s', (_, plan, expected) => {
    expect(answer(plan)).toBe(expected);
  });

  // Merged in [50, 51); the hub's clock and the tool's may be a minute apart.
  it.each<readonly [string, number, number, string]>([
    ['a microsecond more than the skew before the merge', -300, -10.000001, 'GAP'],
    ['just the skew before it', -300, -10, 'INDETERMINATE'],
    ['from just the skew after it on', 111, 400, 'INDETERMINATE'],
  ])('of a first reading %s is as the clocks leave it', (_, from, to, expected) => {
    expect(answer(guarded([read(from, to, 'ci')]))).toBe(expected);
  });

  it.each<readonly [string, number, number, string]>([
    ['ended a microsecond more than the skew before the merge', -190, -10.000001, 'PASS'],
    ['ended just the skew before it', -190, -10, 'INDETERMINATE'],
    ['began just the skew after it', 111, 400, 'INDETERMINATE'],
    ['began a microsecond more than the skew after it', 111.000001, 400, 'GAP'],
  ])('of a loosening between two readings, of which the time %s, is as the clocks leave it', (_, from, to, expected) => {
    expect(answer(guarded([read(-400, -300, 'ci'), read(from, to)]))).toBe(expected);
  });

  it('says that nobody had read before what main required only where that is so', () => {
    const open = (...protections: ProtectionFacts[]) => judged(guarded(protections)).missing?.map(({ what }) => what);
    expect(open(read(111, 400, 'ci'))).toEqual([expect.stringContaining('nobody had read it before')]);
    expect(open(read(-400, -300, 'ci'), read(-190, -10))).toEqual([expect.stringContaining('was changed before or after')]);
  });

  const anyPart = fc.record({
    conclusion: fc.constantFrom('SUCCESS', 'FAILURE', 'CANCELLED'),
    at: fc.option(fc.constantFrom(span(20), span(60), span(80), span(100), span(130))),
    sha: fc.constantFrom(sha(1), HEAD),
    name: fc.constantFrom('ci', 'lint'),
  });
  const anyDemand = fc.subarray(['ci', 'lint']);

  it('once PASS or GAP stays so whatever the unknown turns out to be', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.array(anyPart, { maxLength: 4 }), fc.array(anyPart, { maxLength: 2 })),
        fc.subarray(['checks', 'protections', 'pull_requests']),
        fc.tuple(anyDemand, anyDemand, fc.constantFrom(-190, 0, 300)),
        fc.tuple(anyDemand, fc.constantFrom(span(20), span(95), span(190))),
        ([known, unread], uncovered, [first, second1, changed], [hidden, turnsOut]) => {
          const two = [read(-400, -300, ...first), read(changed, changed + 10, ...second1)];
          const before = guarded(two, known, { coverage: Object.fromEntries(uncovered.map((name) => [name, null])) });
          const more = uncovered.includes('checks') ? unread : [];
          const dated = [...known, ...more].map((one) => ({ ...one, at: one.at ?? turnsOut }));
          // What was not read may have been in force at the merge.
          const protections = uncovered.includes('protections') && changed < 0 ? [...two, read(-150, -140, ...hidden)] : two;
          const [was, is] = [answer(before), answer(guarded(protections, dated))];
          if (was !== 'INDETERMINATE') expect(is).toBe(was);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
