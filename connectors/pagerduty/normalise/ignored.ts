import { type Json, MalformedRecord, type Normalised } from '#contract';

const WORKED_ON = 'says who works on the incident, and not that it began or ended';

const REASONS: Readonly<Record<string, string>> = {
  'incident.resolved': 'incident.resolved: the incident is read at once, since only a reading has the time by which a resolution is known.',
  'incident.acknowledged': `incident.acknowledged ${WORKED_ON}.`,
  'incident.unacknowledged': `incident.unacknowledged ${WORKED_ON}.`,
  'incident.reassigned': `incident.reassigned ${WORKED_ON}.`,
  'incident.delegated': `incident.delegated ${WORKED_ON}.`,
  'incident.escalated': `incident.escalated ${WORKED_ON}.`,
  'incident.annotated': 'incident.annotated: notes are not read.',
  'incident.priority_updated': 'incident.priority_updated: the priority is read when the incident is resolved.',
  'incident.service_updated': 'incident.service_updated: an incident belongs to the service by which it was triggered.',
  'pagey.ping': 'PagerDuty tests the subscription; the event is about nothing.',
};

/** Of an event by its type. Throws `MalformedRecord` when it has none. */
export function reasonToIgnore(type: string, payload: Json): Normalised {
  const event = typeof payload === 'object' && payload !== null && 'event' in payload ? payload.event : null;
  const hasType = typeof event === 'object' && event !== null && 'event_type' in event && typeof event.event_type === 'string';
  if (!hasType) {
    throw new MalformedRecord(
      'event.event_type',
      'event.event_type of this delivery is missing: it is no version 3 webhook. Look at the kept payload.',
    );
  }
  return { ignored: Object.hasOwn(REASONS, type) ? (REASONS[type] ?? '') : `${type} neither opens nor ends an incident.` };
}
