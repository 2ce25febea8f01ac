import { type EventType, type Interval, type Json, type Normalised, secondInterval } from '#contract';
import { readAs, webhooks, ZERO } from '../wire.js';
import { branchMoved, HEADS } from './branch.js';
import { moment } from './moment.js';
import { touchedByPush } from './paths.js';
import { restAccount } from './people.js';
import { tagPushed, TAGS } from './tag.js';

export function fromPushWebhook(payload: Json): Normalised {
  const push = readAs(webhooks.push, payload, 'push webhook');
  const { before, after } = push;
  const repository = push.repository.id;
  const at = pushedAt(push.repository.pushed_at);
  if (push.ref.startsWith(TAGS)) {
    const tag = { repository, name: push.ref.slice(TAGS.length) };
    return { events: tagPushed({ tag, before, after, commit: push.head_commit?.id ?? null, at }) };
  }
  if (!push.ref.startsWith(HEADS)) return { ignored: `${push.ref} is neither a branch nor a tag.` };
  // `pusher` has no account id; `sender` is the account that GitHub's own activity list calls the actor.
  const pusher = restAccount(push.sender);
  const type = typeOf(before, after, push.forced === true);
  const moved = branchMoved({ type, repository, ref: push.ref, before, after, pusher, at });
  return { events: [moved, ...touchedByPush(repository, push.commits ?? [])] };
}

// Deletion and creation first: GitHub marks some of them as forced, too.
function typeOf(before: string, after: string, forced: boolean): EventType {
  if (ZERO.test(after)) return 'branch.deleted';
  if (ZERO.test(before)) return 'branch.created';
  return forced ? 'branch.rewritten' : 'branch.pushed';
}

function pushedAt(written: number | string | null | undefined): Interval | null {
  if (typeof written === 'number') return secondInterval(written);
  return written ? moment(written) : null;
}
