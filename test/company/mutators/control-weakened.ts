import type { Mutator } from '../mutator.js';
import type { Expectation, Pull, Rollout, Unit } from '../plan.js';
import { ANYBODY, isProduction } from '../policy.js';
import { chosen, startOf } from './choose.js';
import { carrying } from './expect.js';

/** So many seconds before a deployment nothing may become looser, as policy says where it asks for this at all. */
export const SHORTLY = 120;

/**
 * "A protection was loosened, removed or bypassed while a carried commit was pushed or merged, or within [24 h] before `D`". What
 * protected the branch before GitHub was read first nobody knows, so that no other deployment of those times passes.
 */
function guarded(name: string, does: (unit: Unit, pull: Pull) => readonly Rollout[]): Mutator {
  return {
    name: `the rule for main ${name}`,
    apply(unit, random) {
      const { pull } = chosen(unit, random);
      const weak = does(unit, pull);
      for (const rollout of unit.rollouts.filter(isProduction)) {
        const answer: Expectation['answer'] = weak.includes(rollout) ? 'GAP' : 'INDETERMINATE';
        unit.expects.push({ rule: 'control-weakened', answer, rollout });
      }
      return true;
    },
  };
}

/** From two reviews to one, and back. */
const loosened = (from: number, until: number) => [
  { at: from - 20, approvals: 2 },
  { at: from, approvals: 1 },
  { at: until, approvals: 2 },
];

const bypassed = (about: Pull, at: number, by?: string) => [
  { type: 'policy.evaluated', at, data: { guard: 'two reviews', result: 'BYPASSED' }, about, ...(by === undefined ? {} : { by }) },
];

export const controlWeakened: readonly Mutator[] = [
  guarded('asked for fewer reviews while a pull request was merged', (unit, pull) => {
    unit.guards = loosened(pull.mergedAt - 30, pull.mergedAt + 30);
    return carrying(unit, pull);
  }),
  guarded('asked for fewer reviews from just before it was deployed', (unit) => {
    const start = startOf(unit);
    unit.guards = loosened(start - 60, start - 30);
    return unit.rollouts.filter((one) => isProduction(one) && one.startedAt - (start - 60) < SHORTLY);
  }),
  guarded('asked for fewer reviews after the merge, and well before the deployment', (unit, pull) => {
    unit.guards = loosened(pull.mergedAt + 30, pull.mergedAt + 60);
    return carrying(unit, pull).filter(({ startedAt }) => startedAt - (pull.mergedAt + 30) < SHORTLY);
  }),
  guarded('asked for more reviews while a pull request was merged', (unit, pull) => {
    unit.guards = [{ at: pull.mergedAt - 30, approvals: 2 }];
    return [];
  }),
  guarded('was gone around by a pull request', (unit, pull) => {
    unit.sayings = bypassed(pull, pull.mergedAt);
    return carrying(unit, pull);
  }),
  guarded('was gone around by a pull request, says somebody whose word does not count', (unit, pull) => {
    unit.sayings = bypassed(pull, pull.mergedAt, ANYBODY);
    return [];
  }),
];
