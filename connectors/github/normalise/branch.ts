import { type AccountMark, type Draft, type EventType, type Interval, type Json, type Mention, type Normalised, ref } from '#contract';
import { graphql, readAs, rest, ZERO } from '../wire.js';
import { moment } from './moment.js';
import { restAccount } from './people.js';

/** One movement of a branch, as both doors tell it. */
export interface Movement {
  readonly type: EventType;
  readonly repository: string;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly pusher: AccountMark | null;
  readonly at: Interval | null;
}

export const HEADS = 'refs/heads/';

export function branchMoved(move: Movement): Draft {
  const { repository, before, after } = move;
  const branch = move.ref.slice(HEADS.length);
  return {
    type: move.type,
    subject: ref('branch', repository, branch),
    // One transition for pushed, created, deleted and rewritten: the activity list has no other id for a push.
    identity: { kind: 'push', natural: [repository, move.ref, before, after], transition: 'pushed' },
    occurredAt: move.at,
    // The webhook's `pushed_at` and the activity's `timestamp` can differ by a second.
    timeFrom: 'SEEN',
    core: {
      repository: ref('repository', repository),
      branch,
      before: commitOrNull(before),
      after: commitOrNull(after),
      pusher: move.pusher,
    },
    mentions: [...commitAt(repository, after, 'after'), ...commitAt(repository, before, 'before')],
  };
}

const TYPES: Readonly<Record<string, EventType>> = {
  push: 'branch.pushed',
  pr_merge: 'branch.pushed',
  merge_queue_merge: 'branch.pushed',
  force_push: 'branch.rewritten',
  branch_creation: 'branch.created',
  branch_deletion: 'branch.deleted',
};

export function fromActivity(payload: Json): Normalised {
  const { repository, activity } = readAs(rest.activityRecord, payload, 'activity');
  const type = Object.hasOwn(TYPES, activity.activity_type) ? TYPES[activity.activity_type] : undefined;
  if (!type) return { ignored: `activity of type ${activity.activity_type} moves no branch.` };
  if (!activity.ref.startsWith(HEADS)) return { ignored: `${activity.ref} is no branch; tags are read as tags.` };
  const { ref: name, before, after } = activity;
  const pusher = restAccount(activity.actor);
  return { events: [branchMoved({ type, repository: repository.id, ref: name, before, after, pusher, at: moment(activity.timestamp) })] };
}

export function fromBranch(payload: Json): Normalised {
  const { repository, name, head, isDefault } = readAs(graphql.branch, payload, 'branch');
  const id = repository.databaseId;
  const observed: Draft = {
    type: 'branch.observed',
    subject: ref('branch', id, name),
    identity: { kind: 'branch', natural: [id, name], transition: 'observed', discriminator: [head] },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: { repository: ref('repository', id), branch: name, head, isDefault },
    mentions: commitAt(id, head, 'head'),
  };
  return { events: [observed] };
}

function commitOrNull(hash: string): string | null {
  return ZERO.test(hash) ? null : hash;
}

function commitAt(repository: string, hash: string, place: string): Mention[] {
  return ZERO.test(hash) ? [] : [{ names: ref('commit', repository, hash), method: 'RELATION', place }];
}
