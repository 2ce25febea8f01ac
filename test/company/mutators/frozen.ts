import { freezeAround } from '../frozen.js';
import type { Mutator } from '../mutator.js';
import type { Ticket, Unit } from '../plan.js';
import { EMERGENCY, STANDARD } from '../policy.js';
import { chosen, endOf, startOf } from './choose.js';
import { implementing } from './expect.js';
import { putOff } from './midnight.js';

const WEEK = 7 * 86_400;

/** Starts so many seconds after one end of the first freeze that comes; what follows from that the plan itself says. */
function started(name: string, end: 'from' | 'to', seconds: number): Mutator {
  return { name: `started ${name}`, apply: (unit) => putInto(unit, end, seconds) };
}

function putInto(unit: Unit, end: 'from' | 'to', seconds: number): boolean {
  if (implementing(unit).length !== 1) return false;
  const start = startOf(unit);
  // The nearest to a moment half a week later lies after it; the deployments before it may take some time.
  const next = freezeAround(endOf(unit) + WEEK / 2 + 7200)[end] + seconds;
  putOff(unit, next - start);
  return true;
}

/** "An emergency or exempt": of what is called so before the start, the first lets it through and the other takes it out. */
function called(name: string, label: string, at: (ticket: Ticket, unit: Unit) => number | null): Mutator {
  return {
    name: `started in a freeze, ${name}`,
    apply(unit, random) {
      const { ticket } = chosen(unit, random);
      if (unit.changes.length !== 1 || !putInto(unit, 'from', 1800)) return false;
      const when = at(ticket, unit);
      if (when === null) ticket.fields['labels'] = [label];
      else ticket.edits.push({ at: when, by: ticket.creator, field: 'labels', to: label });
      return true;
    },
  };
}

export const frozen: readonly Mutator[] = [
  started('in a freeze', 'from', 1800),
  started('61 s into a freeze', 'from', 61),
  started('60 s into a freeze', 'from', 60),
  started('61 s before a freeze', 'from', -61),
  started('62 s before a freeze', 'from', -62),
  started('62 s before the end of a freeze', 'to', -62),
  started('61 s before the end of a freeze', 'to', -61),
  started('60 s after the end of a freeze', 'to', 60),
  started('61 s after the end of a freeze', 'to', 61),
  called('and called a standard change when all was done', STANDARD, (_, unit) => endOf(unit) + 90),
  called('and called an emergency when all was done', EMERGENCY, (_, unit) => endOf(unit) + 90),
];
