import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Answer } from '../answer.js';
import { ok, refusal } from '../answer.js';
import { nodeId } from '../addresses.js';
import { sorted } from '../lookup.js';
import type { Activity } from '../world.js';
import { accountOrNull } from './account.js';
import type { Call } from './call.js';
import { linkHeader, perPage } from './paging.js';

type ActivityObject = RestEndpointMethodTypes['repos']['listActivities']['response']['data'][number];

const oldestFirst = (a: Activity, b: Activity): number => Date.parse(a.timestamp) - Date.parse(b.timestamp) || a.id - b.id;

/** GET …/activity: newest first unless told, paged by opaque cursors that stand only in `Link`. */
export function listActivity(call: Call): Answer {
  const direction = call.query.get('direction') ?? 'desc';
  if (direction !== 'asc' && direction !== 'desc') return refusal(422, 'Validation Failed: "direction" is asc or desc.');
  const all = wanted(
    call,
    direction === 'asc'
      ? sorted(call.repository.activity, 'asc', oldestFirst)
      : sorted(call.repository.activity, 'desc', (a, b) => oldestFirst(b, a)),
  );
  const [after, before] = [call.query.get('after'), call.query.get('before')];
  const at = (cursor: string): number => all.findIndex((item) => cursorOf(item, direction) === cursor);
  if ((after !== null && at(after) < 0) || (before !== null && at(before) < 0))
    return refusal(422, 'Validation Failed: the cursor does not belong to this list.');
  const size = perPage(call);
  const start = after !== null ? at(after) + 1 : before !== null ? Math.max(0, at(before) - size) : 0;
  const end = before !== null ? at(before) : Math.min(start + size, all.length);
  const page = all.slice(start, end);
  const links: [string, Record<string, string | null>][] = [];
  if (end < all.length && page.length > 0) links.push(['next', { after: cursorOf(page.at(-1) as Activity, direction), before: null }]);
  if (start > 0 && page.length > 0) links.push(['prev', { before: cursorOf(page[0] as Activity, direction), after: null }]);
  return ok(
    page.map((item) => shape(call, item)),
    linkHeader(call, links),
  );
}

function wanted(call: Call, all: readonly Activity[]): readonly Activity[] {
  const [ref, type, actor] = [call.query.get('ref'), call.query.get('activity_type'), call.query.get('actor')];
  return all.filter(
    (item) =>
      (ref === null || item.ref === ref || item.ref === `refs/heads/${ref}`) &&
      (type === null || item.type === type) &&
      (actor === null || item.actor?.login === actor),
  );
}

// Bound to the direction: the cursor of one order means nothing in the other.
function cursorOf(item: Activity, direction: string): string {
  return Buffer.from(`${direction}:${item.timestamp}:${item.id}`).toString('base64url');
}

function shape({ addresses }: Call, item: Activity): ActivityObject {
  return {
    id: item.id,
    node_id: nodeId('PushEvent', item.id),
    before: item.before,
    after: item.after,
    ref: item.ref,
    timestamp: item.timestamp,
    activity_type: item.type,
    actor: accountOrNull(addresses, item.actor),
  };
}
