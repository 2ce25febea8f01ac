import { dayOf } from '../times.js';
import type { Mutator } from '../mutator.js';
import type { Unit } from '../plan.js';
import { TOLERANCE } from '../policy.js';
import { PLANNED_END, PLANNED_START } from '../site.js';
import { chosen, endOf, startOf } from './choose.js';
import { implementing, ofPairs } from './expect.js';

const DAY = 86_400;
const HOUR = 3600;

/** The first midnight in Berlin at least an hour after a moment. */
function midnightAfter(second: number): number {
  let midnight = Math.ceil((second + HOUR) / HOUR) * HOUR;
  while (dayOf(midnight) === dayOf(midnight - 1)) midnight += HOUR;
  return midnight;
}

/** Puts off all rollouts of a unit. */
export function putOff({ rollouts, changes }: Unit, by: number): void {
  for (const rollout of rollouts) {
    rollout.requestedAt += by;
    rollout.startedAt += by;
    rollout.endedAt += by;
  }
  for (const { ticket } of changes) {
    for (const field of [PLANNED_START, PLANNED_END]) delete ticket?.fields[field];
    if (ticket !== null && ticket.closedAt !== null) ticket.closedAt += by;
  }
}

/** "A window given in dates covers whole days in the source's zone": a start so many seconds after a midnight, planned for the day before or after it. */
function near(name: string, seconds: number, day: -1 | 0, answer: 'GAP' | 'INDETERMINATE' | null): Mutator {
  return {
    name,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      if (implementing(unit).length !== 1) return false;
      const midnight = midnightAfter(endOf(unit));
      putOff(unit, midnight + seconds - startOf(unit));
      const planned = { day: midnight + day * DAY + 12 * HOUR };
      Object.assign(ticket.fields, { [PLANNED_START]: planned, [PLANNED_END]: planned });
      if (answer !== null) ofPairs(unit, 'outside-window', answer, change);
      return true;
    },
  };
}

export const atMidnight: readonly Mutator[] = [
  near('planned for a day, and started 61 s after its end and the tolerance', TOLERANCE + 61, -1, 'GAP'),
  near('planned for a day, and started 60 s after its end and the tolerance', TOLERANCE + 60, -1, 'INDETERMINATE'),
  near('planned for a day, and started just before its end and the tolerance', TOLERANCE - 62, -1, null),
  near('planned for a day, and started just before it and the tolerance', -TOLERANCE - 62, 0, 'GAP'),
  near('planned for a day, and started 61 s before it and the tolerance', -TOLERANCE - 61, 0, 'INDETERMINATE'),
  near('planned for a day, and started just after its begin and the tolerance', -TOLERANCE + 61, 0, null),
];
