import { type Json, type Normalised, ref } from '#contract';
import { readAs, webhooks } from '../wire.js';
import { linked, other } from './link.js';
import { millisecond } from './moment.js';
import { accountOf } from './people.js';

export function fromLinkCreated(payload: Json): Normalised {
  const { issueLink, timestamp } = readAs(webhooks.linked, payload, 'issuelink_created webhook');
  const { id, sourceIssueId, destinationIssueId, issueLinkType } = issueLink;
  const ends = { from: sourceIssueId, to: destinationIssueId };
  const type = { linkType: issueLinkType.id, typeName: issueLinkType.name ?? null };
  return { events: [linked({ link: id, ...ends, ...type, at: millisecond(timestamp) })] };
}

export function fromLinkDeleted(payload: Json): Normalised {
  const { issueLink, timestamp, user } = readAs(webhooks.linked, payload, 'issuelink_deleted webhook');
  const ticket = ref('ticket', issueLink.sourceIssueId);
  return {
    events: [
      {
        type: 'ticket.field_changed',
        subject: ticket,
        identity: { kind: 'issuelink', natural: [issueLink.id], transition: 'unlinked' },
        occurredAt: millisecond(timestamp),
        timeFrom: 'SEEN',
        core: { ticket, field: 'issuelinks', from: issueLink.id, to: null },
        seen: { actor: accountOf(user) },
        mentions: [other(issueLink.destinationIssueId)],
      },
    ],
  };
}
