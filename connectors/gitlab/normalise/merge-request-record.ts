import { type AccountMark, type Draft, type Json, type Normalised, ref } from '#contract';
import { merges, readAs } from '../wire.js';
import { approvalsOf } from './approvals.js';
import { commitRecorded } from './commit.js';
import { commented } from './comment.js';
import { endings } from './merge-request-end.js';
import { aimed, described, headed, type MergeRequest, opened, titled, type Typed } from './merge-request.js';
import { moment } from './moment.js';
import { accountOf } from './people.js';

/** The whole of a merge request as it is read: its states, its titles, its heads, its commits, its approvals, its comments. */
export function fromMergeRequest(payload: Json): Normalised {
  const record = readAs(merges.mergeRequestRecord, payload, 'merge request');
  const merge = mergeOf(record);
  const events: Draft[] = [
    opened(merge),
    ...headsOf(merge, record),
    ...titlesOf(merge, record).map((title) => titled(merge, title)),
    ...described(merge, { words: record.mergeRequest.description ?? '', from: null, by: merge.opener }),
    aimed(merge, null),
    ...endings(merge, record),
    ...commitsOf(record),
    ...approvalsOf(merge, record),
    ...record.notes.filter(({ system }) => !system).map((note) => commented(merge, note)),
  ];
  return { events };
}

function mergeOf({ project, mergeRequest }: merges.MergeRequestRecord): MergeRequest {
  return {
    id: mergeRequest.id,
    project: project.id,
    number: mergeRequest.iid,
    opener: accountOf(mergeRequest.author),
    createdAt: mergeRequest.created_at,
    branch: mergeRequest.source_branch,
    base: mergeRequest.target_branch,
  };
}

/** Every head once, at its first time; the list of commits is that of the last. */
function headsOf(merge: MergeRequest, { mergeRequest, versions, commits }: merges.MergeRequestRecord): Draft[] {
  const heads = new Map<string, string | null>();
  for (const { head_commit_sha: head, created_at: at } of inOrder(versions)) if (!heads.has(head)) heads.set(head, at);
  const last = mergeRequest.sha ?? null;
  if (last !== null && !heads.has(last)) heads.set(last, null);
  const names = commits.map(({ id }) => id);
  const list = { commits: names, commitsTotal: names.length, commitsCut: false };
  return [...heads].map(([head, at]) => headed(merge, head, at === null ? null : moment(at), head === last ? list : {}));
}

function inOrder<T extends { readonly created_at: string }>(dated: readonly T[]): readonly T[] {
  return [...dated].sort((a, b) => (moment(a.created_at).from < moment(b.created_at).from ? -1 : 1));
}

/** `changed title from **Draft: {-Pay-} refund** to **{+Pay the+} refund**`: what is struck out and added stands in braces. */
const RENAMED = /^changed title from \*\*(.*)\*\* to \*\*(.*)\*\*$/s;

/** Every title once, at its first time: the one before the first renaming stood since the opening. */
function titlesOf(merge: MergeRequest, { mergeRequest, notes }: merges.MergeRequestRecord): readonly Typed[] {
  const renamings = notes.flatMap(({ system, body, created_at: at, author }) => {
    const [, from, to] = (system && RENAMED.exec(body)) || [];
    return from === undefined || to === undefined ? [] : [{ from: plain(from, '-'), to: plain(to, '+'), at, by: accountOf(author) }];
  });
  const titles = new Map<string, Typed>();
  const bore = (words: string, at: string | null, by: AccountMark | null) => {
    if (!titles.has(words)) titles.set(words, { words, from: at === null ? null : moment(at), by });
  };
  const [first] = renamings;
  bore(first ? first.from : mergeRequest.title, mergeRequest.created_at, merge.opener);
  for (const { to, at, by } of renamings) bore(to, at, by);
  bore(mergeRequest.title, null, null);
  return [...titles.values()];
}

function plain(marked: string, sign: '-' | '+'): string {
  return sign === '-' ? marked.replace(/\{-(.*?)-\}/gs, '$1') : marked.replace(/\{\+(.*?)\+\}/gs, '$1');
}

/** What was merged without a squash landed as it is, and GitLab has no other word of which merge request brought it. */
function commitsOf({ project, mergeRequest, commits, authors }: merges.MergeRequestRecord): Draft[] {
  const pull = ref('pull_request', mergeRequest.id);
  const isLanded = mergeRequest.state === 'merged' && !mergeRequest.squash_commit_sha;
  return commits.map((one) => {
    const recorded = commitRecorded(one, project, accountOf(authors[one.id]));
    if (!isLanded) return recorded;
    return {
      ...recorded,
      seen: { ...recorded.seen, associated: [pull] },
      mentions: [{ names: pull, method: 'RELATION', place: 'associated' }, ...(recorded.mentions ?? [])],
    };
  });
}
