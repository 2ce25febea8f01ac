import type { Saying } from '../beside.js';
import { thisSecond } from '../times.js';
import type { Mutator } from '../mutator.js';
import type { Change, Expectation, Unit } from '../plan.js';
import { ANYBODY } from '../policy.js';
import { PLANNED_END, PLANNED_START } from '../site.js';
import type { RuleName } from '../rule-names.js';
import { chosen, endOf, startOf } from './choose.js';

type Answer = Expectation['answer'];

/** A service of which nothing is deployed, and moments of the unit: `from` and `to` are the window of its change. */
interface Place {
  readonly service: string;
  readonly from: number;
  readonly at: number;
  readonly to: number;
  readonly change: Change;
}

type Says = (place: Place) => readonly Saying[];

interface Past {
  readonly name: string;
  readonly answer: Answer;
  readonly says: Says;
  /** Whether its change has a window. */
  readonly isPlanned?: boolean;
}

function past(rule: RuleName, { name, answer, says, isPlanned = true }: Past): Mutator {
  return {
    name,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      const place: Place = { ...serviceOf(unit, rule), from: startOf(unit) - 3600, at: endOf(unit) + 900, to: endOf(unit) + 7200, change };
      for (const field of [PLANNED_START, PLANNED_END]) delete ticket.fields[field];
      if (isPlanned) Object.assign(ticket.fields, { [PLANNED_START]: { at: place.from }, [PLANNED_END]: { at: place.to } });
      unit.sayings = says(place);
      unit.expects.push({ rule, answer, service: place.service });
      return true;
    },
  };
}

function serviceOf({ repository, startsAt }: Unit, rule: RuleName): Pick<Place, 'service'> {
  return { service: `${rule === 'direct-access' ? 'books' : 'disks'}-${repository}-${startsAt}` };
}

const accessed = ({ service }: Place, at: number, more: object = {}): Saying => ({
  type: 'production.accessed',
  at,
  data: { by: { id: 'root' }, method: 'SQL', service, environment: 'production', ...more },
});
const named = ({ change }: Place, saying: Saying): Saying => ({ ...saying, of: change, data: { ...saying.data, change: '{key}' } });
const incident = ({ service }: Place, opened: number, resolved?: number): readonly Saying[] => [
  { type: 'incident.opened', id: `incident-${service}`, at: opened, data: { service } },
  ...(resolved === undefined ? [] : [{ type: 'incident.resolved', id: `incident-${service}`, at: resolved, data: { service } }]),
];

const access = (name: string, answer: Answer, says: Says, isPlanned = true) =>
  past('direct-access', { name: `somebody reached production directly, ${name}`, answer, says, isPlanned });

/** "No change in its window and no open incident covers it." */
export const directAccess: readonly Mutator[] = [
  access('and nothing covers it', 'GAP', (place) => [accessed(place, place.at)]),
  access('for a change in its window', 'PASS', (place) => [named(place, accessed(place, place.at))]),
  access('for a change without a window', 'GAP', (place) => [named(place, accessed(place, place.at))], false),
  access('for a change whose window was over', 'GAP', (place) => [named(place, accessed(place, place.to + 61))]),
  access('for a change, in the minute in which its window ended', 'INDETERMINATE', (place) => [
    named(place, accessed(place, place.to - 30)),
  ]),
  access('for a change, and longer than its window', 'GAP', (place) => [
    named(place, { ...accessed(place, place.at), untilAt: place.to + 90 }),
  ]),
  access('for a change that Jira does not have', 'GAP', (place) => [accessed(place, place.at, { change: 'PAY-98765' })]),
  access('while an incident was open', 'PASS', (place) => [...incident(place, place.at - 60), accessed(place, place.at)]),
  access('after an incident was resolved', 'GAP', (place) => [...incident(place, place.at - 60, place.at - 1), accessed(place, place.at)]),
  access('before an incident was opened', 'GAP', (place) => [accessed(place, place.at), ...incident(place, place.at + 1)]),
  access('and stayed longer than an incident', 'GAP', (place) => [
    { ...accessed(place, place.at), untilAt: place.at + 120 },
    ...incident(place, place.at - 60, place.at + 60),
  ]),
  access('once for a change in its window, and once for nothing', 'GAP', (place) => [
    named(place, accessed(place, place.at)),
    accessed(place, place.at + 60),
  ]),
  access('in staging', 'NONE', (place) => [accessed(place, place.at, { environment: 'staging' })]),
  access('where nobody knows whether it is production', 'INDETERMINATE', (place) => [accessed(place, place.at, { environment: 'canary' })]),
  access('says somebody whose word does not count', 'NONE', (place) => [{ ...accessed(place, place.at), by: ANYBODY }]),
];

const drifted = ({ service }: Place, at: number, more: object = {}): Saying => ({
  type: 'infrastructure.drifted',
  at,
  data: { resource: 'aws_db.books', service, environment: 'production', ...more },
});

const drift = (name: string, answer: Answer, says: Says) =>
  past('drift-without-change', { name: `a tool found what nobody deployed, ${name}`, answer, says });

/** "Infrastructure or configuration in production that no deployment put there." */
export const driftWithoutChange: readonly Mutator[] = [
  drift('and nothing explains it', 'GAP', (place) => [drifted(place, place.at)]),
  drift('of a change that was implemented', 'PASS', (place) => [named(place, drifted(place, place.at))]),
  drift('of a change that Jira does not have', 'GAP', (place) => [drifted(place, place.at, { change: 'PAY-98765' })]),
  drift('in staging', 'NONE', (place) => [drifted(place, place.at, { environment: 'staging' })]),
  drift('where nobody knows whether it is production', 'INDETERMINATE', (place) => [drifted(place, place.at, { environment: 'canary' })]),
  drift('says somebody whose word does not count', 'NONE', (place) => [{ ...drifted(place, place.at), by: ANYBODY }]),
  drift('once of a change, and once of none', 'GAP', (place) => [named(place, drifted(place, place.at)), drifted(place, place.at + 60)]),
];

/** What was read since may bring a ticket that covers it. */
export const freshlyPast: readonly Mutator[] = [
  access('after the last reading', 'INDETERMINATE', (place) => [accessed(place, thisSecond() + 7200)]),
  drift('after the last reading', 'INDETERMINATE', (place) => [drifted(place, thisSecond() + 7200)]),
];

/** Of the service that one of the repositories is: its deployments and their changes count without being named. */
const ofDeployed: Mutator = {
  name: 'past its deployments, but within them and the window of their change',
  apply(unit, random) {
    const [rollout, more] = unit.rollouts.filter(({ implements: does }) => does);
    const { ticket } = chosen(unit, random);
    if (unit.repository !== 0 || rollout === undefined || more !== undefined || unit.changes.length !== 1) return false;
    rollout.endedAt = rollout.startedAt + 900;
    if (ticket.closedAt !== null) ticket.closedAt += 900;
    Object.assign(ticket.fields, { [PLANNED_START]: { at: rollout.startedAt - 3600 }, [PLANNED_END]: { at: rollout.startedAt + 7200 } });
    const at = rollout.startedAt + 300;
    const place = { service: 'pay' } as Place;
    unit.sayings = [accessed(place, at), drifted(place, at)];
    for (const rule of ['direct-access', 'drift-without-change'] as const) unit.expects.push({ rule, answer: 'PASS', service: 'pay' });
    return true;
  },
};

export const pastDeployments: readonly Mutator[] = [...directAccess, ...driftWithoutChange, ofDeployed];
