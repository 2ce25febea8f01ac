import { type Json, MalformedRecord, type Normalised, ref } from '#contract';
import { readAs, ticketOfComment, webhooks } from '../wire.js';
import { commented } from './comment.js';
import { millisecond } from './moment.js';
import { accountOf } from './people.js';

export function fromCommentWebhook(payload: Json): Normalised {
  const { comment, issue } = readAs(webhooks.commented, payload, 'comment webhook');
  return { events: commented(ticketOf(issue, comment.self), { ...comment, body: null }) };
}

export function fromCommentDeleted(payload: Json): Normalised {
  const { comment, issue, timestamp, user } = readAs(webhooks.uncommented, payload, 'comment_deleted webhook');
  const ticket = ref('ticket', ticketOf(issue, comment.self));
  return {
    events: [
      {
        type: 'ticket.field_changed',
        subject: ticket,
        identity: { kind: 'comment', natural: [comment.id], transition: 'deleted' },
        occurredAt: millisecond(timestamp),
        timeFrom: 'SEEN',
        core: { ticket, field: 'comment', from: comment.id, to: null },
        seen: { actor: accountOf(user) },
      },
    ],
  };
}

function ticketOf(issue: { readonly id: string } | null | undefined, self: string | null | undefined): string {
  const ticket = issue?.id ?? ticketOfComment(self ?? undefined);
  if (ticket) return ticket;
  throw new MalformedRecord('issue.id', 'issue.id of this comment webhook is missing, and comment.self does not name the issue either.');
}
