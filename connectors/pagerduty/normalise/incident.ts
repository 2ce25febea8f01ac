import { type AccountMark, type Draft, type Json, type Mention, type Normalised, ref, text } from '#contract';
import { type Incident, incidentEvent, incidentRecord, readAs, type Told } from '../wire.js';
import { mentionsOfChanges, mentionsOfTitle } from './changes.js';
import { moment, secondOf } from './moment.js';
import { personOf } from './people.js';

export function fromIncident(payload: Json): Normalised {
  const { incident, trigger, changes } = readAs(incidentRecord, payload, 'incident');
  const opening: Opening = {
    incident: { ...incident, number: incident.incident_number },
    at: incident.created_at,
    service: trigger?.service?.id ?? incident.service.id,
    reporter: personOf(trigger?.agent),
    changes: mentionsOfChanges(changes ?? []),
  };
  return { events: [opened(opening), ...resolved(incident)] };
}

export function fromTriggered(payload: Json): Normalised {
  const { event } = readAs(incidentEvent, payload, 'incident.triggered webhook');
  const at = event.data.created_at ?? event.occurred_at;
  return { events: [opened({ incident: event.data, at, service: event.data.service.id, reporter: personOf(event.agent), changes: [] })] };
}

interface Opening {
  readonly incident: Pick<Told, 'id' | 'number' | 'title' | 'urgency' | 'priority'>;
  readonly at: string;
  readonly service: string;
  readonly reporter: AccountMark | null;
  readonly changes: readonly Mention[];
}

function opened({ incident, at, service, reporter, changes }: Opening): Draft {
  return {
    type: 'incident.opened',
    subject: ref('incident', incident.id),
    identity: { kind: 'incident', natural: [incident.id], transition: 'opened' },
    occurredAt: moment(at),
    // The webhook writes milliseconds, and in old subscriptions only when it was raised; a reading writes seconds.
    timeFrom: 'SEEN',
    core: { number: String(incident.number), service, reporter },
    ...told(incident, changes),
  };
}

/** Urgency, priority and title may be changed at any time: what each reading saw is kept beside the fact. */
function told({ title, urgency, priority }: Opening['incident'], changes: readonly Mention[]): Pick<Draft, 'seen' | 'mentions'> {
  const seen = { urgency, priority: priority?.summary ?? priority?.id ?? null, ...(title ? { title: text('title', title) } : {}) };
  return { seen, mentions: [...mentionsOfTitle(title ?? ''), ...changes] };
}

/**
 * Known by the second in which it was resolved: an incident that is opened again is resolved again. Answers of older
 * versions have no `resolved_at`; of a resolved incident its last change of status is the resolution.
 */
function resolved(incident: Incident): readonly Draft[] {
  if (incident.status !== 'resolved') return [];
  const at = incident.resolved_at ?? incident.last_status_change_at;
  if (at === null) return [];
  const number = String(incident.incident_number);
  return [
    {
      type: 'incident.resolved',
      subject: ref('incident', incident.id),
      identity: { kind: 'incident', natural: [incident.id], transition: 'resolved', discriminator: [secondOf(at)] },
      occurredAt: moment(at),
      timeFrom: 'CORE',
      core: { number, service: incident.service.id, severity: severityOf(incident), resolver: personOf(incident.last_status_change_by) },
      mentions: mentionsOfTitle(incident.title ?? ''),
    },
  ];
}

/** The account's own priority where it has one (P1 …), else high or low urgency. */
function severityOf({ priority, urgency }: Incident): string | null {
  return priority?.summary ?? priority?.id ?? urgency;
}

/**
 * What was broken is broken again: an incident of its own, which names the first one. It is known by the second in which it was opened
 * again; no reading of PagerDuty tells that it was.
 */
export function fromReopened(payload: Json): Normalised {
  const { event } = readAs(incidentEvent, payload, 'incident.reopened webhook');
  const { data, agent, occurred_at } = event;
  const at = data.reopened_at ?? occurred_at;
  const again: Draft = {
    type: 'incident.opened',
    // Its last part is the incident's id, by which it is looked up.
    subject: ref('incident', 'reopened', secondOf(at), data.id),
    identity: { kind: 'incident', natural: [data.id], transition: 'reopened', discriminator: [secondOf(at)] },
    occurredAt: moment(at),
    timeFrom: 'CORE',
    core: { number: String(data.number), service: data.service.id, reporter: personOf(agent), reopens: ref('incident', data.id) },
    ...told(data, []),
  };
  return { events: [again] };
}
