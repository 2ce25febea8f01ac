import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/controls/rule.js';
import { review } from '../correlate/code.js';
import { sha } from '../correlate/commits.js';
import { span } from '../correlate/runs.js';
import { answers, COMMITS, EDGES, findings, plan, RULES, UNRESOLVED } from './reviewed.js';

describe('of unreviewed-code, post-merge-review and stale-review', () => {
  const anyReviews = fc
    .array(
      fc.record({
        who: fc.constantFrom('person:r1', 'person:r2', 'person:opener', 'person:elsewhere-r', null),
        state: fc.constantFrom('APPROVED', 'APPROVED', 'COMMENTED', null),
        saw: fc.constantFrom(3, 4, 5, null),
        at: fc.constantFrom(span(10), span(49, 52), span(60), null),
      }),
      { maxLength: 4 },
    )
    .map((rows) =>
      rows.map(({ who, state, saw, at }, n) => review(n, who, { state, commit: saw === null ? null : sha(saw), submitted: at })),
    );

  it('at most one speaks, in whatever order the reviews came, and each answers the same of any order', () => {
    fc.assert(
      fc.property(anyReviews, fc.integer({ min: 1, max: 2 }), fc.boolean(), (reviews, needed, isResolved) => {
        const rest = { policy: { rules: { 'unreviewed-code': { reviews: needed } } }, commits: isResolved ? COMMITS : UNRESOLVED };
        const of = plan(reviews, rest);
        expect(answers(of).filter((answer) => answer === 'GAP').length).toBeLessThan(2);
        const reversed = plan([...reviews].reverse(), { ...rest, commits: [...rest.commits].reverse(), edges: [...EDGES].reverse() });
        for (const rule of RULES) {
          const [one, other] = [findings(rule, of), findings(rule, reversed)];
          const sorted = (all: readonly Finding[]) => all.map((each) => ({ ...each, events: [...each.events].sort((a, b) => a - b) }));
          expect(sorted(other)).toEqual(sorted(one));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('PASS and GAP stay whatever the unknown reviewers, states, commits and times turn out to be, and INDETERMINATE can become both', () => {
    const anyTruth = fc.record({
      who: fc.array(fc.constantFrom('person:r1', 'person:r2', 'person:r3', 'person:opener'), { minLength: 4, maxLength: 4 }),
      state: fc.array(fc.constantFrom('APPROVED', 'COMMENTED'), { minLength: 4, maxLength: 4 }),
      saw: fc.array(fc.constantFrom(3, 5), { minLength: 4, maxLength: 4 }),
      at: fc.array(fc.constantFrom(span(10), span(60)), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(anyReviews, anyTruth, fc.integer({ min: 1, max: 2 }), (reviews, truth, needed) => {
        const known = reviews.map((one, n) => ({
          ...one,
          reviewer: one.reviewer ?? truth.who[n]!,
          state: one.state ?? truth.state[n]!,
          commit: one.commit ?? sha(truth.saw[n]!),
          submitted: one.submitted === null || one.submitted.from === span(49).from ? truth.at[n]! : one.submitted,
        }));
        const rest = { policy: { rules: { 'unreviewed-code': { reviews: needed } } } };
        const [before, after] = [answers(plan(reviews, rest)), answers(plan(known, rest))];
        before.forEach((answer, n) => {
          if (answer !== 'INDETERMINATE') expect(after[n]).toBe(answer);
        });
      }),
      { numRuns: 1_500 },
    );
  });
});
