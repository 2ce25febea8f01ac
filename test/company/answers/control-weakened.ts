import type { Guard } from '../beside.js';
import { carrying } from '../mutators/expect.js';
import { shortlyOf } from '../mutators/control-weakened.js';
import type { Expectation, Pull, Rollout, Unit } from '../plan.js';
import { BUILDER, isProduction } from '../policy.js';
import type { Answering } from './moment.js';

/**
 * "A protection was loosened, removed or bypassed while a carried commit was pushed or merged, or within [24 h] before `D`". What
 * protected the branch before GitHub was read first nobody knows, so that only what came later passes.
 */
export const controlWeakened: Answering = (unit) =>
  unit.rollouts.filter(isProduction).map((rollout) => ({ rule: 'control-weakened', answer: answerOf(unit, rollout), rollout }));

type Holds = 'YES' | 'NO' | 'UNKNOWN';

function answerOf(unit: Unit, rollout: Rollout): Expectation['answer'] {
  const pulls = unit.changes.flatMap((change) => change.pulls).filter((pull) => carrying(unit, pull).includes(rollout));
  const found = [...loosenings(unit.allGuards ?? []).map((one) => concerns(one, pulls, rollout, shortlyOf(unit))), bypassed(unit, pulls)];
  if (found.includes('YES')) return 'GAP';
  return found.includes('UNKNOWN') || !unit.isLate ? 'INDETERMINATE' : 'PASS';
}

interface Loosening {
  readonly from: number;
  /** When at least as many reviews are asked for again as before. */
  readonly until: number;
}

function loosenings(guards: readonly Guard[]): readonly Loosening[] {
  const inOrder = [...guards].sort((a, b) => a.at - b.at);
  return inOrder.flatMap((guard, nth) => {
    const before = inOrder[nth - 1];
    if (before === undefined || guard.approvals >= before.approvals) return [];
    return [{ from: guard.at, until: inOrder.slice(nth).find((later) => later.approvals >= before.approvals)?.at ?? Infinity }];
  });
}

function concerns({ from, until }: Loosening, pulls: readonly Pull[], { startedAt }: Rollout, shortly: number): Holds {
  const meanwhile = pulls.map(({ mergedAt }) => both(isEarlier(from, mergedAt), isEarlier(mergedAt, until)));
  const shortlyBefore = both(isEarlier(startedAt - shortly, from), isEarlier(from, startedAt));
  const all = [...meanwhile, shortlyBefore];
  return all.includes('YES') ? 'YES' : all.includes('UNKNOWN') ? 'UNKNOWN' : 'NO';
}

/** GitHub tells whole seconds: of two things in one of them nobody knows which came first. */
function isEarlier(one: number, other: number): Holds {
  return one === other ? 'UNKNOWN' : one < other ? 'YES' : 'NO';
}

function both(one: Holds, other: Holds): Holds {
  if (one === 'NO' || other === 'NO') return 'NO';
  return one === 'YES' && other === 'YES' ? 'YES' : 'UNKNOWN';
}

/** Only the builder's word counts. */
function bypassed({ sayings = [] }: Unit, pulls: readonly Pull[]): Holds {
  const around = sayings.filter(
    ({ type, data, by = BUILDER }) => type === 'policy.evaluated' && data['result'] === 'BYPASSED' && by === BUILDER,
  );
  return around.some(({ about }) => pulls.some((pull) => pull === about)) ? 'YES' : 'NO';
}
