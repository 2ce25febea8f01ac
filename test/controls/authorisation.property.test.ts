import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployedDespiteRejection } from '../../src/controls/deployed-despite-rejection.js';
import { postHocApproval } from '../../src/controls/post-hoc-approval.js';
import { selfApproval } from '../../src/controls/self-approval.js';
import { unapprovedDeployment } from '../../src/controls/unapproved-deployment.js';
import type { DecisionFact } from '../../src/correlate/index.js';
import { span } from '../correlate/runs.js';
import { implementationOf, type ImplementationPlan, START } from './implementation.js';

const RULES = [unapprovedDeployment, postHocApproval, deployedDespiteRejection, selfApproval];
const SELF_APPROVAL = RULES.indexOf(selfApproval);
const findings = (plan: ImplementationPlan) => RULES.map((rule) => rule.judgeImplementation!(implementationOf(plan)));
const answers = (plan: ImplementationPlan) => findings(plan).map((found) => found[0]?.answer ?? 'none');

const anyDecisions: fc.Arbitrary<readonly DecisionFact[]> = fc
  .array(
    fc.record({
      approver: fc.constantFrom(null, 'person:ana', 'person:bo', 'person:dev', 'person:hub', 'person:robot'),
      decision: fc.constantFrom('APPROVED', 'APPROVED', 'REJECTED', 'REVOKED', 'RESET', 'REQUESTED'),
      overall: fc.constantFrom(false, false, true),
      from: fc.integer({ min: -5, max: 5 }),
      width: fc.constantFrom(1, 1, 1, 4),
      source: fc.constantFrom('jira', 'a'),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(({ approver, decision, overall, from, width, source }, n) => ({
      request: overall ? `approval:${source}` : `approval:${source}/${approver ?? 'x'}`,
      approver: overall ? null : approver,
      decision,
      overall,
      at: span(START + from * 45, START + from * 45 + width),
      dated: width === 1,
      sequence: null,
      source,
      seq: 100 + n,
    })),
  );

describe('the rules about authorisation', () => {
  it('say the same to the letter in whatever order the decisions came', () => {
    fc.assert(
      fc.property(anyDecisions, (decisions) => {
        const sorted = (all: ReturnType<typeof findings>) =>
          all.flat().map((one) => ({ ...one, events: [...one.events].sort((a, b) => a - b) }));
        expect(sorted(findings({ decisions: [...decisions].reverse() }))).toEqual(sorted(findings({ decisions })));
      }),
      { numRuns: 1_000 },
    );
  });

  it('never speak twice: at most one of unapproved-deployment and post-hoc-approval is a GAP', () => {
    fc.assert(
      fc.property(anyDecisions, (decisions) => {
        expect(
          answers({ decisions })
            .slice(0, 2)
            .filter((answer) => answer === 'GAP').length,
        ).toBeLessThan(2);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keep a definite answer when an open time is told, wherever in its interval it lies', () => {
    fc.assert(
      fc.property(anyDecisions, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }), (decisions, places) => {
        const told = decisions.map((step, n) => {
          if (step.dated) return step;
          const from = (Date.parse(step.at.from) - Date.parse(span(0).from)) / 1000 + places[n]!;
          return { ...step, at: span(from) };
        });
        const [before, after] = [answers({ decisions }), answers({ decisions: told })];
        before.forEach((answer, n) => {
          // Where no approval stands self-approval says nothing, and where one may it passes if it fails in no case.
          if (n === SELF_APPROVAL && answer === 'PASS' && after[n] === 'none') return;
          if (answer !== 'INDETERMINATE') expect(after[n]).toBe(answer);
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('never make a PASS of a request that nobody decided', () => {
    fc.assert(
      fc.property(anyDecisions, (decisions) => {
        const asked = decisions.map((step): DecisionFact => ({ ...step, decision: 'REQUESTED' }));
        expect(answers({ decisions: asked })).toEqual(['GAP', 'PASS', 'PASS', 'none']);
      }),
      { numRuns: 300 },
    );
  });
});
