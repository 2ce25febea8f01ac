import type { Mutator } from '../mutator.js';
import type { Change, Unit } from '../plan.js';
import { PLANNED_END, PLANNED_START } from '../site.js';
import { expectByDecisions } from './authorised.js';
import { chosen, endOf, startOf } from './choose.js';
import { EXCUSED } from './emergency-without-review.js';
import { implementing, ofPairs, ofTicket } from './expect.js';

const HOUR = 3600;
const DAY = 86_400;

interface Late {
  /** So many seconds after the start. */
  readonly created: number;
  /** When the incident that it refers to was opened; left out: it refers to none. */
  readonly incident?: number;
  readonly isEmergency?: 'YES' | 'UNKNOWN';
  readonly isReviewed?: boolean;
}

/** A ticket that came only with the deployment or after it, complete from its creation on. */
function late(name: string, { created, incident, isEmergency, isReviewed = false }: Late): Mutator {
  return {
    name: `its ticket was written ${name}`,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      const [decision] = ticket.decisions;
      if (implementing(unit).length !== 1 || decision === undefined || ticket.project === 'OPS') return false;
      const [start, createdAt] = [startOf(unit), startOf(unit) + created];
      const at = Math.max(createdAt + 660, endOf(unit) + (isEmergency && !isReviewed ? 10 * DAY : DAY));
      Object.assign(ticket, { createdAt, edits: [], closedAt: at + HOUR, decisions: [{ ...decision, by: unit.cast.approver.jira, at }] });
      ticket.fields['description'] = 'What was done, and why.';
      for (const field of [PLANNED_START, PLANNED_END]) delete ticket.fields[field];
      if (incident !== undefined) ticket.incidentAt = start + incident;
      if (isEmergency) emergency(unit, change, isEmergency, isReviewed);
      else expectByDecisions(unit, change);
      return true;
    },
  };
}

/** "Created within 4 h after it and refers to an incident opened before it": EXEMPT where it was reviewed in time. */
function emergency(unit: Unit, change: Change, isEmergency: 'YES' | 'UNKNOWN', isReviewed: boolean): void {
  const excused = isEmergency === 'UNKNOWN' ? 'INDETERMINATE' : isReviewed ? 'EXEMPT' : 'NONE';
  for (const rule of EXCUSED) ofPairs(unit, rule, excused, change);
  ofPairs(unit, 'self-approval', 'NONE', change);
  const reviewed = isReviewed ? 'PASS' : 'GAP';
  ofTicket(unit, 'emergency-without-review', isEmergency === 'UNKNOWN' ? 'INDETERMINATE' : reviewed, change);
}

const BEFORE = -HOUR;

export const retrospectiveRequest: readonly Mutator[] = [
  late('an hour after the start', { created: HOUR }),
  late('61 s after the start', { created: 61 }),
  late('a millisecond later than 61 s after the start', { created: 61.001 }),
  late('60 s before the start', { created: -60.001 }),
  late('a minute before the start', { created: -60.002 }),
  late('an hour after the start for an incident, and it was reviewed', {
    created: HOUR,
    incident: BEFORE,
    isEmergency: 'YES',
    isReviewed: true,
  }),
  late('an hour after the start for an incident, and it was reviewed too late', { created: HOUR, incident: BEFORE, isEmergency: 'YES' }),
  late('4 h after the start for an incident', { created: 4 * HOUR + 61.001, incident: BEFORE }),
  late('just within 4 h after the start for an incident', { created: 4 * HOUR - 60.002, incident: BEFORE, isEmergency: 'YES' }),
  late('just about 4 h after the start for an incident', { created: 4 * HOUR, incident: BEFORE, isEmergency: 'UNKNOWN' }),
  late('an hour after the start for an incident that was opened after it', { created: HOUR, incident: 120 }),
  late('an hour after the start for an incident of the same second', { created: HOUR, incident: 0, isEmergency: 'UNKNOWN' }),
];
