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
import { moment } from './moment.js';
import { type Place, ticketMentions, titlePlaces } from './tickets.js';

/** A pull request as both doors know it; times as GitHub wrote them. */
export interface PullRequest {
  readonly id: string;
  readonly repository: string;
  readonly number: number;
  readonly opener: AccountMark | null;
  readonly createdAt: string;
  readonly head: string;
  readonly branch: string;
  readonly base: string;
  readonly closedAt: string | null;
  readonly merged: { readonly at: string; readonly by: AccountMark | null; readonly commit: string | null } | null;
}

/** A title that the pull request bore, from when (null: nobody says), and who typed it. */
export interface Title {
  readonly title: string;
  readonly from: Interval | null;
  readonly by: AccountMark | null;
}

/** A description that the pull request had, from when (null: nobody says), and who typed it. */
export interface Description {
  readonly description: string | null | undefined;
  readonly from: Interval | null;
  readonly by: AccountMark | null;
}

export function opened(pull: PullRequest): Draft {
  return {
    ...fact(pull, 'pull_request.opened', 'opened'),
    occurredAt: moment(pull.createdAt),
    timeFrom: 'CORE',
    core: { ...place(pull), opener: pull.opener },
  };
}

/** `seen` is what this door adds: the list of commits (poll), who pushed (webhook). */
export function headed(pull: PullRequest, from: Interval | null, seen: Readonly<Record<string, Marked>>): Draft {
  return {
    ...fact(pull, 'pull_request.updated', 'head', [pull.head]),
    occurredAt: from,
    timeFrom: 'SEEN',
    core: { ...place(pull), head: pull.head },
    seen: { branch: pull.branch, ...seen },
    mentions: [commit(pull, pull.head, 'head'), ...ticketMentions(branchPlaces(pull.branch))],
  };
}

/** GitHub's revert button names its branch `revert-12-` and the branch of pull request 12. */
function branchPlaces(branch: string): Place[] {
  return [{ text: branch, method: 'BRANCH', place: /^revert-\d+-/.test(branch) ? 'reverted-branch' : 'branch' }];
}

export function titled(pull: PullRequest, { title, from, by }: Title): Draft {
  const typed = text('title', title, by);
  return {
    ...fact(pull, 'pull_request.edited', 'title', [typed]),
    occurredAt: from,
    timeFrom: 'SEEN',
    core: { ...place(pull), title: typed },
    mentions: ticketMentions(titlePlaces(title, 'title')),
  };
}

/** What stands under the title; an empty one, which GitHub writes as null or as nothing, is no fact. */
export function described(pull: PullRequest, { description, from, by }: Description): Draft[] {
  if (!description?.trim()) return [];
  const typed = text('description', description, by);
  return [
    {
      ...fact(pull, 'pull_request.edited', 'description', [typed]),
      occurredAt: from,
      timeFrom: 'SEEN',
      core: { ...place(pull), description: typed },
      mentions: ticketMentions([{ text: description, method: 'TEXT', place: 'body' }]),
    },
  ];
}

export function aimed(pull: PullRequest, from: Interval | null): Draft {
  return {
    ...fact(pull, 'pull_request.edited', 'base', [pull.base]),
    occurredAt: from,
    timeFrom: 'SEEN',
    core: { ...place(pull), base: pull.base },
  };
}

/** Merged, or closed without a merge, or neither. */
export function ended(pull: PullRequest): Draft[] {
  if (pull.merged) return [merged(pull, pull.merged)];
  if (!pull.closedAt) return [];
  const at = moment(pull.closedAt);
  return [
    {
      ...fact(pull, 'pull_request.closed', 'closed', [at.from]),
      occurredAt: at,
      timeFrom: 'CORE',
      core: place(pull),
    },
  ];
}

function merged(pull: PullRequest, merge: NonNullable<PullRequest['merged']>): Draft {
  const landed = merge.commit ? [commit(pull, merge.commit, 'merge_commit')] : [];
  return {
    ...fact(pull, 'pull_request.merged', 'merged'),
    occurredAt: moment(merge.at),
    timeFrom: 'CORE',
    core: { ...place(pull), mergeCommit: merge.commit, merger: merge.by, base: pull.base, head: pull.head },
    mentions: [...landed, commit(pull, pull.head, 'head')],
  };
}

export function reopened(pull: PullRequest, at: Interval, by: AccountMark | null): Draft {
  return {
    ...fact(pull, 'pull_request.reopened', 'reopened', [at.from]),
    occurredAt: at,
    timeFrom: 'CORE',
    core: place(pull),
    seen: { by },
  };
}

function fact(pull: PullRequest, type: EventType, transition: string, discriminator?: readonly IdentityPart[]) {
  const identity = { kind: 'pull_request', natural: [pull.id], transition };
  return { type, subject: ref('pull_request', pull.id), identity: discriminator ? { ...identity, discriminator } : identity };
}

function place(pull: PullRequest) {
  return { repository: ref('repository', pull.repository), number: pull.number };
}

function commit(pull: PullRequest, sha: string, where: string): Mention {
  return { names: ref('commit', pull.repository, sha), method: 'RELATION', place: where };
}
