import type { Mutator } from '../mutator.js';
import type { Ticket } from '../plan.js';
import type { Random } from '../random.js';
import { BACKOUT, PLAN, TEMPLATE } from '../site.js';
import { chosen, endOf, startOf } from './choose.js';
import { ofTicket } from './expect.js';

type Times = { readonly start: number; readonly end: number };

function request(
  name: string,
  answer: 'GAP' | 'INDETERMINATE' | null,
  does: (ticket: Ticket, random: Random, times: Times) => void,
): Mutator {
  return {
    name,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      does(ticket, random, { start: startOf(unit), end: endOf(unit) });
      if (answer) ofTicket(unit, 'incomplete-request', answer, change);
      return true;
    },
  };
}

const WRITTEN = ['description', PLAN, BACKOUT];

/** From the creation on, and nobody changes it. */
function stays(ticket: Ticket, field: string, value: string | null): void {
  ticket.fields[field] = value;
  ticket.edits = ticket.edits.filter((edit) => edit.field !== field);
}

function edited(ticket: Ticket, field: string, at: number, to: string | null): void {
  ticket.edits.push({ at, by: ticket.creator, field, to });
}

export const incompleteRequest = [
  request('a required field is empty', 'GAP', (ticket, random) => stays(ticket, random.pick(WRITTEN), null)),
  request('a required field holds a placeholder', 'GAP', (ticket, random) =>
    stays(ticket, random.pick(WRITTEN), random.pick(['n/a', 'TBD', '-', ' N/A ', 'tbd'])),
  ),
  request('the description is what the template says', 'GAP', (ticket) => stays(ticket, 'description', TEMPLATE)),
  request('it names no requester', 'GAP', (ticket) => void (ticket.requester = null)),
  request('a required field was filled after the start', 'GAP', (ticket, random, { start }) => {
    const field = random.pick(WRITTEN);
    stays(ticket, field, random.pick([null, 'n/a']));
    edited(ticket, field, start + random.int(61, 900), 'Written afterwards.');
  }),
  request('a required field was emptied before the start', 'GAP', (ticket, random) => {
    const field = random.pick(WRITTEN);
    stays(ticket, field, 'Said, and taken back.');
    edited(ticket, field, ticket.createdAt + 900, null);
  }),
  request('a required field was filled in the second of the start', 'INDETERMINATE', (ticket, random, { start }) => {
    const field = random.pick(WRITTEN);
    stays(ticket, field, null);
    edited(ticket, field, start, 'Just in time, or just too late.');
  }),
  request('a required field was filled 60 s before the start', 'INDETERMINATE', (ticket, random, { start }) => {
    const field = random.pick(WRITTEN);
    stays(ticket, field, null);
    edited(ticket, field, start - 60, 'Just in time, or just too late.');
  }),
  request('a required list was emptied before the start', 'GAP', (ticket) => edited(ticket, 'labels', ticket.createdAt + 900, null)),
  request('a required field is empty, and another was filled in the second of the start', 'GAP', (ticket, _, { start }) => {
    stays(ticket, PLAN, null);
    stays(ticket, BACKOUT, null);
    edited(ticket, BACKOUT, start, 'Just in time, or just too late.');
  }),
  request('a required field was replaced after the start', null, (ticket, random, { end }) => {
    edited(ticket, random.pick(WRITTEN), end + 90, random.pick([null, 'Something else.']));
  }),
];
