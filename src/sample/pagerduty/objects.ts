import { type Incident, type LogEntry, millisOf, type World } from './world.js';

/** The account's own zone: New York in winter. */
const ACCOUNT_HOURS = -5;

/** A time in the zone that was asked for; where none was, in the account's. */
export function written(seconds: number, zone: string | null): string {
  if (zone === 'UTC') return `${new Date(millisOf(seconds)).toISOString().slice(0, 19)}Z`;
  return `${new Date(millisOf(seconds) + ACCOUNT_HOURS * 3_600_000).toISOString().slice(0, 19)}-05:00`;
}

/** Milliseconds of a time as it stands in a query; one without a zone is in the account's. */
export function read(text: string): number {
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}-05:00`);
}

const reference = (id: string, type: string) => ({ id, type, summary: id, self: `https://api.pagerduty.com/x/${id}` });

export function incidentObject(one: Incident, zone: string | null, included: readonly string[]): object {
  const resolved = one.resolved === null ? null : written(one.resolved, zone);
  const trigger = { id: `${one.id}-1`, type: 'trigger_log_entry_reference', summary: 'Triggered' };
  const whole = {
    ...trigger,
    type: 'trigger_log_entry',
    created_at: written(one.created, zone),
    agent: one.by,
    service: reference(one.service, 'service_reference'),
  };
  return {
    ...reference(one.id, 'incident'),
    ...{ incident_number: one.number, title: one.title, incident_key: `key-${one.id}`, urgency: one.urgency },
    created_at: written(one.created, zone),
    updated_at: resolved ?? written(one.created, zone),
    status: one.resolved === null ? 'triggered' : 'resolved',
    service: reference(one.now, 'service_reference'),
    assignments: [],
    ...{
      last_status_change_at: resolved ?? written(one.created, zone),
      last_status_change_by: one.resolved === null ? one.by : one.resolver,
    },
    resolved_at: resolved,
    first_trigger_log_entry: included.includes('first_trigger_log_entries') ? whole : trigger,
    priority: one.priority === null ? null : { ...reference('P53ZZH5', 'priority_reference'), summary: one.priority },
    body: { details: 'hunter2-in-the-details-of-a-monitor' },
  };
}

export function entryObject({ incidents }: World, entry: LogEntry, zone: string | null): object {
  const one = incidents.find(({ id }) => id === entry.incident);
  return {
    ...reference(entry.id, entry.type),
    created_at: written(entry.at, zone),
    agent: one?.by,
    channel: { type: 'auto' },
    incident: reference(entry.incident, 'incident_reference'),
    service: reference(one?.now ?? '', 'service_reference'),
  };
}
