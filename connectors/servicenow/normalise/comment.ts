import { type Draft, ref, text } from '#contract';
import type { Journal } from '../wire.js';
import { moment } from './moment.js';
import type { People } from './people.js';

/** Comments are shown to the requester, work notes to those who work on it; a journal is never edited. */
const NOTES: ReadonlySet<string> = new Set(['comments', 'work_notes']);

export function noted(
  ticket: string,
  { sys_id: id, element, value, sys_created_by: name, sys_created_on: at }: Journal,
  people: People,
): Draft[] {
  if (!NOTES.has(element)) return [];
  const author = people.byName(name);
  return [
    {
      type: 'ticket.commented',
      subject: ref('ticket', ticket),
      identity: { kind: 'journal', natural: [id], transition: 'created' },
      occurredAt: moment(at),
      timeFrom: 'CORE',
      core: { ticket: ref('ticket', ticket), comment: id, author, edit: false, element },
      seen: value ? { text: text('comment', value, author) } : {},
    },
  ];
}
