import { EMERGENCY } from '../policy.js';
import { carrying } from '../mutators/expect.js';
import type { Answering } from './moment.js';
import { anyOf, boreBefore, isLateEmergency } from './marks.js';
import { asked } from './whole-change.js';

/** "`T` bears an emergency mark but is no emergency by Terms, or refers to no incident". */
export const emergencyMisused: Answering = (unit) =>
  asked(unit).flatMap(({ change, ticket }) => {
    const labels = ticket.edits.filter(({ field }) => field === 'labels').map(({ to }) => to ?? '');
    const marked = (ticket.fields['labels'] as readonly string[]).includes(EMERGENCY) || labels.includes(EMERGENCY);
    const [first] = carrying(unit, change);
    if (!marked || change.isIdle || change.byHand !== null || first === undefined) return [];
    const emergency = anyOf(boreBefore(ticket, EMERGENCY, first), isLateEmergency(ticket, first));
    const isMisused = ticket.incidentAt === undefined || emergency === 'NO';
    const answer = isMisused ? 'GAP' : emergency === 'YES' ? 'PASS' : 'INDETERMINATE';
    return [{ rule: 'emergency-misused', answer, with: change }];
  });
