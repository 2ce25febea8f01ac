import { type Draft, type Json, type Normalised, ref, text } from '#contract';
import type { z } from 'zod';
import { readAs, rest } from '../wire.js';
import { moment } from './moment.js';
import { accountOf } from './people.js';
import { ticketMentions, titlePlaces } from './tickets.js';

type Incident = z.output<typeof rest.incident>;

export function fromIncident(payload: Json): Normalised {
  const { project, incident } = readAs(rest.incidentRecord, payload, 'incident');
  const events = [opened(incident, project.id)];
  return { events: incident.closed_at ? [...events, resolved(incident, project.id, incident.closed_at)] : events };
}

/** Title, description and severity may be typed anew: they are those of this reading. */
function opened(incident: Incident, project: string): Draft {
  const reporter = accountOf(incident.author);
  return {
    ...fact(incident, 'opened', []),
    type: 'incident.opened',
    occurredAt: moment(incident.created_at),
    timeFrom: 'CORE',
    core: { ...named(incident, project), reporter },
    seen: { title: text('title', incident.title, reporter), severity: incident.severity ?? null },
    mentions: ticketMentions([
      ...titlePlaces(incident.title, 'title'),
      { text: incident.description ?? '', method: 'TEXT', place: 'body' },
    ]),
  };
}

/** Opened again and closed again it is resolved again. */
function resolved(incident: Incident, project: string, closedAt: string): Draft {
  const at = moment(closedAt);
  return {
    ...fact(incident, 'resolved', [at.from]),
    type: 'incident.resolved',
    occurredAt: at,
    timeFrom: 'CORE',
    core: { ...named(incident, project), resolver: accountOf(incident.closed_by) },
  };
}

function fact({ id }: Incident, transition: string, discriminator: readonly string[]) {
  return { subject: ref('incident', id), identity: { kind: 'incident', natural: [id], transition, discriminator } };
}

function named({ iid }: Incident, project: string) {
  return { repository: ref('repository', project), number: `#${String(iid)}` };
}
