import { cleanPull, cleanTicket, rolloutAt } from '../clean.js';
import { DEPLOYER } from '../people.js';
import type { Change, Pull, Rollout, Unit } from '../plan.js';
import type { Random } from '../random.js';
import { endOf } from './choose.js';
import { implementing } from './expect.js';

const HOUR = 3600;

/** A second release of a unit, in all its places, and what it carries beside its pull request. */
interface Release {
  readonly pull: Pull;
  readonly rollouts: readonly Rollout[];
}

/** Hours after all was done one more pull request is merged, and deployed wherever the unit was. What it belongs to, `put` decides. */
export function secondRelease(unit: Unit, random: Random, put: (release: Release) => Change): Release {
  const carried = unit.changes.flatMap((change) => [change, ...change.pulls]);
  for (const rollout of implementing(unit)) rollout.carries ??= carried;
  const pull = cleanPull(random, unit.cast, endOf(unit) + 2 * HOUR);
  let free = pull.mergedAt + 600;
  const rollouts = [...new Set(implementing(unit).map(({ environment }) => environment))].map((environment): Rollout => {
    const rollout = rolloutAt(random, environment, free, DEPLOYER);
    free = rollout.endedAt + 120;
    return rollout;
  });
  const change = put({ pull, rollouts });
  for (const rollout of rollouts) rollout.carries = [change, pull];
  unit.rollouts.push(...rollouts);
  return { pull, rollouts };
}

/** A change of its own for it, with a ticket in which nothing is wrong. */
export function changeOfItsOwn(unit: Unit, random: Random, { pull, rollouts }: Release): Change {
  const later = { ...unit, startsAt: Math.min(...pull.commits.map(({ pushedAt }) => pushedAt)) - HOUR, rollouts: [...rollouts] };
  const change: Change = {
    ticket: cleanTicket(random, later, random.pick(['PAY', 'WEB'] as const)),
    pulls: [pull],
    pushes: [],
    byHand: null,
  };
  unit.changes.push(change);
  return change;
}
