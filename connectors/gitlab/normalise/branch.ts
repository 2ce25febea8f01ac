import { type AccountMark, type Draft, type EventType, type Interval, type Json, type Mention, type Normalised, ref } from '#contract';
import { code, readAs, ZERO } from '../wire.js';
import { moment } from './moment.js';
import { accountOf } from './people.js';

export const HEADS = 'refs/heads/';
export const TAGS = 'refs/tags/';

/** One movement of a branch, as both doors tell it; null stands for no commit. */
export interface Movement {
  readonly project: string;
  readonly branch: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly pusher: AccountMark | null;
  readonly at: Interval | null;
}

export function branchMoved({ project, branch, before, after, pusher, at }: Movement): Draft {
  return {
    type: typeOf(before, after),
    subject: ref('branch', project, branch),
    // A push has no id that both doors carry.
    identity: { kind: 'push', natural: [project, HEADS + branch, before ?? '', after ?? ''], transition: 'pushed' },
    occurredAt: at,
    // A webhook gives a push no time.
    timeFrom: 'SEEN',
    core: { repository: ref('repository', project), branch, before, after, pusher },
    mentions: [...commitAt(project, after, 'after'), ...commitAt(project, before, 'before')],
  };
}

// GitLab does not say of a push whether it was forced: the commits that were read show it.
function typeOf(before: string | null, after: string | null): EventType {
  if (after === null) return 'branch.deleted';
  return before === null ? 'branch.created' : 'branch.pushed';
}

export function fromPush(payload: Json): Normalised {
  const { project, event } = readAs(code.pushRecord, payload, 'event of a push');
  const { push_data: push, author, created_at: at } = event;
  if (push.ref_type !== 'branch') return { ignored: `a push of a ${push.ref_type} moves no branch; tags are read as tags.` };
  if (!push.ref || (!push.commit_from && !push.commit_to)) {
    return { ignored: `a push of ${String(push.ref_count ?? 'many')} branches or tags at once names none: where they stand is read.` };
  }
  const moved = branchMoved({
    project: project.id,
    branch: push.ref,
    before: hashOrNull(push.commit_from),
    after: hashOrNull(push.commit_to),
    pusher: accountOf(author),
    at: moment(at),
  });
  return { events: [moved] };
}

export function fromBranch(payload: Json): Normalised {
  const { project, name, head, isDefault } = readAs(code.branchRecord, payload, 'branch');
  const observed: Draft = {
    type: 'branch.observed',
    subject: ref('branch', project.id, name),
    identity: { kind: 'branch', natural: [project.id, name], transition: 'observed', discriminator: [head] },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: { repository: ref('repository', project.id), branch: name, head, isDefault },
    mentions: commitAt(project.id, head, 'head'),
  };
  return { events: [observed] };
}

export function hashOrNull(hash: string | null | undefined): string | null {
  return hash && !ZERO.test(hash) ? hash : null;
}

function commitAt(project: string, hash: string | null, place: string): Mention[] {
  return hash === null ? [] : [{ names: ref('commit', project, hash), method: 'RELATION', place }];
}
