import { carrying } from '../mutators/expect.js';
import type { Change, Rollout, Unit } from '../plan.js';
import { isProduction } from '../policy.js';

/** A deployment that took a change out of where it was, and whether one brought it back there. */
export interface TakenOut {
  readonly by: Rollout;
  readonly isBack: boolean;
}

/** "Those reachable from the base and not from the revision", and what a carried revert undoes that came before its range. */
export function takenOut(unit: Unit, change: Change): readonly TakenOut[] {
  const takers = unit.rollouts.filter((one) => isProduction(one) && one.outcome === 'success' && takes(unit, change, one));
  return takers.map((by) => ({ by, isBack: !isReverted(change, by) && comesAfter(unit, change, by).length > 0 }));
}

function takes(unit: Unit, change: Change, by: Rollout): boolean {
  const isThere = carrying(unit, change).some(({ environment, startedAt }) => environment === by.environment && startedAt < by.startedAt);
  if (!isThere) return false;
  if (isReverted(change, by)) return true;
  if (by.revision === 'before') return true;
  if (typeof by.revision === 'string') return false;
  // A branch is begun at what stood before the unit.
  return 'branch' in by.revision || by.revision.of.startedAt < Math.min(...carrying(unit, change).map(({ startedAt }) => startedAt));
}

function isReverted({ pulls }: Change, { carries = [] }: Rollout): boolean {
  return carries.some((one) => 'reverts' in one && one.reverts !== null && pulls.includes(one.reverts) && !pulls.includes(one));
}

function comesAfter(unit: Unit, change: Change, by: Rollout): readonly Rollout[] {
  return carrying(unit, change).filter(
    ({ environment, startedAt, outcome }) => environment === by.environment && startedAt > by.startedAt && outcome === 'success',
  );
}
