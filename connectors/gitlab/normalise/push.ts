import { type Json, type Normalised } from '#contract';
import { readAs, webhooks } from '../wire.js';
import { branchMoved, hashOrNull, HEADS, TAGS } from './branch.js';
import { touchedByPush } from './paths.js';
import { accountOf } from './people.js';
import { tagPushed } from './tag.js';

export function fromPushWebhook(payload: Json): Normalised {
  const push = readAs(webhooks.push, payload, 'push webhook');
  if (!push.ref.startsWith(HEADS)) return { ignored: `${push.ref} is no branch.` };
  const pusher = accountOf({ id: push.user_id, username: push.user_username });
  const [before, after] = [hashOrNull(push.before), hashOrNull(push.after)];
  const branch = push.ref.slice(HEADS.length);
  if (before === null && after === null) return { ignored: `the push of ${branch} names no commit.` };
  const moved = branchMoved({ project: push.project_id, branch, before, after, pusher, at: null });
  return { events: [moved, ...touchedByPush(push.project_id, push.commits ?? [])] };
}

export function fromTagPushWebhook(payload: Json): Normalised {
  const push = readAs(webhooks.push, payload, 'tag_push webhook');
  if (!push.ref.startsWith(TAGS)) return { ignored: `${push.ref} is no tag.` };
  const [before, after] = [hashOrNull(push.before), hashOrNull(push.after)];
  if (before === null && after === null) return { ignored: `the push of ${push.ref} names no object.` };
  const tag = { project: push.project_id, name: push.ref.slice(TAGS.length) };
  return { events: tagPushed({ tag, before, after, commit: hashOrNull(push.checkout_sha) }) };
}
