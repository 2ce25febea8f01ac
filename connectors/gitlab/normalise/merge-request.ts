import {
  type AccountMark,
  type Draft,
  type EventType,
  type IdentityPart,
  type Interval,
  type Marked,
  type Mention,
  ref,
  text,
} from '#contract';
import { second } from './moment.js';
import { ticketMentions, titlePlaces } from './tickets.js';

/** A merge request as both doors know it; times as GitLab wrote them. */
export interface MergeRequest {
  readonly id: string;
  readonly project: string;
  readonly number: number;
  readonly opener: AccountMark | null;
  readonly createdAt: string;
  readonly branch: string;
  readonly base: string;
}

/** What somebody typed: from when it stood (null: nobody says), and who typed it. */
export interface Typed {
  readonly words: string;
  readonly from: Interval | null;
  readonly by: AccountMark | null;
}

export function opened(merge: MergeRequest): Draft {
  return {
    ...fact(merge, 'pull_request.opened', 'opened'),
    occurredAt: second(merge.createdAt),
    timeFrom: 'CORE',
    core: { ...place(merge), opener: merge.opener },
  };
}

/** `seen` is what this door adds: the list of commits (poll), who pushed (webhook). */
export function headed(merge: MergeRequest, head: string, from: Interval | null, seen: Readonly<Record<string, Marked>>): Draft {
  return {
    ...fact(merge, 'pull_request.updated', 'head', [head]),
    occurredAt: from,
    timeFrom: 'SEEN',
    core: { ...place(merge), head },
    seen: { branch: merge.branch, ...seen },
    mentions: [commit(merge, head, 'head'), ...branchTickets(merge.branch)],
  };
}

/** GitLab's revert button names its branch `revert-` and the short hash. */
function branchTickets(branch: string): Mention[] {
  return ticketMentions([{ text: branch, method: 'BRANCH', place: /^revert-[0-9a-f]{8}$/.test(branch) ? 'reverted-branch' : 'branch' }]);
}

export function titled(merge: MergeRequest, { words, from, by }: Typed): Draft {
  const typed = text('title', words, by);
  return {
    ...fact(merge, 'pull_request.edited', 'title', [typed]),
    occurredAt: from,
    timeFrom: 'SEEN',
    core: { ...place(merge), title: typed },
    mentions: ticketMentions(titlePlaces(words, 'title')),
  };
}

/** What stands under the title; an empty one is no fact. */
export function described(merge: MergeRequest, { words, from, by }: Typed): Draft[] {
  if (!words.trim()) return [];
  const typed = text('description', words, by);
  return [
    {
      ...fact(merge, 'pull_request.edited', 'description', [typed]),
      occurredAt: from,
      timeFrom: 'SEEN',
      core: { ...place(merge), description: typed },
      mentions: ticketMentions([{ text: words, method: 'TEXT', place: 'body' }]),
    },
  ];
}

export function aimed(merge: MergeRequest, from: Interval | null): Draft {
  return {
    ...fact(merge, 'pull_request.edited', 'base', [merge.base]),
    occurredAt: from,
    timeFrom: 'SEEN',
    core: { ...place(merge), base: merge.base },
  };
}

export function fact(merge: Pick<MergeRequest, 'id'>, type: EventType, transition: string, discriminator?: readonly IdentityPart[]) {
  const identity = { kind: 'merge_request', natural: [merge.id], transition };
  return { type, subject: ref('pull_request', merge.id), identity: discriminator ? { ...identity, discriminator } : identity };
}

export function place(merge: Pick<MergeRequest, 'project' | 'number'>) {
  return { repository: ref('repository', merge.project), number: merge.number };
}

export function commit(merge: Pick<MergeRequest, 'project'>, sha: string, where: string): Mention {
  return { names: ref('commit', merge.project, sha), method: 'RELATION', place: where };
}
