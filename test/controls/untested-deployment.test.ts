import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { untestedDeployment as rule } from '../../src/controls/untested-deployment.js';
import { sha } from '../correlate/commits.js';
import { second, span } from '../correlate/runs.js';
import { caseOf, COVERED, DEPLOYMENT, type Plan, upTo } from './case.js';
import { MAY_BE_ANOTHER } from './named.js';
import { check, HEAD, merged, revised } from './revised.js';

const judged = (of: Plan) => rule.judge!(caseOf(of))[0]!;
const answer = (of: Plan) => judged(of).answer;
const tested = (...checks: Parameters<typeof check>[1][]) => revised({ checks: checks.map((part, nth) => check(10 + nth, part)) });
const of = (part: Parameters<typeof check>[1]) => answer(tested(part));
const JUST_UNREAD = { state: 'COMPLETE' as const, upTo: second(160.999999), reason: null };

describe('untested-deployment', () => {
  it.each<readonly [string, Plan, string]>([
    ['PASS where a check of the revision succeeded before', tested({}), 'PASS'],
    ['PASS where one of the head merged as it did', tested({ sha: HEAD }), 'PASS'],
    ['PASS where it failed later, too: that is another rule', tested({ at: span(50) }, { conclusion: 'FAILURE' }), 'PASS'],
    ['GAP where there was no check', tested(), 'GAP'],
    ['GAP where all failed', tested({ conclusion: 'FAILURE' }, { conclusion: 'ERROR' }), 'GAP'],
    ['GAP where it was skipped', tested({ conclusion: 'SKIPPED' }), 'GAP'],
    ['GAP where it says neither yes nor no', tested({ conclusion: 'NEUTRAL' }), 'GAP'],
    ['GAP where a check succeeded after the start', tested({ at: span(110) }), 'GAP'],
    ['INDETERMINATE where checks were not read', revised({}, { coverage: { checks: null } }), 'INDETERMINATE'],
    ['INDETERMINATE where they were read up to a microsecond less', revised({}, { coverage: { checks: JUST_UNREAD } }), 'INDETERMINATE'],
    ['GAP where they were read up to the start and the skew', revised({}, { coverage: { checks: upTo(COVERED) } }), 'GAP'],
    ['INDETERMINATE where pull requests were not read', revised({}, { coverage: { pull_requests: null } }), 'INDETERMINATE'],
    ['INDETERMINATE where the merged head is not known', revised({ mergedAs: [merged({ mergeHead: null })] }), 'INDETERMINATE'],
    ['INDETERMINATE where it names no revision', revised({}, { more: { sha: null } }), 'INDETERMINATE'],
    ['INDETERMINATE where the only success has no time', tested({ at: null }), 'INDETERMINATE'],
    ['PASS where another success has one', tested({ at: null }, {}), 'PASS'],
    ['PASS where a check succeeded, whatever else was read', { ...tested({}), coverage: { checks: null, pull_requests: null } }, 'PASS'],
    ['INDETERMINATE where it may be a report of another deployment', revised({}, { more: { named: MAY_BE_ANOTHER } }), 'INDETERMINATE'],
    ['GAP of a redeployment without a test, which carries nothing', revised({}, { carries: [] }), 'GAP'],
  ])('is %s', (_, plan, expected) => {
    expect(answer(plan)).toBe(expected);
  });

  it.each<readonly [string, Parameters<typeof check>[1], string]>([
    ['in one and the same second', { at: span(100) }, 'INDETERMINATE'],
    ['up to where the start begins', { at: span(99, 100) }, 'PASS'],
    ['a microsecond into it', { at: span(99, 100.000001) }, 'INDETERMINATE'],
    ['a microsecond before the start is over', { at: span(100.999999, 102) }, 'INDETERMINATE'],
    ['where the start is over', { at: span(101, 102) }, 'GAP'],
    ['by another clock, just the skew before', { source: 'b', at: span(39, 40) }, 'INDETERMINATE'],
    ['by another clock, a microsecond more before', { source: 'b', at: span(39, 39.999999) }, 'PASS'],
    ['by another clock, just the skew after', { source: 'b', at: span(161, 162) }, 'INDETERMINATE'],
    ['by another clock, a microsecond more after', { source: 'b', at: span(161.000001, 162) }, 'GAP'],
  ])('of a success that ended %s is as the clocks leave it', (_, part, expected) => {
    expect(of(part)).toBe(expected);
  });

  it.each<readonly [string, readonly string[] | undefined, string]>([
    ['all checks are tests where policy names none', undefined, 'PASS'],
    ['one that policy names is', ['ci'], 'PASS'],
    ['one that a pattern names is', ['c*'], 'PASS'],
    ['another is not', ['unit tests'], 'GAP'],
    ['a point stands for itself', ['c.'], 'GAP'],
  ])('%s', (_, tests, expected) => {
    expect(answer({ ...tested({}), policy: tests ? { tests: [...tests] } : {} })).toBe(expected);
  });

  it('says what there was instead, and what would have passed', () => {
    const late = judged(tested({ at: span(900) }, { conclusion: 'FAILURE' }));
    expect(late.sentence).toBe(
      `acme/pay ${sha(1).slice(0, 12)} was deployed to live without a successful test before: "ci" passed 13 min 21 s after its start.`,
    );
    expect(late.wouldPassIf).toBe('"ci" had passed 13 min 21 s earlier');
    expect(late.about).toEqual([DEPLOYMENT]);
    expect(judged(tested({ conclusion: 'FAILURE' })).sentence).toContain('the one test of it failed');
    expect(judged(tested({ conclusion: 'FAILURE' }, { conclusion: 'ERROR' })).sentence).toContain('all 2 tests of it failed');
    expect(judged(tested({ conclusion: 'FAILURE' }, { conclusion: 'ERROR' })).events).toHaveLength(4);
    expect(judged(tested({ at: span(110) }, {})).events).toHaveLength(3);
    expect(judged(tested()).wouldPassIf).toBe('a test of it, or of the head merged as it, had passed before its start');
    expect(judged(tested({})).sentence).toBe(
      `acme/pay ${sha(1).slice(0, 12)}, or the head merged as it, had passed "ci" before it was deployed.`,
    );
  });

  it('names what is missing, and where it would have to come from', () => {
    const found = judged(revised({}, { coverage: { checks: { state: 'DENIED', upTo: null, reason: 'the token lacks checks:read' } } }));
    expect(found.sentence).toContain('The checks of acme/pay cannot be read: the token lacks checks:read');
    expect(found.missing).toEqual([{ what: expect.any(String), scope: 'repository:a:1', collection: 'checks', upTo: COVERED }]);
  });

  it('resolves when a test that ended before the start is told later', () => {
    expect([answer(tested()), answer(tested({}))]).toEqual(['GAP', 'PASS']);
  });

  const anyCheck = fc.record({
    conclusion: fc.constantFrom('SUCCESS', 'FAILURE', 'CANCELLED'),
    at: fc.option(fc.constantFrom(span(60), span(100), span(130))),
    sha: fc.constantFrom(sha(1), HEAD),
    source: fc.constantFrom('a', 'b'),
  });

  it('once PASS or GAP stays so whatever the unknown turns out to be', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.array(anyCheck, { maxLength: 3 }), fc.array(anyCheck, { maxLength: 2 })),
        fc.subarray(['checks', 'pull_requests']),
        fc.boolean(),
        fc.constantFrom(span(20), span(190)),
        ([known, unread], uncovered, isHeadless, turnsOut) => {
          const facts = (all: typeof known) => all.map((part, nth) => check(10 + nth, part));
          // Without its head the pull request brings no checks of it.
          const seen = known.filter((one) => !isHeadless || one.sha !== HEAD);
          const before = revised(
            { mergedAs: [merged(isHeadless ? { mergeHead: null } : {})], checks: facts(seen) },
            { coverage: Object.fromEntries(uncovered.map((name) => [name, null])) },
          );
          const more = uncovered.includes('checks') ? unread : isHeadless ? [...known, ...unread].filter((one) => one.sha === HEAD) : [];
          const after = revised({ checks: facts([...seen, ...more].map((one) => ({ ...one, at: one.at ?? turnsOut }))) });
          const [was, is] = [answer(before), answer(after)];
          if (was !== 'INDETERMINATE') expect(is).toBe(was);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
