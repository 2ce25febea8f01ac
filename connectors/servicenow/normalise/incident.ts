import { type Draft, type Json, type Marked, type Normalised, ref } from '#contract';
import { incidentRecord, readAs } from '../wire.js';
import { moment, momentIn } from './moment.js';
import { People } from './people.js';

/** An incident: that it was opened, each change that is found to have caused it, the change that is to mend it, and its end. */
export function fromIncident(payload: Json): Normalised {
  const { row, users } = readAs(incidentRecord, payload, 'incident');
  const people = new People(users);
  const incident = ref('incident', row.sys_id);
  const opened: Draft = {
    ...about(row.sys_id, 'incident.opened', 'opened'),
    occurredAt: moment(row.opened_at),
    timeFrom: 'CORE',
    core: { incident, number: row.number, reporter: people.byId(row.opened_by) },
    ...(row.rfc ? { mentions: [{ names: ref('ticket', row.rfc), method: 'RELATION' as const, place: 'change' }] } : {}),
  };
  const later = [...added(row.sys_id, 'severity', row.severity, opened), ...added(row.sys_id, 'causes', row.caused_by, opened)];
  return { events: [opened, ...later, ...resolved(row, people, incident)] };
}

/** Found out later than it was opened, and corrected: so each value is a fact of its own. */
function added(id: string, column: 'severity' | 'causes', value: string | null | undefined, { occurredAt }: Draft): Draft[] {
  if (!value) return [];
  const said = column === 'causes' ? [ref('ticket', value)] : value;
  return [
    {
      ...about(id, 'incident.opened', column, [value]),
      occurredAt,
      timeFrom: 'SEEN',
      core: { incident: ref('incident', id), [column]: said },
    },
  ];
}

type Row = ReturnType<typeof readAs<{ row: Record<string, string | null | undefined> }>>['row'];

/** Resolved again after it was opened again is another resolution. One that was closed at once was resolved then. */
function resolved(row: Row, people: People, incident: Marked): Draft[] {
  const [at, by] = row['resolved_at'] ? [row['resolved_at'], row['resolved_by']] : [row['closed_at'], row['closed_by']];
  const when = momentIn(at);
  if (when === null) return [];
  return [
    {
      ...about(row['sys_id'] ?? '', 'incident.resolved', 'resolved', [when.from]),
      occurredAt: when,
      timeFrom: 'CORE',
      core: { incident, number: row['number'] ?? null, resolver: people.byId(by) },
    },
  ];
}

function about(id: string, type: 'incident.opened' | 'incident.resolved', transition: string, discriminator?: readonly string[]) {
  const identity = { kind: 'incident', natural: [id], transition };
  return { type, subject: ref('incident', id), identity: discriminator ? { ...identity, discriminator } : identity };
}
