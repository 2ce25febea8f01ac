import { type Draft, type Json, type Normalised } from '#contract';
import { readAs, webhooks } from '../wire.js';
import { commented } from './comment.js';
import { aimed, described, headed, type MergeRequest, opened, titled } from './merge-request.js';
import { moment } from './moment.js';
import { accountOf } from './people.js';

/** The actions whose payload shows a new state of what a webhook can tell; the others carry it, too, but perhaps late and stale. */
const TELLING = ['open', 'update', 'reopen'];

/**
 * The opening, the head and what was typed. Approvals, merging, closing and opening again have their ids and times in REST
 * alone: this webhook wakes the reading that brings them.
 */
export function fromMergeRequestWebhook(payload: Json): Normalised {
  const event = readAs(webhooks.mergeRequest, payload, 'merge_request webhook');
  const { action } = event.object_attributes;
  if (!TELLING.includes(action ?? '')) {
    return {
      ignored: `merge_request ${action ?? 'without an action'} has neither an id nor a time of its own: the merge request is read at once.`,
    };
  }
  return { events: factsOf(event) };
}

function factsOf(event: webhooks.MergeRequestEvent): Draft[] {
  const { object_attributes: attributes, changes } = event;
  const merge = mergeOf(event);
  const isNew = attributes.action === 'open';
  const updatedAt = moment(attributes.updated_at);
  const created = isNew ? moment(attributes.created_at) : null;
  const user = accountOf(event.user);
  const from = (change: unknown) => (change === undefined ? created : updatedAt);
  const by = (change: unknown) => (change === undefined ? merge.opener : user);
  const head = attributes.last_commit?.id;
  const isPush = Boolean(attributes.oldrev);
  return [
    opened(merge),
    ...(head ? [headed(merge, head, isPush ? updatedAt : created, isPush && user ? { pusher: user } : {})] : []),
    titled(merge, { words: attributes.title, from: isNew ? created : from(changes?.title), by: by(isNew ? undefined : changes?.title) }),
    ...described(merge, {
      words: attributes.description ?? '',
      from: isNew ? created : from(changes?.description),
      by: by(isNew ? undefined : changes?.description),
    }),
    aimed(merge, isNew ? created : from(changes?.target_branch)),
  ];
}

function mergeOf({ object_attributes: one }: webhooks.MergeRequestEvent): MergeRequest {
  return {
    id: one.id,
    project: one.target_project_id,
    number: one.iid,
    opener: accountOf({ id: one.author_id }),
    createdAt: one.created_at,
    branch: one.source_branch,
    base: one.target_branch,
  };
}

export function fromNoteWebhook(payload: Json): Normalised {
  const { object_attributes: about } = readAs(webhooks.noteable, payload, 'note webhook');
  if (about.noteable_type !== 'MergeRequest') return { ignored: `a comment on a ${about.noteable_type} is no part of a merge request.` };
  if (about.system === true) return { ignored: 'a note that GitLab wrote itself is read with its merge request.' };
  const { object_attributes: note, merge_request: merge } = readAs(webhooks.note, payload, 'note webhook');
  const comment = { id: note.id, body: note.note, author: { id: note.author_id }, created_at: note.created_at };
  return { events: [commented({ id: merge.id, project: merge.target_project_id, number: merge.iid }, comment)] };
}
