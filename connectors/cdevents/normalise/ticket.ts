import { account, type AccountMark, type Draft, type Marked, ref, text, ticketCandidates } from '#contract';
import { ticket, type Ticket } from '../wire.js';
import { type CdEvent, contentOf, factOf, nameOf, ownName } from './cdevent.js';

export function ticketCreated(event: CdEvent): readonly Draft[] {
  const content = contentOf(ticket, event);
  const by = personOf(content.creator);
  const core = { issueType: content.ticketType ?? null, ...(by ? { creator: by } : {}) };
  const created = factOf(event, { type: 'ticket.created', subject: ticketRef(event), happens: 'ONCE', core });
  return [created, ...keyed(event), ...fieldsTold(event, content, by)];
}

/** An update names the fields as they are now, changed or not. */
export function ticketUpdated(event: CdEvent): readonly Draft[] | string {
  const content = contentOf(ticket, event);
  const told = fieldsTold(event, content, personOf(content.updatedBy));
  return told.length > 0 ? told : `${event.type} names no field that Changeline reads.`;
}

/** Of the statuses of a ticket CDEvents knows one: closed. */
export function ticketClosed(event: CdEvent): readonly Draft[] {
  const content = contentOf(ticket, event);
  const by = personOf(content.updatedBy);
  const closed = factOf(event, {
    type: 'ticket.status_changed',
    subject: ticketRef(event),
    happens: 'AGAIN',
    core: { to: 'closed', changelog: ownName(event), ...(by ? { actor: by } : {}) },
  });
  return [closed, ...fieldsTold(event, content, by)];
}

/** People call a ticket by its id where that looks like a key; an id that does not is for machines. */
function keyed(event: CdEvent): readonly Draft[] {
  const { id } = event.subject;
  if (ticketCandidates(id)[0] !== id) return [];
  return [factOf(event, { type: 'ticket.moved', subject: ticketRef(event), happens: 'ONCE', transition: 'key', core: { key: id } })];
}

function fieldsTold(event: CdEvent, content: Ticket, by: AccountMark | null): readonly Draft[] {
  const { summary, group, priority, labels, milestone, assignees, resolution, ticketType } = content;
  const values: Readonly<Record<string, Marked | undefined>> = {
    summary: summary === undefined ? undefined : text('summary', summary, by),
    type: ticketType,
    group,
    priority,
    milestone,
    labels,
    resolution,
    assignees: assignees?.map((one) => account(one, 'PERSON', one)),
  };
  return Object.entries(values).flatMap(([field, to]) => {
    if (to === undefined) return [];
    const core = { field, to, changelog: ownName(event), ...(by ? { actor: by } : {}) };
    return [
      factOf(event, { type: 'ticket.field_changed', subject: ticketRef(event), happens: 'AGAIN', transition: `read ${field}`, core }),
    ];
  });
}

function ticketRef(event: CdEvent) {
  return ref('ticket', nameOf(event, event.subject));
}

/** CDEvents names people by one text, which is id and name at once. */
function personOf(who: string | undefined): AccountMark | null {
  return who === undefined ? null : account(who, 'PERSON', who);
}
