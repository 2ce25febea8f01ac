import { type Draft, ref } from '#contract';
import { fact } from './ticket.js';
import { valueOf } from './value.js';

/** What has a fact of its own, and what changes with every edit. */
const NOT_READ = new Set(['created', 'updated', 'creator', 'project', 'issuelinks', 'comment']);
/** Whose being empty is a fact; of the others only a value is. */
const REQUIRED = /^(summary|description|reporter|labels|components|fixVersions|versions|customfield_\d+)$/;
const CLEAR = new Set(['status', 'issuetype', 'priority', 'resolution', 'fixVersions', 'versions', 'components']);

/**
 * The value that each field has now, whoever gave it when: Jira keeps no history of what a field was given at the
 * creation. Two readings of one value are one fact, another value is another.
 */
export function readingsOf(ticket: string, fields: Readonly<Record<string, unknown>>): Draft[] {
  return Object.entries(fields)
    .filter(([field, raw]) => !NOT_READ.has(field) && (REQUIRED.test(field) || !isEmpty(raw)))
    .map(([field, raw]) => reading(ticket, field, raw));
}

function isEmpty(raw: unknown): boolean {
  return raw === null || raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0);
}

function reading(ticket: string, field: string, raw: unknown): Draft {
  const { value, key, name } = valueOf(field, raw, CLEAR.has(field));
  return {
    ...fact(ticket, 'ticket.field_changed', 'read', [field, ...key]),
    occurredAt: null,
    timeFrom: 'SEEN',
    core: { ticket: ref('ticket', ticket), field, to: value },
    ...(name === null ? {} : { seen: { toName: name } }),
  };
}
