import { type Draft, ref, text, ticketCandidates } from '#contract';
import { incident } from '../wire.js';
import { artifactNamed } from './artifact.js';
import { type CdEvent, contentOf, factOf, nameOf } from './cdevent.js';

/** Detected by a monitor, or reported by a ticket: an incident may be both, and begins with its detection. */
export function incidentOpened(event: CdEvent): readonly Draft[] {
  return [told(event, 'incident.opened', event.happened === 'incident.reported' ? { reported: true } : {})];
}

export function incidentResolved(event: CdEvent): readonly Draft[] {
  return [told(event, 'incident.resolved', {})];
}

function told(event: CdEvent, type: Draft['type'], more: Draft['core']): Draft {
  const { description, environment, service, artifactId, ticketURI } = contentOf(incident, event);
  return factOf(event, {
    type,
    subject: ref('incident', nameOf(event, event.subject)),
    happens: 'ONCE',
    core: {
      number: ticketCandidates(ticketURI ?? '')[0] ?? null,
      service: service?.id ?? null,
      environment: environment.id,
      ...(description ? { title: text('title', description) } : {}),
      ...more,
    },
    mentions: artifactNamed(artifactId, 'RELATION'),
  });
}
