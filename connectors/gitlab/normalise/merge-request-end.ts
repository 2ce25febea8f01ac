import { type Draft, type Interval, MalformedRecord } from '#contract';
import type { merges } from '../wire.js';
import { commit, fact, type MergeRequest, place } from './merge-request.js';
import { moment } from './moment.js';
import { accountOf } from './people.js';

/** How it ended, and how often it was opened again: these stand in REST alone. */
export function endings(merge: MergeRequest, record: merges.MergeRequestRecord): Draft[] {
  const { mergeRequest, states } = record;
  const closings = states.filter(({ state }) => state === 'closed').map((one) => closed(merge, one.id, one));
  const reopenings = states.filter(({ state }) => state === 'reopened').map((one) => reopened(merge, one));
  const isClosedUnseen = closings.length === 0 && mergeRequest.state === 'closed' && mergeRequest.closed_at;
  return [
    ...closings,
    // Closed before GitLab 13.2, which keeps no event of it.
    ...(isClosedUnseen ? [closed(merge, 'unnumbered', { created_at: mergeRequest.closed_at ?? '', user: mergeRequest.closed_by })] : []),
    ...reopenings,
    ...(mergeRequest.state === 'merged' ? [merged(merge, record)] : []),
  ];
}

type StateEvent = merges.MergeRequestRecord['states'][number];

function closed(merge: MergeRequest, which: string, { created_at: at, user }: Pick<StateEvent, 'created_at' | 'user'>): Draft {
  return {
    ...fact(merge, 'pull_request.closed', 'closed', [which]),
    occurredAt: moment(at),
    timeFrom: 'CORE',
    core: place(merge),
    seen: { by: accountOf(user) },
  };
}

function reopened(merge: MergeRequest, { id, created_at: at, user }: StateEvent): Draft {
  return {
    ...fact(merge, 'pull_request.reopened', 'reopened', [id]),
    occurredAt: moment(at),
    timeFrom: 'CORE',
    core: place(merge),
    seen: { by: accountOf(user) },
  };
}

function merged(merge: MergeRequest, { mergeRequest, states }: merges.MergeRequestRecord): Draft {
  const { squash_commit_sha: squash, sha } = mergeRequest;
  // A fast-forward makes no commit of its own: what was squashed, or the head itself, is what landed.
  const landed = mergeRequest.merge_commit_sha ?? squash ?? sha ?? null;
  const event = states.find(({ state }) => state === 'merged');
  return {
    ...fact(merge, 'pull_request.merged', 'merged'),
    occurredAt: mergedAt(mergeRequest, event),
    timeFrom: 'CORE',
    core: {
      ...place(merge),
      mergeCommit: landed,
      merger: accountOf(mergeRequest.merge_user ?? mergeRequest.merged_by ?? event?.user),
      base: merge.base,
      head: sha ?? null,
    },
    mentions: [
      ...(landed ? [commit(merge, landed, 'merge_commit')] : []),
      ...(squash && squash !== landed ? [commit(merge, squash, 'squash_commit')] : []),
      ...(sha ? [commit(merge, sha, 'head')] : []),
    ],
  };
}

function mergedAt({ merged_at: at, iid }: merges.MergeRequestRecord['mergeRequest'], event: StateEvent | undefined): Interval {
  const written = at ?? event?.created_at;
  if (written) return moment(written);
  throw new MalformedRecord(
    'mergeRequest.merged_at',
    `mergeRequest.merged_at is missing of merge request !${String(iid)}, which is merged.`,
  );
}
