import { dayOf } from '../times.js';
import type { Mutator } from '../mutator.js';
import { TOLERANCE } from '../policy.js';
import { PLANNED_END, PLANNED_START } from '../site.js';
import { chosen, startOf } from './choose.js';
import { implementing, ofPairs } from './expect.js';
import { atMidnight } from './midnight.js';

/** One end may be left open. */
interface Window {
  readonly from?: number;
  readonly to?: number;
}

/** Skew and precision together: so far from an end of the window a start is certainly on one side. */
const SURELY = 62;

function distance(at: number, { from, to }: Window): number {
  return Math.max((from ?? -Infinity) - TOLERANCE - at, at - (to ?? Infinity) - TOLERANCE);
}

/** The plan was changed: what it said at the start counts. */
const movedAway: Mutator = {
  name: 'the window was moved to another day before the start',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    const day = startOf(unit) + 3 * 86_400;
    Object.assign(ticket.fields, { [PLANNED_START]: { day: startOf(unit) }, [PLANNED_END]: { day: startOf(unit) } });
    for (const field of [PLANNED_END, PLANNED_START])
      ticket.edits.push({ at: ticket.createdAt + 600, by: ticket.creator, field, to: dayOf(day) });
    ofPairs(unit, 'outside-window', 'GAP', change);
    return true;
  },
};

/** "A window given in dates covers whole days in the source's zone". */
const sameDay: Mutator = {
  name: 'planned for the whole day on which it starts',
  apply(unit, random) {
    const { ticket } = chosen(unit, random);
    const day = startOf(unit);
    const isOneDay = implementing(unit).every(
      ({ startedAt }) => dayOf(startedAt + 60) === dayOf(day) && dayOf(startedAt - 60) === dayOf(day),
    );
    if (!isOneDay) return false;
    Object.assign(ticket.fields, { [PLANNED_START]: { day }, [PLANNED_END]: { day } });
    return true;
  },
};

/** A window in times that lies so with the first start. */
function planned(name: string, windowOf: (start: number) => Window): Mutator {
  return {
    name,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      const window = windowOf(startOf(unit));
      for (const [field, at] of [
        [PLANNED_START, window.from],
        [PLANNED_END, window.to],
      ] as const) {
        if (at === undefined) delete ticket.fields[field];
        else ticket.fields[field] = { at };
      }
      for (const rollout of implementing(unit)) {
        const far = distance(rollout.startedAt, window);
        if (far <= -SURELY) continue;
        unit.expects.push({ rule: 'outside-window', answer: far >= SURELY ? 'GAP' : 'INDETERMINATE', rollout, with: change });
      }
      return true;
    },
  };
}

const otherDay: Mutator = {
  name: 'planned for whole days, two days earlier or later',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    const day = startOf(unit) + random.pick([-2, 2]) * 86_400;
    Object.assign(ticket.fields, { [PLANNED_START]: { day }, [PLANNED_END]: { day } });
    // Two targets may be deployed to on two days.
    const late = implementing(unit).some(({ startedAt }) => startedAt - startOf(unit) > 3600);
    if (late) throw new Error('The second target was deployed to an hour later.');
    ofPairs(unit, 'outside-window', 'GAP', change);
    return true;
  },
};

/** What was planned was changed as it started. */
function movedMeanwhile(name: string, days: number, answer: 'GAP' | 'INDETERMINATE'): Mutator {
  return {
    name,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      if (implementing(unit).length !== 1) return false;
      const at = startOf(unit);
      const day = at + days * 86_400;
      Object.assign(ticket.fields, { [PLANNED_START]: { day }, [PLANNED_END]: { day } });
      for (const field of [PLANNED_END, PLANNED_START]) ticket.edits.push({ at, by: ticket.creator, field, to: dayOf(day + 5 * 86_400) });
      ofPairs(unit, 'outside-window', answer, change);
      return true;
    },
  };
}

export const outsideWindow = [
  planned('the window was over', (start) => ({ from: start - 9000, to: start - TOLERANCE - 62 })),
  planned('the window was long over', (start) => ({ from: start - 90_000, to: start - 80_000 })),
  planned('the window had not begun', (start) => ({ from: start + TOLERANCE + 9000, to: start + 20_000 })),
  planned('the window had just not begun', (start) => ({ from: start + TOLERANCE + 63, to: start + 20_000 })),
  planned('the window and its tolerance end with the start', (start) => ({ from: start - 9000, to: start - TOLERANCE })),
  planned('the window and its tolerance begin with the start', (start) => ({ from: start + TOLERANCE, to: start + 9000 })),
  planned('late, but within the tolerance', (start) => ({ from: start - 9000, to: start - TOLERANCE + 63 })),
  planned('early, but within the tolerance', (start) => ({ from: start + TOLERANCE - 62, to: start + 20_000 })),
  planned('only a start was planned, and it began before that', (start) => ({ from: start + TOLERANCE + 63 })),
  planned('only a start was planned, and it began after that', (start) => ({ from: start - 63 })),
  planned('only an end was planned, and it began after that', (start) => ({ to: start - TOLERANCE - 62 })),
  planned('only an end was planned, and it began before that', (start) => ({ to: start + 9000 })),
  otherDay,
  sameDay,
  movedAway,
  movedMeanwhile('the window was moved to another day in the second of the start', 0, 'INDETERMINATE'),
  movedMeanwhile('a window days later was moved to a still later day in the second of the start', 3, 'GAP'),
  ...atMidnight,
];
