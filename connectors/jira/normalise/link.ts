import { type Draft, type Interval, type Mention, ref } from '#contract';
import type { rest } from '../wire.js';

/** `from` blocks, clones, relates to … `to`; the type says which. */
export interface Linked {
  readonly link: string;
  readonly from: string;
  readonly to: string;
  readonly linkType: string;
  readonly typeName: string | null;
  readonly at: Interval | null;
}

export function linked({ link, from, to, linkType, typeName, at }: Linked): Draft {
  return {
    type: 'ticket.linked',
    // Always of the issue that the link starts from, whichever of the two was read.
    subject: ref('ticket', from),
    identity: { kind: 'issuelink', natural: [link], transition: 'linked' },
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { ticket: ref('ticket', from), to: ref('ticket', to), link, linkType },
    seen: { typeName },
    mentions: [other(to)],
  };
}

export function other(ticket: string): Mention {
  return { names: ref('ticket', ticket), method: 'RELATION', place: 'issuelink' };
}

/** The links of one issue. One that names neither side leads to an issue that this token may not see. */
export function linksOf(ticket: string, links: readonly rest.Link[]): Draft[] {
  return links.flatMap(({ id, type, inwardIssue, outwardIssue }) => {
    const ends = outwardIssue ? { from: ticket, to: outwardIssue.id } : inwardIssue && { from: inwardIssue.id, to: ticket };
    return ends ? [linked({ link: id, ...ends, linkType: type.id, typeName: type.name ?? null, at: null })] : [];
  });
}
