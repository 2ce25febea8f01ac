import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '#contract';
import { type DeploymentOfChange, judgeTicket } from '../../src/controls/index.js';
import type { FieldFact } from '../../src/correlate/index.js';
import { second } from '../correlate/runs.js';
import { ALL_RULES } from '../setup/all-rules.js';
import { decision } from './implementation.js';
import { changed, changeOf, type ChangePlan, HOUR, rollout, START, WORDS } from './whole-change.js';

const STATUSES = ['new', 'review', 'approval', 'approved', 'doing', 'checking', 'closed'];
const OUTCOMES = ['SUCCEEDED', 'FAILED', 'UNKNOWN'] as const;
const POLICY: NonNullable<ChangePlan['policy']> = {
  ...WORDS,
  requiredStages: ['REVIEW', 'VALIDATING'],
  rules: ALL_RULES,
};

interface World {
  readonly statuses: readonly string[];
  readonly word: string | null;
  readonly by: string | null;
  readonly isApproved: boolean;
  readonly hasWindow: boolean;
  readonly deployments: readonly Pick<DeploymentOfChange, 'outcome' | 'starter' | 'commits' | 'takesOut'>[];
  readonly tickets: boolean;
  readonly approvals: boolean;
  readonly code: boolean;
}

const anyCommits = fc.subarray(['c1', 'c2']);
const anyWorld: fc.Arbitrary<World> = fc.record({
  statuses: fc.array(fc.constantFrom(...STATUSES), { minLength: 1, maxLength: 5 }),
  word: fc.option(fc.constantFrom('done', 'issues', 'out', 'failed', 'wont', 'odd')),
  by: fc.option(fc.constantFrom('person:dev', 'person:bo'), { freq: 4 }),
  isApproved: fc.boolean(),
  hasWindow: fc.boolean(),
  deployments: fc.array(
    fc.record({
      outcome: fc.constantFrom(...OUTCOMES),
      starter: fc.option(fc.constantFrom('person:dev', 'person:bo', 'person:robot'), { freq: 4 }),
      commits: anyCommits,
      takesOut: anyCommits,
    }),
    { maxLength: 4 },
  ),
  tickets: fc.boolean(),
  approvals: fc.boolean(),
  code: fc.boolean(),
});

function planOf({ statuses, word, by, isApproved, hasWindow, deployments, ...readings }: World): ChangePlan {
  const said = word === null ? [] : [changed(START + 50 * HOUR, null, word, { actor: by })];
  return {
    policy: POLICY,
    statuses: statuses.map((status, nth) => [status, nth === 0 ? 0 : START + nth * HOUR] as const),
    fields: { resolution: said, ...(hasWindow ? { to: second(START) } : {}) },
    ticket: { decisions: isApproved ? [decision()] : [] },
    deployments: deployments.map((part, nth) => rollout(START + nth * 2 * HOUR, { ...part, carries: part.commits.length > 0 })),
    coverage: { ...(readings.tickets ? {} : { tickets: null }), ...(readings.approvals ? {} : { approvals: null }) },
    ...(readings.code ? {} : { deploymentsReadTo: null }),
  };
}

const verdicts = (plan: ChangePlan): ReadonlyMap<string, Verdict['answer']> =>
  new Map(judgeTicket(changeOf(plan)).map(({ rule, answer }) => [rule, answer]));

/** What was PASS or GAP is so still; a rule that is asked no more says nothing. */
function expectKept(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  for (const [rule, answer] of before) {
    if (answer !== 'INDETERMINATE' && after.has(rule)) expect([rule, after.get(rule)]).toEqual([rule, answer]);
  }
}

describe('a verdict about a change as a whole', () => {
  it('once PASS or GAP stays so when more is read, and INDETERMINATE never comes of it', () => {
    fc.assert(
      fc.property(anyWorld, fc.subarray(['tickets', 'approvals', 'code'] as const), (world, more) => {
        const before = verdicts(planOf(world));
        const read = (name: 'tickets' | 'approvals' | 'code') => world[name] || more.includes(name);
        const after = verdicts(planOf({ ...world, tickets: read('tickets'), approvals: read('approvals'), code: read('code') }));
        expectKept(before, after);
        for (const [rule, answer] of after) if (answer === 'INDETERMINATE') expect([rule, before.get(rule)]).toEqual([rule, answer]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('once PASS or GAP stays so however deployments without a known end ended, and whoever the unknown persons are', () => {
    const anyTruth = fc.record({
      ends: fc.array(fc.constantFrom('SUCCEEDED', 'FAILED'), { minLength: 4, maxLength: 4 }),
      people: fc.array(fc.constantFrom('person:dev', 'person:bo', 'person:robot'), { minLength: 5, maxLength: 5 }),
    });
    fc.assert(
      fc.property(anyWorld, anyTruth, (world, { ends, people }) => {
        const deployments = world.deployments.map((one, nth) => ({
          ...one,
          outcome: one.outcome === 'UNKNOWN' ? (ends[nth] as 'SUCCEEDED' | 'FAILED') : one.outcome,
          starter: one.starter ?? people[nth]!,
        }));
        expectKept(verdicts(planOf(world)), verdicts(planOf({ ...world, deployments, by: world.by ?? people[4]! })));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same to the letter in whatever order the facts of the ticket came', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const subject = changeOf(planOf(world));
        const backwards = (facts: readonly FieldFact[]) => [...facts].reverse();
        const fields = new Map([...subject.ticket.fields].reverse().map(([name, facts]) => [name, backwards(facts)] as const));
        const other = { ...subject, ticket: { ...subject.ticket, fields }, coverage: [...subject.coverage].reverse() };
        expect(judgeTicket(other)).toEqual(judgeTicket(subject));
      }),
      { numRuns: 500 },
    );
  });

  it('names what is missing wherever it is INDETERMINATE, and what would have passed wherever it is a GAP', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        for (const { answer, missing, wouldPassIf, sentence } of judgeTicket(changeOf(planOf(world)))) {
          expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
          if (answer === 'INDETERMINATE') expect(missing.length).toBeGreaterThan(0);
          if (answer === 'GAP') expect(wouldPassIf).not.toBeNull();
        }
      }),
      { numRuns: 500 },
    );
  });
});
