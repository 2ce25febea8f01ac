import { type AccountMark, type Draft, type EventType, type IdentityPart, type Interval, type Mention, ref } from '#contract';

/** A ticket as it was made; everything that can change later is a fact of its own. */
export interface Created {
  readonly ticket: string;
  readonly table: string;
  /** At the creation, not the present one. */
  readonly issueType: string;
  readonly creator: AccountMark | null;
  readonly at: Interval;
}

export function created({ ticket, table, issueType, creator, at }: Created): Draft {
  return {
    ...fact(ticket, 'ticket.created', 'created'),
    occurredAt: at,
    timeFrom: 'CORE',
    core: { ticket: ref('ticket', ticket), project: table, issueType, creator },
  };
}

/** A number is unique by convention alone, and may be given anew: it names a ticket, and never is one. */
export function numbered(ticket: string, number: string, since: Interval | null): Draft {
  // As a candidate, too, so that whoever waits for this number finds the ticket under it.
  const mention: Mention = { names: { kind: 'ticket', text: number }, method: 'RELATION', place: 'number' };
  return {
    ...fact(ticket, 'ticket.moved', 'key', [number]),
    occurredAt: since,
    timeFrom: 'SEEN',
    core: { ticket: ref('ticket', ticket), key: number },
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
  const identity = { kind: 'task', natural: [ticket], transition };
  return { type, subject: ref('ticket', ticket), identity: discriminator ? { ...identity, discriminator } : identity };
}
