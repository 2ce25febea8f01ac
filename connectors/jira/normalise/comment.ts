import { type Draft, ref, text } from '#contract';
import type { rest } from '../wire.js';
import { isDocument, wordsOf } from './document.js';
import { moment } from './moment.js';
import { accountOf } from './people.js';

type Comment = rest.Comment;

/**
 * That it was made, and its last edit. The text comes from the poll alone: a webhook writes the same words in another
 * markup, and would make them another text.
 */
export function commented(ticket: string, comment: Comment): Draft[] {
  const edit = editOf(comment);
  return [made(ticket, comment, edit === null), ...(edit ? [edited(ticket, comment, edit)] : [])];
}

function editOf({ created, updated }: Comment): string | null {
  return updated && moment(updated).from !== moment(created).from ? updated : null;
}

function made(ticket: string, comment: Comment, isUnedited: boolean): Draft {
  const author = accountOf(comment.author);
  return {
    ...about(ticket),
    identity: { kind: 'comment', natural: [comment.id], transition: 'created' },
    occurredAt: moment(comment.created),
    timeFrom: 'CORE',
    core: { ticket: ref('ticket', ticket), comment: comment.id, author, edit: false },
    seen: isUnedited ? wordsIn(comment, author) : {},
  };
}

function edited(ticket: string, comment: Comment, updated: string): Draft {
  const at = moment(updated);
  const editor = accountOf(comment.updateAuthor);
  return {
    ...about(ticket),
    identity: { kind: 'comment', natural: [comment.id], transition: 'edited', discriminator: [at.from] },
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { ticket: ref('ticket', ticket), comment: comment.id, author: editor, edit: true },
    seen: wordsIn(comment, editor),
  };
}

function about(ticket: string) {
  return { type: 'ticket.commented', subject: ref('ticket', ticket) } as const;
}

function wordsIn({ body }: Comment, by: ReturnType<typeof accountOf>): NonNullable<Draft['seen']> {
  if (isDocument(body)) return { text: text('comment', wordsOf(body), by) };
  return typeof body === 'string' ? { text: text('comment', body, by) } : {};
}
