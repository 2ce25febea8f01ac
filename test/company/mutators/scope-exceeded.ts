import type { Mutator } from '../mutator.js';
import type { Expectation, Ticket, Unit } from '../plan.js';
import { afterReading } from './after-reading.js';
import { implementing, ofDeployments } from './expect.js';

/** A component, as Jira keeps it. */
export function component(name: string): readonly object[] {
  return [{ id: `105${name.length}${name.charCodeAt(name.length - 1)}`, name }];
}

function scoped(name: string, answer: Expectation['answer'], does: (tickets: readonly Ticket[]) => void): Mutator {
  return {
    name,
    apply(unit) {
      const tickets = unit.changes.flatMap(({ ticket }) => ticket ?? []);
      does(tickets);
      ofDeployments(unit, 'scope-exceeded', answer);
      return true;
    },
  };
}

/** "`D` touches a service that is not among the affected systems of any change it carries". */
export const scopeExceeded: readonly Mutator[] = [
  scoped('its tickets name another system', 'GAP', (tickets) => {
    for (const { fields } of tickets) fields['components'] = component('books');
  }),
  scoped('its tickets name no system', 'GAP', (tickets) => {
    for (const { fields } of tickets) fields['components'] = [];
  }),
  {
    name: 'one of its two tickets names another system',
    apply(unit, random) {
      const [first, second] = random.shuffled(unit.changes);
      if (!first?.ticket || !second?.ticket) return false;
      first.ticket.fields['components'] = component('books');
      return true;
    },
  },
];

/** "`D` does not say which configuration version it applied": its pipeline, or another report of it. */
export const configurationUnrecorded: readonly Mutator[] = [
  untold('its pipeline does not say which configuration it applied', (unit) => {
    for (const rollout of implementing(unit)) rollout.reports = {};
  }),
  untold('no pipeline tells of it', (unit) => {
    for (const rollout of implementing(unit)) delete rollout.reports;
  }),
];

function untold(name: string, does: (unit: Unit) => void): Mutator {
  return {
    name,
    apply(unit) {
      does(unit);
      ofDeployments(unit, 'configuration-unrecorded', 'GAP');
      return true;
    },
  };
}

/** What was read since may not show that it carries another change, or that another report of it names its configuration. */
export const unreadScope: readonly Mutator[] = [
  {
    name: 'its tickets name another system, no pipeline tells of it, and it was deployed after the last reading',
    apply(unit, random) {
      if (!afterReading.apply(unit, random)) return false;
      for (const { ticket } of unit.changes) if (ticket !== null) ticket.fields['components'] = component('books');
      for (const rollout of implementing(unit)) delete rollout.reports;
      for (const rule of ['scope-exceeded', 'configuration-unrecorded'] as const) ofDeployments(unit, rule, 'INDETERMINATE');
      return true;
    },
  },
];
