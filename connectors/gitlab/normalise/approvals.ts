import { type AccountMark, type Draft, type Interval, ref } from '#contract';
import type { merges } from '../wire.js';
import type { MergeRequest } from './merge-request.js';
import { moment, momentOrNull } from './moment.js';
import { accountOf } from './people.js';

/** A decision of a reviewer, named by the note that GitLab wrote of it. */
interface Decision {
  readonly review: string;
  readonly user: string | null;
  readonly username: string;
  readonly reviewer: AccountMark | null;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED';
  readonly at: Interval | null;
}

interface Revocation {
  readonly review: string;
  readonly by: AccountMark | null;
  readonly at: Interval | null;
}

const DECIDES: Readonly<Record<string, Decision['state']>> = {
  'approved this merge request': 'APPROVED',
  'requested changes': 'CHANGES_REQUESTED',
  'left review comments': 'COMMENTED',
};
const UNAPPROVED = 'unapproved this merge request';
/** By a push, and never by the pusher: `reset approvals from @ana, @ben, and @cleo by pushing to the branch`. */
const RESET = /^(?:reset|revoked) approvals from (@.+) by pushing to the branch$/;

/**
 * Approvals have no id of their own, and a list shows only those that stand. What happened tells the notes that GitLab
 * itself writes; what they leave out, the list: an approval that stands in notes and not in the list was taken away.
 */
export function approvalsOf(merge: MergeRequest, record: merges.MergeRequestRecord): Draft[] {
  const told = historyOf(record.notes);
  const { unnoted, gone } = besideList(told.standing, record.approvals, merge.id);
  return [
    ...[...told.decisions, ...unnoted].map((decision) => submitted(merge, decision, headAt(decision.at, record))),
    ...[...told.revocations, ...gone].map((revocation) => dismissed(merge, revocation)),
  ];
}

function historyOf(notes: readonly merges.Note[]) {
  const decisions: Decision[] = [];
  const revocations: Revocation[] = [];
  const standing = new Map<string, Decision>();
  const end = (decision: Decision, by: AccountMark | null, at: Interval | null) => {
    revocations.push({ review: decision.review, by, at });
    standing.delete(decision.user ?? decision.review);
  };
  for (const note of [...notes].filter(({ system }) => system).sort(byId)) {
    const decision = decisionIn(note);
    const before = standing.get(note.author?.id ?? '');
    if (decision) {
      decisions.push(decision);
      // GitLab lets nobody approve twice: the first approval was taken away, and nobody noted when.
      if (decision.state === 'APPROVED' && before) end(before, null, null);
      if (decision.state === 'APPROVED') standing.set(decision.user ?? decision.review, decision);
    } else if (note.body === UNAPPROVED && before) {
      end(before, accountOf(note.author), moment(note.created_at));
    } else {
      for (const one of resetBy(note, [...standing.values()])) end(one, null, moment(note.created_at));
    }
  }
  return { decisions, revocations, standing };
}

/** Ids grow; a time can be the same. */
function byId(a: merges.Note, b: merges.Note): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

function decisionIn(note: merges.Note): Decision | null {
  const state = Object.hasOwn(DECIDES, note.body) ? DECIDES[note.body] : undefined;
  if (!state) return null;
  const reviewer = accountOf(note.author);
  const { username = '' } = note.author ?? {};
  return { review: note.id, user: reviewer?.$account ?? null, username, reviewer, state, at: moment(note.created_at) };
}

function resetBy({ body }: merges.Note, standing: readonly Decision[]): readonly Decision[] {
  const named = [...(RESET.exec(body)?.[1] ?? '').matchAll(/@([\w.-]*\w)/g)].map(([, name]) => name);
  return standing.filter(({ username }) => named.includes(username));
}

/** What the list of approvals says otherwise than the notes; null: it could not be read, and says nothing. */
function besideList(standing: ReadonlyMap<string, Decision>, list: merges.MergeRequestRecord['approvals'], merge: string) {
  if (list === null) return { unnoted: [], gone: [] };
  const listed = new Set(list.map(({ user }) => user.id));
  const gone = [...standing.values()].filter(({ user }) => user !== null && !listed.has(user));
  const unnoted = list.flatMap(({ user, approved_at: at }): Decision[] => {
    const reviewer = accountOf(user);
    if (reviewer === null || standing.has(user.id)) return [];
    const review = `${merge}-${user.id}${at ? `-${moment(at).from.slice(0, 19)}` : ''}`;
    return [{ review, user: user.id, username: user.username, reviewer, state: 'APPROVED', at: momentOrNull(at) }];
  });
  return { unnoted, gone: gone.map(({ review }): Revocation => ({ review, by: null, at: null })) };
}

/** GitLab keeps no commit with an approval: it was given on the last head of before. Null: no head is known to be older. */
function headAt(at: Interval | null, { versions }: merges.MergeRequestRecord): string | null {
  if (at === null) return null;
  const before = versions.filter(({ created_at: created }) => moment(created).from <= at.from);
  const last = before.sort((a, b) => (moment(a.created_at).from < moment(b.created_at).from ? -1 : 1)).at(-1);
  return last?.head_commit_sha ?? null;
}

function submitted(merge: MergeRequest, decision: Decision, commit: string | null): Draft {
  return {
    type: 'review.submitted',
    subject: ref('review', decision.review),
    identity: { kind: 'review', natural: [decision.review], transition: 'submitted' },
    occurredAt: decision.at,
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', merge.project),
      pullRequest: ref('pull_request', merge.id),
      reviewer: decision.reviewer,
      state: decision.state,
      commit,
    },
    mentions: commit ? [{ names: ref('commit', merge.project, commit), method: 'RELATION', place: 'commit' }] : [],
  };
}

function dismissed(merge: MergeRequest, { review, by, at }: Revocation): Draft {
  const own = ref('review', review);
  return {
    type: 'review.dismissed',
    subject: own,
    identity: { kind: 'review', natural: [review], transition: 'dismissed' },
    occurredAt: at,
    // A later GitLab, or a later reading, may know the time that an earlier one did not.
    timeFrom: 'SEEN',
    core: { repository: ref('repository', merge.project), review: own, pullRequest: ref('pull_request', merge.id), by },
  };
}
