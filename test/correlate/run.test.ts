import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { baselineOf, policyAt, releaseBranchesOf, runOf, standingOf } from '../../src/correlate/index.js';
import { policyWith } from '../setup/policy.js';
import { facts, second, span, status } from './runs.js';

const DAY = 24 * 3600;
const LATER = second(30 * DAY);

describe('a run', () => {
  it('starts with the first status that says so and ends with the last that does, in the order of the ids', () => {
    const statuses = [
      status('9', 'STARTED', span(10)),
      status('10', 'FINISHED', span(20), 'FAILED'),
      status('11', 'STARTED', span(30)),
      status('100', 'FINISHED', span(40), 'SUCCEEDED'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(statuses, { minLength: 4 }), (order) => {
        const found = runOf(facts(order, span(5)), LATER);
        expect(found.start).toEqual({ at: span(10), sequence: '9' });
        expect(found.end).toEqual({ at: span(40), sequence: '100' });
        expect([found.outcome, found.endExpectedBy]).toEqual(['SUCCEEDED', null]);
      }),
    );
  });

  it.each([
    ['from its creation to the end of its first status', span(5), { from: second(5), to: second(41) }],
    ['in its first status where nobody knows its creation', null, span(40)],
    ['in its first status where it was created after that', span(50), span(40)],
  ])('without a status of its own starts somewhere %s', (_, requested, start) => {
    expect(runOf(facts([status('7', 'FINISHED', span(40))], requested), LATER).start).toEqual({ at: start, sequence: null });
  });

  it('that was only requested has not started and is waited for by no deadline', () => {
    expect(runOf(facts([], span(5)), LATER)).toMatchObject({ start: null, end: null, outcome: 'REQUESTED', endExpectedBy: null });
  });

  it('without an end is RUNNING until 24 h after the last moment at which it can have started, and then UNKNOWN', () => {
    const started = facts([status('7', 'STARTED', span(10, 11))]);
    const due = second(11 + DAY);
    expect(runOf(started, plusMs(due, -0.001))).toMatchObject({ outcome: 'RUNNING', endExpectedBy: due });
    expect(runOf(started, due)).toMatchObject({ outcome: 'UNKNOWN', endExpectedBy: due });
  });

  it('with an end keeps its outcome however late it is asked, and one whose outcome nobody named is UNKNOWN', () => {
    const failed = facts([status('7', 'STARTED', span(10)), status('8', 'FINISHED', span(20), 'FAILED')]);
    expect(runOf(failed, LATER).outcome).toBe('FAILED');
    expect(runOf(facts([{ ...status('8', 'FINISHED', span(20)), outcome: null }]), LATER).outcome).toBe('UNKNOWN');
  });
});

describe('an environment', () => {
  const mapped = policyWith({ environments: { live: { production: true }, test: { production: false } } });
  it.each([
    ['live', null, 'PRODUCTION'],
    ['test', null, 'OTHER'],
    ['test', true, 'OTHER'],
    ['prod', true, 'PRODUCTION'],
    ['prod', false, 'UNKNOWN'],
    ['prod', null, 'UNKNOWN'],
    ['Live', null, 'UNKNOWN'],
    [null, null, 'UNKNOWN'],
    [null, true, 'PRODUCTION'],
    ['constructor', null, 'UNKNOWN'],
    ['__proto__', true, 'PRODUCTION'],
  ] as const)('called %s with the mark %s is %s', (environment, mark, standing) => {
    expect(standingOf(environment, mark, mapped)).toBe(standing);
  });
});

describe('release branches', () => {
  const named = policyWith({ releaseBranches: { 'acme/pay': ['main', 'release'], '*': ['trunk'] } });
  it.each([
    ['those that policy names for the repository', 'acme/pay', 'dev', named, ['main', 'release']],
    ['those of * for any other', 'acme/web', 'dev', named, ['trunk']],
    ['those of * where the name is unknown', null, null, named, ['trunk']],
    ['the default branch where policy names none', 'acme/web', 'dev', policyWith({}), ['dev']],
    ['unknown where the default branch is', 'acme/web', null, policyWith({}), null],
    ['not what every object has', 'constructor', 'dev', policyWith({}), ['dev']],
  ] as const)('are %s', (...[, name, defaultBranch, inForce, branches]) => {
    expect(releaseBranchesOf(name, defaultBranch, inForce)).toEqual(branches);
  });
});

describe('a baseline', () => {
  const baselines = { 'acme/pay/live': 'a'.repeat(40), 'acme/pay': 'b'.repeat(40), '*': 'empty' } as const;
  it.each([
    ['of the repository and environment', 'acme/pay', 'live', baselines, 'a'.repeat(40)],
    ['of the repository in another environment', 'acme/pay', 'test', baselines, 'b'.repeat(40)],
    ['of all others', 'acme/web', 'live', baselines, 'empty'],
    ['of a repository whose name is unknown', null, 'live', baselines, 'empty'],
    ['that nobody gave', 'acme/web', 'live', { 'acme/pay': 'empty' }, null],
    ['that every object has', 'constructor', null, {}, null],
  ] as const)('%s', (...[, name, environment, given, found]) => {
    expect(baselineOf(name, environment, policyWith({ baselines: given }))).toBe(found);
  });
});

describe('the policy in force', () => {
  const at = (version: string, n: number) => ({ policy: policyWith({ version }), activatedAt: second(n) });
  const policies = [at('one', 10), at('two', 20), at('three', 30)];
  it.each([
    ['the first, and it says so, for a start before it', second(9.999999), 'one', true],
    ['the one activated exactly at the start', second(20), 'two', false],
    ['the one before, a microsecond earlier', second(19.999999), 'one', false],
    ['the last one for a later start', second(99), 'three', false],
    ['the last one where nothing has started', null, 'three', false],
  ] as const)('is %s', (_, start, version, beforePolicy) => {
    const found = policyAt(policies, start);
    expect([found.policy.version, found.beforePolicy]).toEqual([version, beforePolicy]);
  });

  it('is missed aloud where none was ever activated', () => {
    expect(() => policyAt([], second(1))).toThrow(/No policy was activated/);
  });
});
