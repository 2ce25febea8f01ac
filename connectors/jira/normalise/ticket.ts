import { type AccountMark, type Draft, type EventType, type IdentityPart, type Interval, type Mention, ref } from '#contract';
import { moment } from './moment.js';

/** A ticket as it was made; everything that can change later is a fact of its own. */
export interface Created {
  readonly ticket: string;
  /** Project and type at the creation, not the present ones. */
  readonly project: string;
  readonly issueType: string;
  readonly creator: AccountMark | null;
  readonly created: string;
}

export function created({ ticket, project, issueType, creator, created: at }: Created): Draft {
  return {
    ...fact(ticket, 'ticket.created', 'created'),
    occurredAt: moment(at),
    timeFrom: 'CORE',
    core: { ticket: ref('ticket', ticket), project, issueType, creator },
  };
}

export function keyed(ticket: string, key: string, from: Interval | null): Draft {
  // As a candidate, too, so that whoever waits for this key finds the ticket under it.
  const mention: Mention = { names: { kind: 'ticket', text: key }, method: 'RELATION', place: 'key' };
  return {
    ...fact(ticket, 'ticket.moved', 'key', [key]),
    occurredAt: from,
    timeFrom: 'SEEN',
    core: { ticket: ref('ticket', ticket), key },
    mentions: [mention],
  };
}

/** `told`: by whom and when, of which a census knows nothing. */
export function deleted(ticket: string, told: { readonly by: AccountMark | null; readonly at: Interval } | null): Draft {
  return {
    ...fact(ticket, 'ticket.deleted', 'deleted'),
    occurredAt: told?.at ?? null,
    timeFrom: 'SEEN',
    core: { ticket: ref('ticket', ticket) },
    ...(told ? { seen: { by: told.by } } : {}),
  };
}

/** A fact of a ticket; what tells it from the others of its kind is the discriminator. */
export function fact(ticket: string, type: EventType, transition: string, discriminator?: readonly IdentityPart[]) {
  const identity = { kind: 'issue', natural: [ticket], transition };
  return { type, subject: ref('ticket', ticket), identity: discriminator ? { ...identity, discriminator } : identity };
}
