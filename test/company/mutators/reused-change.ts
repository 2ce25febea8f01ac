import type { Mutator } from '../mutator.js';
import type { Ticket, Unit } from '../plan.js';
import { PLANNED_END, PLANNED_START } from '../site.js';
import { chosen, endOf, startOf } from './choose.js';
import { implementing, ofDeployments } from './expect.js';
import { secondRelease } from './second-release.js';

/** More is deployed for a change that was deployed already; its ticket stays open until then, or does not. */
function usedAgain(name: string, closes: (ticket: Ticket, unit: Unit) => number | null): Mutator {
  return {
    name: `used again for more, ${name}`,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      const { rollouts } = secondRelease(unit, random, ({ pull }) => {
        pull.title = '{key} Some more';
        change.pulls.push(pull);
        return change;
      });
      for (const field of [PLANNED_START, PLANNED_END]) delete ticket.fields[field];
      const closedAt = closes(ticket, unit);
      if (closedAt !== null) ticket.closedAt = closedAt;
      // Its commits were pushed when it was closed: "traceability by it alone is INDETERMINATE".
      else ofDeployments(unit, 'untraceable-deployment', 'INDETERMINATE', rollouts);
      return true;
    },
  };
}

/** Closed so many seconds before or after its start. */
function closedNear(name: string, seconds: number): Mutator {
  return {
    name: `its ticket was closed ${name}`,
    apply(unit, random) {
      const { ticket } = chosen(unit, random);
      if (implementing(unit).length !== 1) return false;
      for (const decision of ticket.decisions) decision.at = ticket.createdAt + 660;
      ticket.closedAt = startOf(unit) + seconds;
      return true;
    },
  };
}

export const reusedChange: readonly Mutator[] = [
  usedAgain('and open until then', (_, unit) => endOf(unit) + 600),
  usedAgain('and closed before', () => null),
  closedNear('60.002 s before the start, which is just before it', -60.002),
  closedNear('60.001 s before the start, which two clocks do not tell apart', -60.001),
  closedNear('61 s after the start, which two clocks do not tell apart', 61),
  closedNear('61.001 s after the start, which is just after it', 61.001),
];
