import { nodeId } from '../addresses.js';
import { commitOf } from '../lookup.js';
import type { Pull, TimelineEvent } from '../world.js';
import { actor } from './account.js';
import type { PageArguments } from './connection.js';
import { connection } from './connection.js';
import type { Place } from './context.js';
import { demand, isGiven } from './context.js';

const ITEM_TYPES = {
  BaseRefChangedEvent: 'BASE_REF_CHANGED_EVENT',
  ClosedEvent: 'CLOSED_EVENT',
  HeadRefForcePushedEvent: 'HEAD_REF_FORCE_PUSHED_EVENT',
  MergedEvent: 'MERGED_EVENT',
  RenamedTitleEvent: 'RENAMED_TITLE_EVENT',
  ReopenedEvent: 'REOPENED_EVENT',
  ReviewDismissedEvent: 'REVIEW_DISMISSED_EVENT',
} as const satisfies Record<TimelineEvent['kind'], string>;

interface Arguments extends PageArguments {
  readonly itemTypes?: readonly string[] | null;
  readonly since?: string | null;
  readonly skip?: number | null;
}

/** `totalCount` counts the whole timeline, `filteredCount` what the arguments leave, as at GitHub. */
export function timelineItems(place: Place, pull: Pull, args: Arguments): unknown {
  const wanted = pull.timeline
    .filter((event) => !isGiven(args.itemTypes) || args.itemTypes.includes(ITEM_TYPES[event.kind]))
    .filter((event) => !isGiven(args.since) || Date.parse(event.createdAt) >= Date.parse(args.since));
  const items = wanted.slice(args.skip ?? 0).map((event) => ({ event, index: pull.timeline.indexOf(event) }));
  const page = connection(
    { ordering: 'timeline', items, key: ({ index }) => [index], node: ({ event }) => eventNode(place, pull, event) },
    args,
  );
  return {
    ...page,
    totalCount: pull.timeline.length,
    filteredCount: wanted.length,
    pageCount: page.nodes().length,
    updatedAt: pull.updatedAt,
  };
}

function eventNode(place: Place, pull: Pull, event: TimelineEvent): unknown {
  return {
    __typename: event.kind,
    id: nodeId(event.kind, event.id),
    databaseId: event.id,
    actor: () => actor(place.addresses, event.actor),
    createdAt: event.createdAt,
    pullRequest: () => place.nodes.pull(place, pull),
    ...own(place, pull, event),
  };
}

function own(place: Place, pull: Pull, event: TimelineEvent): Record<string, unknown> {
  switch (event.kind) {
    case 'ReviewDismissedEvent':
      return {
        previousReviewState: event.previousReviewState,
        dismissalMessage: event.message,
        review: () => dismissed(place, pull, event.review),
      };
    case 'MergedEvent':
      return { commit: () => place.nodes.commitBySha(place, event.commit), mergeRefName: event.mergeRefName };
    case 'HeadRefForcePushedEvent':
      return { beforeCommit: () => commitOrNull(place, event.before), afterCommit: () => commitOrNull(place, event.after) };
    default:
      return { ...event };
  }
}

function dismissed(place: Place, pull: Pull, id: number): unknown {
  demand(place, 'reviews');
  const review = pull.reviews.find((each) => each.id === id);
  return review ? place.nodes.review(place, pull, review) : null;
}

// A commit that a force push threw away may be gone, and is null then.
function commitOrNull(place: Place, sha: string): unknown {
  const commit = commitOf(place.repository, sha);
  return commit ? place.nodes.commit(place, commit) : null;
}
